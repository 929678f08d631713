import { formatRate, formatTime } from '../idiom.ts'
import type { LimitInForce } from '../../app/contract/limit-in-force.ts'
import { WORDS } from '../wording.ts'

const words = WORDS.bandwidth

/** What may be sent now, as short as a button. */
export function describeLimit({ choice, bytesPerSecond }: LimitInForce): string {
  if (choice === null) return words.button
  if (choice === 'leave-room') {
    return bytesPerSecond === null ? words.leavingRoom : words.leavingRoomAt(formatRate(bytesPerSecond))
  }
  return words.limited(formatRate(choice))
}

/** Why it is so, and until when; null when it is what was chosen, for good, and there is nothing more to say. */
export function explainLimit(limit: LimitInForce): string | null {
  const sentences = [
    limit.choice === 'leave-room' &&
      (limit.uplink === null ? words.measuring : words.measured(formatRate(limit.uplink))),
    limit.isScheduled &&
      (limit.until === null ? words.scheduled : words.scheduledUntil(formatTime(limit.until))),
    !limit.isScheduled && limit.until !== null && words.usualUntil(formatTime(limit.until)),
  ].filter((sentence) => sentence !== false)
  return sentences.length === 0 ? null : sentences.join(' ')
}

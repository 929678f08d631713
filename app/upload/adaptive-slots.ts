import type { Clock } from '../ports.ts'
import { FIRST_CONCURRENCY, FIRST_PARTS, nextConcurrency } from './concurrency.ts'
import { createRest } from './rest.ts'
import { createSlots, type Slots } from './slots.ts'

/** How often the number of slots is reconsidered, in milliseconds. */
const LOOK_EVERY_MS = 2_500

/** Slots whose number follows what the link gives. */
export interface AdaptiveSlots extends Slots {
  /** Bytes of some part have left. */
  sent(bytes: number): void
  /** Ends the looking. */
  close(): void
  /** What came of a part that was sent: S3 has it, the way to S3 broke, or S3 asks to slow down. */
  ended(how: 'stored' | 'broken' | 'slow-down'): void
  /** S3 wants to be left alone that long: until then slots go only to those who cannot wait. */
  restFor(delayMs: number): void
}

/** Creates them; they look at the link only while parts are in flight. */
export function createAdaptiveSlots(clock: Clock): AdaptiveSlots {
  let concurrency = FIRST_CONCURRENCY
  let isLooking = false
  let callOff = (): void => undefined
  let seen = nothing(true)
  const slots = createSlots(FIRST_PARTS)
  const setCount = (): void => slots.setCount(rest.isResting() ? 0 : concurrency.parts)
  const rest = createRest(clock, setCount)

  const look = (): void => {
    const { sentBytes, isBusy, ...ends } = seen
    seen = nothing(slots.isFull())
    isLooking = slots.inUse() > 0
    if (isLooking) callOff = clock.after(LOOK_EVERY_MS, look)
    const bytesPerSecond = (sentBytes * 1000) / LOOK_EVERY_MS
    concurrency = nextConcurrency(concurrency, { ...ends, bytesPerSecond, isBusy: isBusy && slots.isFull() })
    setCount()
  }
  const startLooking = (): void => {
    if (isLooking) return
    isLooking = true
    seen = nothing(true)
    callOff = clock.after(LOOK_EVERY_MS, look)
  }
  return {
    ...slots,
    async acquire(rank, signal, hurry) {
      const slot = await slots.acquire(rank, signal, hurry)
      startLooking()
      return slot
    },
    sent(bytes) {
      seen.sentBytes += bytes
    },
    restFor: (delayMs) => rest.restFor(delayMs),
    close() {
      callOff()
      rest.stop()
    },
    ended(how) {
      if (how === 'stored') seen.stored += 1
      else if (how === 'broken') seen.broken += 1
      else seen.slowDowns += 1
    },
  }
}

const nothing = (isBusy: boolean) => ({ sentBytes: 0, stored: 0, broken: 0, slowDowns: 0, isBusy })

import { LEAST_BANDWIDTH_LIMIT } from '../contract/preferences.ts'
import type { Clock } from '../ports.ts'

/** The share of the uplink that is taken while room is left for others. */
export const SHARE_TAKEN = 0.8

/** The first seconds at full speed only fill buffers. */
export const SETTLING_MS = 10_000
/** What leaves in that time after them is what the uplink carries. */
export const MEASURING_MS = 10_000
/** How long a measure is believed while something is sent. */
export const BELIEVED_MS = 10 * 60_000
/** A break this long spoils a measure. */
const LONGEST_STILL_MS = 3_000

/**
 * Leaves room for others on the uplink. What a line carries shows only when it is filled, so all is let go for twenty
 * seconds, at the beginning and every ten minutes of sending, and a share of what was measured then is taken.
 */
export interface RoomForOthers {
  /** Whether room is to be left from now on. */
  set(isOn: boolean): void
  /** Bytes of some part have left. */
  sent(bytes: number): void
  /** The uplink may be another one: what was measured is believed no longer. */
  doubt(): void
  /** What the uplink was last measured to carry, in bytes per second; null before. */
  uplink(): number | null
  /** Bytes per second that may go now; null for all, while it is measured. */
  limit(): number | null
}

interface Measure {
  readonly beganAt: number
  readonly movedAt: number
  /** When the buffers were taken to be full; null before. */
  readonly countedFrom: number | null
  readonly bytes: number
}

/** Creates it, off; `onChange` is called whenever the limit is another one, because of what was sent. */
export function createRoomForOthers(clock: Pick<Clock, 'monotonic'>, onChange: () => void): RoomForOthers {
  let isOn = false
  let uplink: number | null = null
  let measuredAt = -Infinity
  let measure: Measure | null = null

  const finish = (bytesPerSecond: number, now: number): void => {
    uplink = bytesPerSecond
    measuredAt = now
    measure = null
    onChange()
  }
  return {
    set(wanted) {
      isOn = wanted
      if (!isOn) measure = null
    },
    sent(bytes) {
      if (!isOn) return
      const now = clock.monotonic()
      if (measure === null) {
        if (now - measuredAt < BELIEVED_MS) return
        measure = begun(now)
        onChange()
        return
      }
      measure = now - measure.movedAt > LONGEST_STILL_MS ? begun(now) : counted(measure, bytes, now)
      const { countedFrom } = measure
      if (countedFrom !== null && now - countedFrom >= MEASURING_MS) {
        finish((measure.bytes / (now - countedFrom)) * 1000, now)
      }
    },
    doubt() {
      measuredAt = -Infinity
      measure = null
    },
    uplink: () => uplink,
    limit() {
      if (!isOn || measure !== null || uplink === null) return null
      return Math.max(LEAST_BANDWIDTH_LIMIT, uplink * SHARE_TAKEN)
    },
  }
}

const begun = (now: number): Measure => ({ beganAt: now, movedAt: now, countedFrom: null, bytes: 0 })

function counted(measure: Measure, bytes: number, now: number): Measure {
  if (now - measure.beganAt < SETTLING_MS) return { ...measure, movedAt: now }
  if (measure.countedFrom === null) return { ...measure, movedAt: now, countedFrom: now }
  return { ...measure, movedAt: now, bytes: measure.bytes + bytes }
}

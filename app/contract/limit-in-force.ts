import type { BandwidthChoice } from './limit-schedule.ts'

/** What may be sent now, and why. */
export interface LimitInForce {
  readonly choice: BandwidthChoice
  /** Whether the schedule says so, and not the usual choice. */
  readonly isScheduled: boolean
  /** When the schedule says something else, epoch milliseconds; null when it does not. */
  readonly until: number | null
  /** Bytes a second that may go at this moment; null for all there is, also while the uplink is being measured. */
  readonly bytesPerSecond: number | null
  /** What the uplink was last measured to carry, in bytes a second; only while room is left for others. */
  readonly uplink: number | null
}

/** Nothing is held back. */
export const NO_LIMIT: LimitInForce = {
  choice: null,
  isScheduled: false,
  until: null,
  bytesPerSecond: null,
  uplink: null,
}

import type { UploadEvent } from './transition.ts'

/** Why a run is ended from outside. A reason, not a failure. */
export type StopReason = 'pause' | 'cancel' | 'shutdown'

/** What a run's signal aborts with. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
  readonly reason: StopReason

  constructor(reason: StopReason) {
    super(`The run was stopped: ${reason}`)
    this.reason = reason
  }
}

/** What the reason means for the upload. */
export const EVENT_FOR: Record<StopReason, UploadEvent> = {
  pause: { kind: 'paused' },
  cancel: { kind: 'canceled' },
  shutdown: { kind: 'interrupted' },
}

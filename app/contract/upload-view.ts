import type { AccountId, UploadId } from './ids.ts'
import type { FailureCode } from './upload-failure.ts'
import { isActive, type UploadState } from './upload-state.ts'

/** What Polar is to use a file for; each has limits of its own. */
export const FILE_SERVICES = ['downloadable', 'product_media', 'organization_avatar'] as const

/** What Polar is to use a file for, in Polar's words. */
export type FileService = (typeof FILE_SERVICES)[number]

/** One upload as shown: everything but the byte counts that change many times a second. */
export interface UploadView {
  readonly id: UploadId
  /** Its place in the queue; lower is earlier. */
  readonly position: number
  /** The name the file has at Polar. */
  readonly name: string
  /** Where the file is on this computer. */
  readonly path: string
  readonly sizeBytes: number
  readonly service: FileService
  readonly state: UploadState
  /** The account it goes to; null until one is signed in. */
  readonly accountId: AccountId | null
  /** Epoch milliseconds. */
  readonly addedAt: number
  /** SHA-256 of the whole file, base64, once it is known. */
  readonly fileChecksum: string | null
  /** The name under which the same bytes are in Polar already, as far as this computer knows; null when they are not. */
  readonly sameAs: string | null
  /** How many parts the file is cut into; 0 until it is planned. */
  readonly partCount: number
  /** How often it was started over. */
  readonly sessionsLost: number
  /** Why, the last time; null before, and where an earlier version did not note it. */
  readonly lossReason: FailureCode | null
}

/**
 * How far an upload has come. Transient: kept in memory, recomputed from the stored parts after a restart. Within a
 * session `storedBytes` never goes back and never exceeds the size.
 */
export interface UploadProgress {
  readonly id: UploadId
  /** Bytes read and hashed so far in the phase `hashing`; the file's size when that is done. */
  readonly hashedBytes: number
  /** Bytes of the parts S3 has acknowledged. The only number that is ever said to be done. */
  readonly storedBytes: number
  /** Bytes that have left of the parts on their way now: nothing of it counts before S3 has the whole part. */
  readonly inFlightBytes: number
  /** Bytes that left this computer for this upload, over all attempts, those of broken parts included. */
  readonly sentBytes: number
  /** Parts that are on their way to S3 at this moment. */
  readonly partsInFlight: number
  /** How fast bytes leave now (while hashing: how fast they are read); null until it means something. */
  readonly bytesPerSecond: number | null
  /** Time until all bytes have left, at that speed; null until it means something. */
  readonly secondsLeft: number | null
  /** The hour of the session that is open; null without one, or while the servers' time is unknown. */
  readonly deadline: UploadDeadline | null
  /** How long what is not stored yet takes at the speed this server was last reached with; null when unknown. */
  readonly forecastSeconds: number | null
}

/** Of an upload for which nothing has been read or sent yet. */
export const nothingDone = (id: UploadId): UploadProgress => ({
  id,
  hashedBytes: 0,
  storedBytes: 0,
  inFlightBytes: 0,
  sentBytes: 0,
  partsInFlight: 0,
  bytesPerSecond: null,
  secondsLeft: null,
  deadline: null,
  forecastSeconds: null,
})

/**
 * The end of the hour that Polar gives an upload, on this computer's clock: what is not stored and has not started
 * by then is lost with all that is stored.
 */
export interface UploadDeadline {
  /** When every part that is left is started; who pauses later starts over. Epoch milliseconds. */
  readonly lastCallAt: number
  /** When nothing can start any more; who resumes before keeps what is stored. Epoch milliseconds. */
  readonly expiresAt: number
}

/** Says whether pausing makes sense. */
export const canPause = (state: UploadState): boolean =>
  isActive(state) || state.kind === 'queued' || state.kind === 'waiting'

/** Says whether resuming makes sense: it was paused, or waits for another try that can be had at once. */
export const canResume = (state: UploadState): boolean => state.kind === 'paused' || state.kind === 'waiting'

/** Says whether it can be had before all others: it waits, is paused, or shares its turn with others. */
export const canStartNow = (state: UploadState): boolean =>
  (canPause(state) && state.kind !== 'completing') || state.kind === 'paused'

/** Says whether another try makes sense. */
export const canRetry = (state: UploadState): boolean => state.kind === 'failed' || state.kind === 'canceled'

/** Says whether there is anything to cancel. */
export const canCancel = (state: UploadState): boolean =>
  canPause(state) || state.kind === 'paused' || state.kind === 'failed'

/** Says whether it can be taken off the list: nothing is going on any more. */
export const canRemove = (state: UploadState): boolean =>
  state.kind === 'completed' || state.kind === 'failed' || state.kind === 'canceled'

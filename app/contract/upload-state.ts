import type { FileId } from './ids.ts'
import type { FailureCode, UploadFailure } from './upload-failure.ts'

/**
 * Where an upload stands. Stored at every change, so it says little; byte counts travel apart from it.
 *
 *   queued → hashing → opening → uploading → completing → completed
 *             └────────────── any of these ─────────────┘
 *                  ├→ waiting    a failure worth retrying; requeued at `retryAt`, or once the network is back
 *                  ├→ paused     by the user; requeued on resume
 *                  ├→ failed     needs the user; requeued on retry
 *                  ├→ queued     the app was closed, or the file must be looked at again
 *                  └→ canceled
 *
 * An upload stays `hashing` until a part of it can start: a session is opened as late as possible, because its
 * presigned URLs live for an hour only. Resuming has no path of its own: a requeued upload starts over and skips
 * what is already stored.
 */
export type UploadState =
  | { readonly kind: 'queued' | 'hashing' | 'opening' | 'uploading' | 'completing' }
  /** `retryAt` is in epoch milliseconds; while Polar cannot be reached, what waits for the network waits past it. */
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly failure: UploadFailure }
  | { readonly kind: 'failed'; readonly failure: UploadFailure }
  /** `completedAt` is in epoch milliseconds. */
  | { readonly kind: 'completed'; readonly fileId: FileId; readonly completedAt: number }
  | { readonly kind: 'paused' | 'canceled' }

/** The states in which a run is at work on the upload. */
export const ACTIVE_STATES = ['hashing', 'opening', 'uploading', 'completing'] as const

/** The name of a state. */
export type UploadStateKind = UploadState['kind']

/** Says whether a run is at work on an upload in this state. */
export const isActive = (state: UploadState): boolean =>
  (ACTIVE_STATES as readonly UploadStateKind[]).includes(state.kind)

/** Says whether an upload in this state has failed with one of these. */
export const failedBy = (state: UploadState, ...codes: readonly FailureCode[]): boolean =>
  state.kind === 'failed' && codes.includes(state.failure.code)

/** Says whether an upload goes on by itself once its user has signed in with a token that is accepted. */
export const awaitsSignIn = (state: UploadState): boolean => failedBy(state, 'unauthorized', 'forbidden')

/** Says whether nothing more happens to an upload in this state unless the user wants it. */
export const isAtRest = (state: UploadState): boolean =>
  state.kind === 'completed' ||
  state.kind === 'failed' ||
  state.kind === 'paused' ||
  state.kind === 'canceled'

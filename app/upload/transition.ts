import type { ReceiptFile } from '../contract/receipt.ts'
import type { UploadFailure } from '../contract/upload-failure.ts'
import { ACTIVE_STATES, type UploadState, type UploadStateKind } from '../contract/upload-state.ts'

/** Something that happened to an upload and changes where it stands. */
export type UploadEvent =
  | { readonly kind: 'started' | 'hashed' | 'opened' | 'parts-stored' }
  | { readonly kind: 'confirmed'; readonly file: ReceiptFile; readonly at: number }
  | { readonly kind: 'retry-scheduled'; readonly retryAt: number; readonly failure: UploadFailure }
  | { readonly kind: 'failed'; readonly failure: UploadFailure }
  | { readonly kind: 'interrupted' | 'paused' | 'requeued' | 'canceled' }
  /** Something it took for done has to be done anew. */
  | { readonly kind: 'set-back' }

const MAY_HAPPEN_WHILE: Record<UploadEvent['kind'], readonly UploadStateKind[]> = {
  started: ['queued'],
  hashed: ['hashing'],
  opened: ['opening'],
  'parts-stored': ['uploading'],
  confirmed: ['completing'],
  'retry-scheduled': ACTIVE_STATES,
  failed: ACTIVE_STATES,
  interrupted: ACTIVE_STATES,
  'set-back': ACTIVE_STATES,
  paused: [...ACTIVE_STATES, 'queued', 'waiting'],
  requeued: ['waiting', 'paused', 'failed', 'canceled'],
  canceled: [...ACTIVE_STATES, 'queued', 'waiting', 'paused', 'failed'],
}

/** Events that may go unstored when there is no room: the next start then finds a state from which nothing is lost. */
export const MAY_GO_UNSTORED: readonly UploadEvent['kind'][] = [
  'canceled',
  ...(['requeued', 'started', 'retry-scheduled', 'failed', 'interrupted', 'set-back', 'paused'] as const),
]

/** The state an event leads to. Throws if it cannot happen now: that is a bug of ours, not a failed upload. */
export function transition(state: UploadState, event: UploadEvent): UploadState {
  if (!MAY_HAPPEN_WHILE[event.kind].includes(state.kind)) {
    throw new Error(`An upload cannot be ${event.kind} while ${state.kind}`)
  }
  return stateAfter(event)
}

function stateAfter(event: UploadEvent): UploadState {
  switch (event.kind) {
    case 'started':
      return { kind: 'hashing' }
    case 'hashed':
      return { kind: 'opening' }
    case 'opened':
      return { kind: 'uploading' }
    case 'parts-stored':
      return { kind: 'completing' }
    case 'confirmed':
      return { kind: 'completed', fileId: event.file.id, completedAt: event.at }
    case 'retry-scheduled':
      return { kind: 'waiting', retryAt: event.retryAt, failure: event.failure }
    case 'failed':
      return { kind: 'failed', failure: event.failure }
    case 'interrupted':
    case 'set-back':
    case 'requeued':
      return { kind: 'queued' }
    case 'paused':
      return { kind: 'paused' }
    case 'canceled':
      return { kind: 'canceled' }
  }
}

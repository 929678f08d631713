import type { Noted } from '../store/receipt-store.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import type { UploadEvent } from './transition.ts'

/** What of an event goes into the upload's timeline; null when it is no news. `upload` is as it was before. */
export function notedOf(
  event: UploadEvent,
  upload: Pick<UploadRecord, 'state' | 'fileChecksum'>,
  fileId: string | null,
): Noted | null {
  switch (event.kind) {
    case 'hashed':
      return { kind: 'checked', detail: upload.fileChecksum }
    case 'opened':
      return { kind: 'opened', detail: fileId }
    case 'parts-stored':
      return { kind: 'all-stored', detail: null }
    case 'confirmed':
      return { kind: 'completed', detail: event.file.id }
    case 'retry-scheduled':
      return { kind: 'waited', detail: event.failure.code }
    case 'failed':
      return { kind: 'failed', detail: event.failure.code }
    case 'requeued':
      // One that waits goes on by itself, which is what its waiting was for.
      return upload.state.kind === 'waiting' ? null : { kind: 'resumed', detail: null }
    case 'paused':
    case 'canceled':
    case 'interrupted':
      return { kind: event.kind, detail: null }
    case 'started':
    case 'set-back':
      return null
  }
}

import type { UploadId } from './ids.ts'

/** Where in the queue uploads are to stand. */
export interface MoveRequest {
  /** They keep the order they have among themselves. */
  readonly ids: readonly UploadId[]
  /** The upload they go directly before; null puts them behind all others. */
  readonly before: UploadId | null
}

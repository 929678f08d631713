import type { UploadId } from './ids.ts'
import type { FileService } from './upload-view.ts'

/** Files and folders to upload. Folders are walked; the order is kept. */
export interface AddRequest {
  readonly paths: readonly string[]
  /** `downloadable` when left out. */
  readonly service?: FileService
  /** The name at Polar, for one file; the file's own when left out. */
  readonly name?: string
  /** Uploads once more what is completed already, and unchanged since. */
  readonly again?: boolean
}

/** What came of adding. Whatever was not added is named here, with a sentence. */
export interface AddReport {
  readonly added: readonly UploadId[]
  /** The sizes of what was added, summed. */
  readonly addedBytes: number
  /** Already on its way: the upload that is there goes on, no second one is made. */
  readonly alreadyThere: readonly { readonly path: string; readonly id: UploadId }[]
  /** In Polar already under that name, by the upload named, and unchanged since: it is not uploaded once more. */
  readonly alreadyCompleted: readonly { readonly path: string; readonly id: UploadId }[]
  /** How many `.DS_Store`, `Thumbs.db` and `desktop.ini` were left out. */
  readonly leftOutCount: number
  /** `message` is a sentence that says what is wrong and what to do. */
  readonly refused: readonly { readonly path: string; readonly message: string }[]
  /** Names Polar cannot store, and what they became. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[]
}

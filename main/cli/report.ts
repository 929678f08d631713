import type { AddReport } from '../../app/contract/add-request.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'

/** Tells how uploads go, to a person or to a program. */
export interface Report {
  added(report: AddReport): void
  changed(upload: UploadView, progress: UploadProgress): void
  progressed(upload: UploadView, progress: UploadProgress): void
  /** Polar cannot be reached, or not for another reason: which, in a sentence; null when it can be again. */
  reachable(offlineReason: string | null): void
  /** A word on the whole, at the end. */
  ended(uploads: readonly UploadView[]): void
}

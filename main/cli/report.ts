import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { AddReport } from '../../app/contract/add-request.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'

/** Tells how uploads go, to a person or to a program. */
export interface Report {
  added(report: AddReport): void
  /** What is known of the accounts, whenever that changes. */
  accounts(accounts: readonly ListedAccount[]): void
  /** Before anything is done: which uploads there is something to do for. */
  begun(uploads: readonly UploadView[]): void
  changed(upload: UploadView, progress: UploadProgress): void
  progressed(upload: UploadView, progress: UploadProgress): void
  /** Polar cannot be reached, or not for another reason: which, in a sentence; null when it can be again. */
  reachable(offlineReason: string | null): void
  /** A word on the whole, at the end; `refusedCount` files never became uploads. */
  ended(uploads: readonly UploadView[], refusedCount: number): void
}

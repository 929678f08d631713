import type { SignedInAccount } from '../accounts/account-session.ts'
import type { UploadId } from '../contract/ids.ts'
import type { FailureCode } from '../contract/upload-failure.ts'
import type { Session } from '../store/session-store.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import type { PartWatch } from './part-watch.ts'
import type { ProgressMeter } from './progress-meter.ts'

/** What is not worth storing of an upload of which nothing has been tried yet. */
export const FRESH = {
  isCleared: false,
  isUrgent: false,
  attempts: 0,
  lastFailure: null,
  actedAs: null,
  completionsRefused: 0,
} as const

/** One upload in memory: what is stored of it, and what is not worth storing. */
export interface RosterEntry {
  readonly id: UploadId
  readonly meter: ProgressMeter
  readonly parts: PartWatch
  /** Written by the roster only. */
  upload: UploadRecord
  /** Off the list, but not for good yet. */
  isCleared: boolean
  partCount: number
  session: Session | null
  /** The user wants it now, before all others. */
  isUrgent: boolean
  /** Tries since it last got further. */
  attempts: number
  /** What the last of them ended with; null before the first. */
  lastFailure: FailureCode | null
  /** Who was signed in when the upload last needed somebody; null before. */
  actedAs: SignedInAccount | null
  /** Sessions that Polar would not complete; parts that get through in the next one are no progress here. */
  completionsRefused: number
}

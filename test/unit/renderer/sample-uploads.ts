import type { AccountView } from '../../../app/contract/account-view.ts'
import type { AccountId, UploadId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { nothingDone, type UploadProgress, type UploadView } from '../../../app/contract/upload-view.ts'

/** One thousand million bytes, as the window counts them. */
export const GB = 1_000_000_000

/** The account that the sample uploads go to. */
export const ownAccount = 'production:acme' as AccountId

/** Signed in to that account. */
export const signedIn: AccountView = {
  kind: 'signed-in',
  id: ownAccount,
  serverUrl: 'https://api.polar.sh',
  organizationName: 'Acme',
  offlineReason: null,
}

/** Nobody is signed in. */
export const signedOut: AccountView = { kind: 'signed-out', reason: null }

/** The id of the sample upload with that number. */
export const uploadId = (number: number): UploadId =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as UploadId

/** An upload of 80 GB in some state. */
export const uploadIn = (state: UploadState, more: Partial<UploadView> = {}): UploadView => ({
  id: uploadId(1),
  position: 1,
  name: 'game.zip',
  path: '/home/maya/game.zip',
  sizeBytes: 80 * GB,
  service: 'downloadable',
  state,
  accountId: ownAccount,
  addedAt: 0,
  fileChecksum: null,
  sameAs: null,
  partCount: 0,
  sessionsLost: 0,
  lossReason: null,
  ...more,
})

/** Byte counts of the sample upload: nothing read, nothing stored, no speed, unless given. */
export const progressWith = (more: Partial<UploadProgress> = {}): UploadProgress => ({
  ...nothingDone(uploadId(1)),
  ...more,
})

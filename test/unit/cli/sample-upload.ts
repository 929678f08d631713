import type { UploadId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { nothingDone, type UploadProgress, type UploadView } from '../../../app/contract/upload-view.ts'

/** An upload of 1,000,000 bytes named `game.zip`, but for what is given. */
export const sampleUpload = (state: UploadState, upload: Partial<UploadView> = {}): UploadView => ({
  id: 'upload-1' as UploadId,
  position: 1,
  name: 'game.zip',
  path: '/files/game.zip',
  sizeBytes: 1_000_000,
  service: 'downloadable',
  state,
  accountId: null,
  addedAt: 0,
  fileChecksum: null,
  sameAs: null,
  partCount: 2,
  sessionsLost: 0,
  lossReason: null,
  ...upload,
})

/** How far `sampleUpload` has come: nowhere, but for what is given. */
export const sampleProgress = (progress: Partial<UploadProgress> = {}): UploadProgress => ({
  ...nothingDone('upload-1' as UploadId),
  ...progress,
})

/** In Polar. */
export const completedState: UploadState = { kind: 'completed', fileId: 'file-1' as never, completedAt: 1 }

/** Stuck on the network. */
export const waitingState: UploadState = {
  kind: 'waiting',
  retryAt: 5,
  failure: { code: 'network', message: 'No connection. Trying again soon.' },
}

/** Without its file. */
export const failedState: UploadState = {
  kind: 'failed',
  failure: { code: 'file-missing', message: '“game.zip” cannot be found.' },
}

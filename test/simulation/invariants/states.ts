import type { Accounts } from './accounts.ts'
import type { Scene } from './scene.ts'
import { isRestState, type UploadMirror } from './upload-mirror.ts'
import type { Cause } from './violation.ts'

const LEAVES_WORK = ['waiting', 'failed', 'queued', 'paused', 'canceled']

/** Where each state may lead, as drawn in app/contract/upload-state.ts. */
const LEADS_TO: Readonly<Record<string, readonly string[]>> = {
  queued: ['hashing', 'paused', 'canceled'],
  hashing: ['opening', ...LEAVES_WORK],
  opening: ['uploading', ...LEAVES_WORK],
  uploading: ['completing', ...LEAVES_WORK],
  completing: ['completed', ...LEAVES_WORK],
  waiting: ['queued', 'paused', 'canceled'],
  paused: ['queued', 'canceled'],
  failed: ['queued', 'canceled'],
  canceled: ['queued'],
  completed: [],
}

/** Which failures need which cause. Failures not named here mend themselves and end nothing. */
const NEEDS_CAUSE: Readonly<Record<string, readonly Cause[]>> = {
  'file-missing': ['file-gone', 'read-fault'],
  'file-changed': ['file-changed'],
  'file-touched': ['file-changed', 'read-fault'],
  unauthorized: ['token', 'keychain'],
  forbidden: ['token'],
  keychain: ['keychain'],
  'request-altered': ['bad-signature'],
  rejected: ['refused-by-server', 'not-fit'],
  'checksum-mismatch': ['damaged', 'file-changed'],
  'stored-differs': ['altered'],
  'completion-refused': ['multipart-lost', 'server-error'],
}

/** Makes sure that an upload may go to that state, and that nobody disturbs one that rests, unless that is wished. */
export function checkTransition(scene: Scene, upload: UploadMirror, state: string, isWished: boolean): void {
  const before = [upload.state, ...upload.unstored]
  if (!before.some((from) => LEADS_TO[from]?.includes(state))) {
    scene.violate('legal transitions', `The upload ${upload.id} goes from ${before.join('/')} to ${state}`)
  }
  const rested = before.every(isRestState)
  const awaitsSignIn = ['unauthorized', 'forbidden'].includes(upload.failureCode ?? '')
  if (rested && !upload.isTouched && !isWished && !awaitsSignIn) {
    scene.violate('rest is rest', `The upload ${upload.id} leaves ${upload.state} though nobody asked for it`)
  }
}

/** Makes sure that what an upload failed of has really happened, and that it really has failed. */
export function checkFailure(scene: Scene, accounts: Accounts, upload: UploadMirror, code: string): void {
  if (code === 'internal') {
    scene.violate('no bugs', `The upload ${upload.id} failed as internal`)
    return
  }
  const possible = NEEDS_CAUSE[code]
  // One account's token says nothing of another's.
  const isOwn = (cause: Cause): boolean => cause !== 'token' || accounts.hadTokenTrouble(upload.organization)
  if (possible === undefined || !possible.some((cause) => scene.causes.has(cause) && isOwn(cause))) {
    scene.violate('failures are true', `The upload ${upload.id} failed as ${code}, and nothing caused that`)
  }
  const file = scene.world.servers.file(upload.session?.fileId ?? '')
  const mayNotAsk = ['unauthorized', 'forbidden'].includes(code)
  if (file?.object != null && !file.isDeleted && !file.wasAltered && !mayNotAsk) {
    scene.violate(
      'a stored file never fails',
      `Polar lists the file of ${upload.id}, which failed as ${code}`,
    )
  }
}

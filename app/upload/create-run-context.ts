import type { AccountId, UploadId } from '../contract/ids.ts'
import type { FailureCode } from '../contract/upload-failure.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { UploadError } from '../upload-error.ts'
import type { EngineParts } from './engine-parts.ts'
import type { RosterEntry } from './roster-entry.ts'
import type { RunContext } from './run-context.ts'
import { serverUrlOf } from './upload-views.ts'

/** What others hear of a run. */
export interface RunListener {
  /** Another may start because of it. */
  readonly pump: () => void
  /** Something of it got through to the servers of its account. */
  readonly gotThrough: (account: AccountId) => void
}

/** What one run may see and change. */
export function createRunContext(
  parts: EngineParts,
  entry: RosterEntry,
  signal: AbortSignal,
  { pump, gotThrough }: RunListener,
): RunContext {
  const { roster, accounts, store, sources, polar, sender, slots, links, clock, random, serverClocks } = parts
  const { id, meter, parts: partWatch } = entry
  const serverUrl = serverUrlOf(store, entry.upload)
  const tellThrough = (): void => {
    if (entry.upload.accountId !== null) gotThrough(entry.upload.accountId)
  }
  return {
    ...{ store, sources, polar, sender, slots, links, clock, random },
    ...{ id, meter, signal, parts: partWatch, serverClock: serverClocks.of(serverUrl) },
    upload: () => entry.upload,
    isUrgent: () => entry.isUrgent,
    learn: (facts) => roster.learn(id, facts),
    apply(event) {
      roster.apply(id, event)
      if (event.kind === 'confirmed') tellThrough()
      // One that is past hashing, or only completes, makes way for the next.
      queueMicrotask(pump)
    },
    link: () => links.of(serverUrl),
    isInTouch: () => accounts.who.touch(entry.upload.accountId) === 'kept',
    credentials() {
      const account = accounts.who.find(entry.upload.accountId)
      if (account !== null) return (entry.actedAs = account)
      throw new UploadError(
        'unauthorized',
        'Nobody is signed in to this upload’s organization. Please sign in again.',
      )
    },
    learnOrganization(organizationId) {
      const { accountId } = entry.upload
      accounts.learnOrganization(accountId, organizationId, (from, to) => roster.movedToAccount(from, to))
    },
    partBroke: (code) => notePartBroke(parts, id, code),
    gotFurther() {
      tellThrough()
      if (entry.attempts === 0) return
      entry.attempts = 0
      queueMicrotask(pump)
    },
  }
}

function notePartBroke({ store, clock }: EngineParts, id: UploadId, code: FailureCode): void {
  try {
    store.receipts.note(id, { kind: 'part-broke', detail: code }, clock.now())
  } catch (error) {
    // A full disk has worse to say, and says it elsewhere.
    if (asStorageFailure(error) === null) throw error
  }
}

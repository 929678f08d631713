import { asStorageFailure } from '../store/storage-failure.ts'
import { UploadError } from '../upload-error.ts'
import type { EngineParts } from './engine-parts.ts'
import type { RosterEntry } from './roster-entry.ts'
import type { RunContext } from './run-context.ts'

/** What one run may see and change; `pump` is called whenever another may start because of it. */
export function createRunContext(
  parts: EngineParts,
  entry: RosterEntry,
  signal: AbortSignal,
  pump: () => void,
): RunContext {
  const { roster, accounts, store, sources, polar, sender, slots, links, clock, random, serverClock } = parts
  const { id, meter, parts: partWatch } = entry
  return {
    ...{ store, sources, polar, sender, slots, links, clock, random, serverClock },
    ...{ id, meter, signal, parts: partWatch },
    upload: () => entry.upload,
    isUrgent: () => entry.isUrgent,
    learn: (facts) => roster.learn(id, facts),
    apply(event) {
      roster.apply(id, event)
      // One that is past hashing, or only completes, makes way for the next.
      queueMicrotask(pump)
    },
    link() {
      const { accountId } = entry.upload
      return links.of(accountId === null ? null : (store.accounts.find(accountId)?.serverUrl ?? null))
    },
    isInTouch: () => accounts.connection.touch() === 'kept',
    credentials() {
      const account = accounts.current()
      if (account !== null && account.id === entry.upload.accountId) return (entry.actedAs = account)
      throw new UploadError(
        'unauthorized',
        'Nobody is signed in to this upload’s organization. Please sign in again.',
      )
    },
    learnOrganization(organizationId) {
      accounts.learnOrganization(organizationId, (from, to) => roster.moveToAccount(from, to))
    },
    partBroke(code) {
      try {
        store.receipts.note(id, { kind: 'part-broke', detail: code }, clock.now())
      } catch (error) {
        // A full disk has worse to say, and says it elsewhere.
        if (asStorageFailure(error) === null) throw error
      }
    },
    gotFurther() {
      if (entry.attempts === 0) return
      entry.attempts = 0
      queueMicrotask(pump)
    },
  }
}

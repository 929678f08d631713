import type { AccountId, UploadId } from '../contract/ids.ts'
import { isAboutNetwork } from '../contract/upload-failure.ts'
import type { EngineParts } from './engine-parts.ts'
import type { RosterEntry } from './roster-entry.ts'
import type { SharedTrouble } from './shared-trouble.ts'
import type { UploadQueue } from './upload-queue.ts'

/** What decides whose turn it is. */
export interface Turns extends Pick<EngineParts, 'roster' | 'accounts'> {
  readonly queue: UploadQueue
  /** Those at work, and those that wait for another try. */
  readonly tried: readonly RosterEntry[]
  readonly running: readonly RosterEntry[]
  readonly isWanted: (id: UploadId) => boolean
  readonly trouble: SharedTrouble
}

/** The first upload in the queue that would not only wait for what others wait for already; null when there is none. */
export function nextInTurn(turns: Turns): RosterEntry | null {
  const { queue, roster, accounts, running, isWanted, trouble } = turns
  const mayAct = accountsThatMayAct(turns)
  if (mayAct.size === 0) return null
  for (const id of queue) {
    const entry = roster.find(id)
    const owner = entry?.upload.accountId ?? accounts.who.chosen()
    if (entry === null || owner === null || !mayAct.has(owner) || !isWanted(id)) continue
    if (trouble.mayBegin(owner, id, ofAccount(running, owner))) return entry
  }
  return null
}

/** Not those of which every upload would wait for the same: room on the disk, or a server that is out of reach. */
function accountsThatMayAct({ accounts, tried }: Turns): ReadonlySet<AccountId> {
  const failed = tried.filter(hasFailed)
  if (failed.some(({ lastFailure }) => lastFailure === 'storage-full')) return new Set()
  const awaitsServer = (id: AccountId): boolean =>
    accounts.who.touch(id) !== 'kept' &&
    failed.some(
      ({ upload, lastFailure }) =>
        upload.accountId === id && lastFailure !== null && isAboutNetwork(lastFailure),
    )
  const all = accounts.who.all().map(({ id }) => id)
  return new Set(all.filter((id) => !awaitsServer(id)))
}

/** The uploads of an account at work, but for those that only complete. */
const ofAccount = (running: readonly RosterEntry[], account: AccountId): readonly UploadId[] =>
  running
    .filter(({ upload }) => upload.accountId === account && upload.state.kind !== 'completing')
    .map(({ id }) => id)

/** Whether the last try of an upload failed, and it has not got further since. What was tried while offline waits. */
const hasFailed = ({ attempts, upload, lastFailure }: RosterEntry): boolean =>
  (attempts > 0 || upload.state.kind === 'waiting') && lastFailure !== null

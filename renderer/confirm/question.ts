import type { UploadId } from '../../app/contract/ids.ts'
import { formatBytes, formatTime } from '../idiom.ts'
import type { UploadsClient } from '../uploads-client.ts'
import { WORDS } from '../wording.ts'
import {
  lossesOf,
  pausingOf,
  signingOutOf,
  type Amount,
  type Confirming,
  type Knowledge,
  type Losses,
} from './confirming.ts'

const words = WORDS.confirm

/** What the user is asked, and what is done for a yes. */
export interface Question {
  readonly title: string
  /** What it comes to, a sentence for each kind of upload it is about. */
  readonly lines: readonly string[]
  readonly keep: string
  readonly confirm: string
  /** The uploads it is about, in the order of the list. */
  readonly ids: readonly UploadId[]
  readonly act: (commands: UploadsClient['commands']) => readonly Promise<unknown>[]
}

/** What to ask as things stand now: it is looked at again while the question is open, and once more for the answer. */
export function questionOf(confirming: Confirming, uploads: Knowledge, now: number): Question {
  switch (confirming.action) {
    case 'give-up':
      return giveUpQuestion(lossesOf(uploads, confirming.given), uploads)
    case 'pause':
      return pauseQuestion(confirming.ids, uploads, now)
    case 'sign-out':
      return signOutQuestion(confirming, uploads, now)
  }
}

/** Says whether nothing is left of what was asked about: it has all come to its end meanwhile. */
export const isMoot = ({ ids, lines }: Question): boolean => ids.length === 0 && lines.length === 0

const stored = ({ storedBytes }: Amount): string => formatBytes(storedBytes)

const nameOf = (uploads: Knowledge, [id, ...others]: readonly UploadId[]): string | null =>
  id === undefined || others.length > 0 ? null : (uploads.view(id)?.name ?? null)

function giveUpQuestion(losses: Losses, uploads: Knowledge): Question {
  const { cancel, remove } = losses
  const ids = [...cancel, ...remove]
  const name = nameOf(uploads, ids)
  const kind = cancel.length === 0 ? 'remove' : remove.length === 0 ? 'cancel' : 'both'
  return {
    title: name === null ? titleOfMany(cancel.length, remove.length) : titleOfOne(kind, name),
    lines: name === null ? linesOfMany(losses) : linesOfOne(losses),
    keep: name === null ? words.keepThem : words.keepIt,
    confirm: words.give[kind](ids.length),
    ids,
    act: (commands) => [
      ...(cancel.length > 0 ? [commands.cancel(cancel)] : []),
      ...(remove.length > 0 ? [commands.clear(remove)] : []),
    ],
  }
}

const titleOfOne = (kind: 'cancel' | 'remove' | 'both', name: string): string =>
  kind === 'remove' ? words.title.remove(name) : words.title.cancel(name)

function titleOfMany(canceled: number, removed: number): string {
  if (canceled === 0) return words.titleOfMany.remove(removed)
  return removed === 0 ? words.titleOfMany.cancel(canceled) : words.titleOfMany.both(canceled, removed)
}

const linesOfOne = ({ begun, failedBegun }: Losses): readonly string[] => [
  begun.count + failedBegun.count > 0
    ? words.thrownAway(formatBytes(begun.storedBytes + failedBegun.storedBytes))
    : words.losses.noneBegun,
]

function linesOfMany(losses: Losses): readonly string[] {
  const { cancel, begun, notBegun, remove, failedBegun, failed, canceled, completed } = losses
  const said = words.losses
  const isAll = notBegun === cancel.length && remove.length === 0
  return [
    begun.count > 0 && said.begun(begun.count, stored(begun)),
    notBegun > 0 && (isAll ? said.noneBegun : said.notBegun(notBegun)),
    cancel.length > 0 && said.canBeUploadedAgain,
    failedBegun.count > 0 && said.failedBegun(failedBegun.count, stored(failedBegun)),
    failed > 0 && said.failed(failed),
    canceled > 0 && said.canceled(canceled),
    completed > 0 && said.completed(completed),
  ].filter((line) => line !== false)
}

const pauseLine = (name: string | null, lost: Amount): string =>
  name === null ? words.pauseLosesOf(lost.count, stored(lost)) : words.pauseLoses(stored(lost))

function pauseQuestion(wanted: readonly UploadId[], uploads: Knowledge, now: number): Question {
  const { ids, lost } = pausingOf(uploads, wanted, now)
  const name = nameOf(uploads, ids)
  return {
    title: name === null ? words.titleOfMany.pause(ids.length) : words.title.pause(name),
    lines: ids.length === 0 ? [] : [pauseLine(name, lost)],
    keep: words.keepUploading,
    confirm: words.pause,
    ids,
    act: (commands) => [commands.pause(ids)],
  }
}

function signOutQuestion(
  { accountId, name }: Extract<Confirming, { action: 'sign-out' }>,
  uploads: Knowledge,
  now: number,
): Question {
  const { waiting, kept, lost } = signingOutOf(uploads, accountId, now)
  return {
    title: words.title.signOut(name),
    lines: [
      waiting > 0 && words.signOut.waiting(waiting),
      kept.count > 0 && words.signOut.kept(stored(kept), kept.until === null ? null : formatTime(kept.until)),
      lost.count > 0 && words.signOut.lost(lost.count, stored(lost)),
    ].filter((line) => line !== false),
    keep: words.signOut.stay,
    confirm: words.signOut.confirm,
    ids: [],
    act: (commands) => [commands.signOut(accountId)],
  }
}

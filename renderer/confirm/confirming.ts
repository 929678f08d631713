import { stopsForGood } from '../../app/contract/hour.ts'
import type { AccountId, UploadId } from '../../app/contract/ids.ts'
import { canCancel, canPause, canRemove, type UploadView } from '../../app/contract/upload-view.ts'
import type { UploadsStore } from '../uploads-store.ts'

/** What throws work away or puts it off, and so is done only once the user has confirmed it. */
export type Confirming =
  | { readonly action: 'give-up'; readonly given: GivenUp }
  | { readonly action: 'pause'; readonly ids: readonly UploadId[] }
  | { readonly action: 'sign-out'; readonly accountId: AccountId; readonly name: string }

/** Uploads that are given up: some are canceled, others only leave the list. */
export interface GivenUp {
  readonly cancel: readonly UploadId[]
  readonly remove: readonly UploadId[]
}

/** What is known of uploads at the moment. */
export type Knowledge = Pick<UploadsStore, 'view' | 'views' | 'progress'>

/** So many uploads, and how much of them is stored. */
export interface Amount {
  readonly count: number
  readonly storedBytes: number
}

/** What giving up comes to, each upload in one of these. */
export interface Losses {
  /** The uploads that are canceled now; they stay in the list. */
  readonly cancel: readonly UploadId[]
  /** Of these, what has something stored, which is thrown away. */
  readonly begun: Amount
  readonly notBegun: number
  /** The uploads that leave the list now. */
  readonly remove: readonly UploadId[]
  /** Of these, what failed with something stored, which is thrown away. */
  readonly failedBegun: Amount
  readonly failed: number
  readonly canceled: number
  /** What is in Polar, and stays there. */
  readonly completed: number
}

/** What giving up comes to as uploads stand now: some of them may have come to Polar since it was asked for. */
export function lossesOf(uploads: Knowledge, given: GivenUp): Losses {
  const canceled = viewsIn(uploads, given.cancel, ({ state }) => canCancel(state) && !canRemove(state))
  const removed = viewsIn(uploads, given.remove, ({ state }) => canRemove(state))
  const has = storedIn(uploads)
  const failed = removed.filter(({ state }) => state.kind === 'failed')
  const countOf = (kind: 'canceled' | 'completed') =>
    removed.filter(({ state }) => state.kind === kind).length
  const begun = canceled.filter((view) => has(view) > 0)
  const failedBegun = failed.filter((view) => has(view) > 0)
  return {
    cancel: idsOf(canceled),
    begun: amountOf(uploads, begun),
    notBegun: canceled.length - begun.length,
    remove: idsOf(removed),
    failedBegun: amountOf(uploads, failedBegun),
    failed: failed.length - failedBegun.length,
    canceled: countOf('canceled'),
    completed: countOf('completed'),
  }
}

/** What is asked before uploads are given up: losing what is stored, and canceling several. Null when nothing is. */
export function endToConfirm(uploads: Knowledge, given: GivenUp): Confirming | null {
  const { cancel, begun, failedBegun } = lossesOf(uploads, given)
  const isLoss = begun.count + failedBegun.count > 0
  return isLoss || cancel.length > 1 ? { action: 'give-up', given } : null
}

/** What pausing comes to. */
export interface Pausing {
  readonly ids: readonly UploadId[]
  /** Those that would have to start over. */
  readonly lost: Amount
}

/** What pausing uploads comes to now. */
export function pausingOf(uploads: Knowledge, ids: readonly UploadId[], now: number): Pausing {
  const paused = viewsIn(uploads, ids, ({ state }) => canPause(state))
  const lost = paused.filter(({ id, state }) => {
    const progress = uploads.progress(id)
    return progress !== undefined && stopsForGood(state, progress, now)
  })
  return { ids: idsOf(paused), lost: amountOf(uploads, lost) }
}

/** What is asked before uploads are paused, which is the case after their last call; null when nothing is. */
export const pauseToConfirm = (
  uploads: Knowledge,
  ids: readonly UploadId[],
  now: number,
): Confirming | null => (pausingOf(uploads, ids, now).lost.count > 0 ? { action: 'pause', ids } : null)

/** What signing out comes to. */
export interface SigningOut {
  /** Those that wait from then on. */
  readonly waiting: number
  /** What is kept until the first of their sessions ends. */
  readonly kept: Amount & { readonly until: number | null }
  /** Those that would have to start over. */
  readonly lost: Amount
}

/** What signing out of an account comes to now. */
export function signingOutOf(uploads: Knowledge, accountId: AccountId, now: number): SigningOut {
  const stopped = [...uploads.views()].filter((view) => view.accountId === accountId && canPause(view.state))
  const has = storedIn(uploads)
  const { ids, lost } = pausingOf(uploads, idsOf(stopped), now)
  const isLost = ({ id, state }: UploadView): boolean => {
    const progress = uploads.progress(id)
    return progress !== undefined && stopsForGood(state, progress, now)
  }
  const kept = stopped.filter((view) => has(view) > 0 && !isLost(view))
  const ends = kept.map(({ id }) => uploads.progress(id)?.deadline?.expiresAt ?? Infinity)
  const until = Math.min(...ends)
  return {
    waiting: ids.length,
    kept: { ...amountOf(uploads, kept), until: Number.isFinite(until) ? until : null },
    lost,
  }
}

/** What is asked before an account is signed out; null while none of its uploads is under way. */
export const signOutToConfirm = (
  uploads: Knowledge,
  accountId: AccountId,
  name: string,
  now: number,
): Confirming | null =>
  signingOutOf(uploads, accountId, now).waiting > 0 ? { action: 'sign-out', accountId, name } : null

const idsOf = (views: readonly UploadView[]): readonly UploadId[] => views.map(({ id }) => id)

const viewsIn = (
  uploads: Knowledge,
  ids: readonly UploadId[],
  isWanted: (view: UploadView) => boolean,
): readonly UploadView[] =>
  ids.map((id) => uploads.view(id)).filter((view) => view !== undefined && isWanted(view)) as UploadView[]

const storedIn =
  (uploads: Knowledge) =>
  ({ id }: UploadView): number =>
    uploads.progress(id)?.storedBytes ?? 0

const amountOf = (uploads: Knowledge, views: readonly UploadView[]): Amount => ({
  count: views.length,
  storedBytes: views.reduce((sum, view) => sum + storedIn(uploads)(view), 0),
})

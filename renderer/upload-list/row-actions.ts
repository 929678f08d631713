import type { UploadId } from '../../app/contract/ids.ts'
import type { FailureCode } from '../../app/contract/upload-failure.ts'
import { isActive, type UploadState } from '../../app/contract/upload-state.ts'
import {
  canCancel,
  canPause,
  canRemove,
  canResume,
  canRetry,
  canStartNow,
  type UploadView,
} from '../../app/contract/upload-view.ts'
import { WORDS } from '../wording.ts'

/** What the user can do to uploads, by name. */
export type ActionName =
  | ('pause' | 'resume' | 'retry' | 'signIn' | 'chooseFile')
  | ('skip' | 'startNow' | 'moveToTop' | 'cancel' | 'remove')

/** What the user can do to uploads, one or many. Outcomes come back as events, not as results. */
export type UploadActions = Readonly<
  Record<ActionName | 'pauseOrResume' | 'giveUp', (ids: readonly UploadId[]) => void>
> &
  Readonly<Record<'showInFolder' | 'showReceipt' | 'showDetails', (id: UploadId) => void>> & {
    readonly copy: (text: string) => void
  }

/** The same for a row. */
export interface RowActions extends UploadActions {
  /** Opens the row's menu at an element or at a point of the window. */
  readonly openMenu: (id: UploadId, anchor: Element | { readonly x: number; readonly y: number }) => void
}

/** One action that makes sense now, and what it is called. */
export interface OfferedAction {
  readonly name: ActionName
  readonly label: string
}

/** What mends a failure. Signing in again tries again by itself. */
export function remedyFor(code: FailureCode): OfferedAction {
  if (code === 'unauthorized' || code === 'forbidden') return { name: 'signIn', label: WORDS.row.signInAgain }
  if (code === 'file-changed') return { name: 'retry', label: WORDS.row.uploadNewVersion }
  if (code === 'file-missing') return { name: 'chooseFile', label: WORDS.row.chooseFile }
  return { name: 'retry', label: WORDS.row.retry }
}

/**
 * What a row shows as a button with words: the remedy of a failure, or the way out of sending what is in Polar
 * already. Null when there is neither.
 */
export function remedyOf({ state, sameAs }: Pick<UploadView, 'state' | 'sameAs'>): OfferedAction | null {
  if (state.kind === 'failed') return remedyFor(state.failure.code)
  const isSkippable = sameAs !== null && canCancel(state) && state.kind !== 'completing'
  return isSkippable ? { name: 'skip', label: WORDS.row.skip } : null
}

/** The actions a row shows as icons, besides the remedy: those that keep an upload going, then the way out. */
export function rowActionsFor(state: UploadState): readonly OfferedAction[] {
  const offered: OfferedAction[] = []
  if (state.kind === 'waiting') offered.push({ name: 'resume', label: WORDS.row.tryNow })
  else if (canResume(state)) offered.push({ name: 'resume', label: WORDS.row.resume })
  if (canPause(state)) offered.push({ name: 'pause', label: WORDS.row.pause })
  if (state.kind === 'canceled') offered.push({ name: 'retry', label: WORDS.row.uploadAgain })
  if (canRemove(state)) offered.push({ name: 'remove', label: WORDS.row.remove })
  else if (canCancel(state)) offered.push({ name: 'cancel', label: WORDS.row.cancel })
  return offered
}

/** The actions of a row's menu: all that make sense, the remedy first. */
export function menuActionsFor(upload: Pick<UploadView, 'state' | 'sameAs'>): readonly OfferedAction[] {
  const { state } = upload
  const remedy = remedyOf(upload)
  const offered = remedy ? [remedy] : []
  if (canRetry(state) && remedy !== null && remedy.name !== 'retry')
    offered.push({ name: 'retry', label: WORDS.row.retry })
  const [way, out] = partition(rowActionsFor(state))
  if (canStartNow(state)) way.push({ name: 'startNow', label: WORDS.row.startNow })
  if (isMovable(state)) way.push({ name: 'moveToTop', label: WORDS.row.moveToTop })
  return [...offered, ...way, ...out]
}

/** Says whether a place in the queue means something for an upload: what is over has none. */
export const isMovable = (state: UploadState): boolean =>
  state.kind !== 'completed' && state.kind !== 'canceled'

/** Says whether Space stops an upload, and does not make it go on. */
export const isStoppedBySpace = (state: UploadState): boolean => isActive(state) || state.kind === 'queued'

function partition(actions: readonly OfferedAction[]): [OfferedAction[], readonly OfferedAction[]] {
  const isOut = ({ name }: OfferedAction): boolean => name === 'cancel' || name === 'remove'
  return [actions.filter((action) => !isOut(action)), actions.filter(isOut)]
}

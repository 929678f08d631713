import type { UploadId } from '../../app/contract/ids.ts'
import type { FailureCode } from '../../app/contract/upload-failure.ts'
import type { UploadState } from '../../app/contract/upload-state.ts'
import { canCancel, canPause, canRemove, canResume, canRetry } from '../../app/contract/upload-view.ts'
import { WORDS } from '../wording.ts'

/** What the user can do to an upload, by name. */
export type ActionName = 'pause' | 'resume' | 'retry' | 'signIn' | 'cancel' | 'remove'

/** What the user can do to a row. Outcomes come back as events, not as results. */
export type RowActions = Readonly<
  Record<ActionName | 'showInFolder' | 'showReceipt' | 'showDetails', (id: UploadId) => void>
> & {
  readonly copy: (text: string) => void
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
  return { name: 'retry', label: WORDS.row.retry }
}

/** The remedy a failed row shows as a button with words; null when nothing failed. */
export const remedyOf = (state: UploadState): OfferedAction | null =>
  state.kind === 'failed' ? remedyFor(state.failure.code) : null

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
export function menuActionsFor(state: UploadState): readonly OfferedAction[] {
  const remedy = remedyOf(state)
  const offered = remedy ? [remedy] : []
  if (canRetry(state) && remedy?.name === 'signIn') offered.push({ name: 'retry', label: WORDS.row.retry })
  return [...offered, ...rowActionsFor(state)]
}

import type { UploadId } from '../../app/contract/ids.ts'
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
import { isMovable, type ActionName } from './row-actions.ts'

/** What can be done to several uploads at once. */
export type ManyAction = Extract<
  ActionName,
  'pause' | 'resume' | 'retry' | 'startNow' | 'moveToTop' | 'cancel' | 'remove'
>

/** Which uploads each makes sense for, in the order of a menu. */
const MAKES_SENSE: Readonly<Record<ManyAction, (upload: UploadView) => boolean>> = {
  retry: ({ state }) => canRetry(state),
  resume: ({ state }) => canResume(state),
  pause: ({ state }) => canPause(state),
  startNow: ({ state }) => canStartNow(state),
  moveToTop: ({ state }) => isMovable(state),
  cancel: ({ state }) => canCancel(state) && !canRemove(state),
  remove: ({ state }) => canRemove(state),
}

/** All of them, in the order of a menu. */
export const MANY_ACTIONS = Object.keys(MAKES_SENSE) as readonly ManyAction[]

/** Says whether an action makes sense for at least one of these uploads. */
export const makesSenseForAny = (name: ManyAction, uploads: readonly UploadView[]): boolean =>
  uploads.some(MAKES_SENSE[name])

/** One action on several uploads, what it is called, and those of them it makes sense for. */
export interface OfferedToMany {
  readonly name: ManyAction
  readonly label: string
  readonly ids: readonly UploadId[]
}

/** The actions that make sense for at least one of these uploads. */
export function actionsForMany(uploads: readonly UploadView[]): readonly OfferedToMany[] {
  return MANY_ACTIONS.map((name) => {
    const ids = uploads.filter(MAKES_SENSE[name]).map(({ id }) => id)
    return { name, label: WORDS.row.many[name](ids.length), ids }
  }).filter(({ ids }) => ids.length > 0)
}

/** Those of these uploads that an action makes sense for. */
export const idsFor = (name: ManyAction, uploads: readonly UploadView[]): readonly UploadId[] =>
  uploads.filter(MAKES_SENSE[name]).map(({ id }) => id)

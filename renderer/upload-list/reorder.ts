import type { UploadId } from '../../app/contract/ids.ts'
import type { WindowState } from '../window-state.ts'
import { WORDS } from '../wording.ts'
import type { QueueStep } from './list-keys.ts'
import { indexAfterStep, staysInPlace, uploadAfter } from './queue-place.ts'

/** Changes the order of the queue as the list shows it. */
export interface Reorder {
  /** How many rows, from the first on, stand in the queue; 0 while the list is in another order, or searched. */
  readonly queuedCount: () => number
  /** Those of these uploads that have a place in the queue: what is finished has none. */
  readonly movable: (ids: readonly UploadId[]) => readonly UploadId[]
  /** Puts uploads before the shown row at that index. */
  readonly toIndex: (ids: readonly UploadId[], index: number) => void
  /** Moves uploads one row on, or to an end of the queue. */
  readonly step: (ids: readonly UploadId[], step: QueueStep) => void
}

/** Changes the order for one window; a screen reader hears where uploads have gone. */
export function createReorder(state: WindowState): Reorder {
  const { uploads, shownUploads, listView, client, run, announcement } = state
  const queuedCount = (): number => {
    const { sort, search } = listView.get()
    return sort === 'queue' && search.trim() === '' ? shownUploads.list().queuedCount : 0
  }
  const queue = (): readonly UploadId[] => shownUploads.ids().slice(0, queuedCount())
  const movable = (ids: readonly UploadId[]): readonly UploadId[] => {
    const placed = new Set(queue())
    return ids.filter((id) => placed.has(id))
  }
  const move = (ids: readonly UploadId[], index: number, before: UploadId | null) => {
    const shown = queue()
    const moved = new Set(ids)
    if (moved.size === 0 || staysInPlace(shown, moved, index)) return
    const place = shown.slice(0, index).filter((id) => !moved.has(id)).length + 1
    announcement.set(WORDS.summary.movedTo(place, shown.length))
    run(client.commands.move({ ids, before }))
  }
  const toIndex = (ids: readonly UploadId[], index: number) =>
    move(movable(ids), index, uploadAfter(uploads.ids(), queue(), index))
  return {
    queuedCount,
    movable,
    toIndex,
    step(ids, step) {
      const moved = movable(ids)
      // The ends are those of the whole queue, also of what a filter hides.
      if (step === 'top') move(moved, 0, uploads.ids()[0] ?? null)
      else if (step === 'bottom') move(moved, queuedCount(), null)
      else toIndex(moved, indexAfterStep(queue(), new Set(moved), step))
    },
  }
}

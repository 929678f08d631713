import type { UploadId } from '../../app/contract/ids.ts'
import type { WindowState } from '../window-state.ts'
import { WORDS } from '../wording.ts'
import type { QueueStep } from './list-keys.ts'
import { indexAfterStep, staysInPlace, uploadAfter } from './queue-place.ts'

/** Changes the order of the queue as the list shows it. */
export interface Reorder {
  /** Whether the list is in the order of the queue; among what a search has found, places mean nothing. */
  readonly isPossible: () => boolean
  /** Puts uploads before the shown row at that index. */
  readonly toIndex: (ids: readonly UploadId[], index: number) => void
  /** Moves uploads one row on, or to an end of the queue. */
  readonly step: (ids: readonly UploadId[], step: QueueStep) => void
}

/** Changes the order for one window; a screen reader hears where uploads have gone. */
export function createReorder(state: WindowState): Reorder {
  const { uploads, shownUploads, listView, client, run, announcement } = state
  const isPossible = (): boolean => listView.get().sort === 'queue' && listView.get().search.trim() === ''
  const move = (ids: readonly UploadId[], index: number, before: UploadId | null) => {
    const shown = shownUploads.ids()
    const moved = new Set(ids)
    if (moved.size === 0 || staysInPlace(shown, moved, index)) return
    const place = shown.slice(0, index).filter((id) => !moved.has(id)).length + 1
    announcement.set(WORDS.summary.movedTo(place, shown.length))
    run(client.commands.move({ ids, before }))
  }
  const toIndex = (ids: readonly UploadId[], index: number) =>
    move(ids, index, uploadAfter(uploads.ids(), shownUploads.ids(), index))
  return {
    isPossible,
    toIndex,
    step(ids, step) {
      const shown = shownUploads.ids()
      if (!isPossible()) return
      // The ends are those of the whole queue, also of what a filter hides.
      if (step === 'top') move(ids, 0, uploads.ids()[0] ?? null)
      else if (step === 'bottom') move(ids, shown.length, null)
      else toIndex(ids, indexAfterStep(shown, new Set(ids), step))
    },
  }
}

import type { UploadId } from '../../app/contract/ids.ts'
import type { ValueStore } from '../value-store.ts'
import { WHOLE_LIST, type ListView } from './list-view.ts'
import { selectAll, type Selection } from './selection.ts'
import type { ShownUploads } from './shown-uploads.ts'

/** An upload to be brought into sight. A new object each time, so that it can be asked for again. */
export interface Revealed {
  readonly id: UploadId
}

/** What bringing uploads into sight works with. */
export interface RevealParts {
  readonly listView: ValueStore<ListView>
  readonly shownUploads: ShownUploads
  readonly selection: ValueStore<Selection>
  readonly revealed: ValueStore<Revealed | null>
}

/** Selects uploads and has the list show the first of them; the whole list, when a filter hides any. */
export function createReveal({ listView, shownUploads, selection, revealed }: RevealParts) {
  return (ids: readonly UploadId[]): void => {
    const isShown = (): boolean => {
      const shown = new Set(shownUploads.ids())
      return ids.every((id) => shown.has(id))
    }
    if (!isShown()) listView.set({ ...WHOLE_LIST, sort: listView.get().sort })
    const there = new Set(shownUploads.ids())
    const [first, ...others] = ids.filter((id) => there.has(id))
    if (first === undefined) return
    selection.set(selectAll([first, ...others]))
    revealed.set({ id: first })
  }
}

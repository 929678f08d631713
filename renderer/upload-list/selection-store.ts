import { createValueStore, type ValueStore } from '../value-store.ts'
import { keptIn, NOTHING_SELECTED, type Selection } from './selection.ts'
import type { ShownUploads } from './shown-uploads.ts'

/**
 * What is selected of the uploads that are shown. What is shown no more is not selected any more: nothing is ever
 * done to an upload that cannot be seen.
 */
export function createSelectionStore(shown: ShownUploads): ValueStore<Selection> {
  const selection = createValueStore(NOTHING_SELECTED)
  shown.subscribe(() => selection.set(keptIn(selection.get(), shown.ids())))
  return selection
}

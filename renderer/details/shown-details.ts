import type { UploadId } from '../../app/contract/ids.ts'
import { NOTHING_SELECTED, selectOne, type Selection } from '../upload-list/selection.ts'
import type { ShownUploads } from '../upload-list/shown-uploads.ts'
import type { ValueStore } from '../value-store.ts'

/** The upload whose details are shown. A new object each time it is asked for, so that it can take the focus again. */
export interface ShownDetails {
  readonly id: UploadId
  /** False when the panel only follows the list, which keeps the focus. */
  readonly takesFocus: boolean
}

/** What showing details works with. */
export interface DetailsParts {
  readonly detailsOf: ValueStore<ShownDetails | null>
  readonly selection: ValueStore<Selection>
  readonly shownUploads: Pick<ShownUploads, 'ids'>
}

/** Once they are shown, the details are those of the row that is selected. */
export function followSelection(
  details: ValueStore<ShownDetails | null>,
  selection: ValueStore<Selection>,
): void {
  selection.subscribe(() => {
    const shown = details.get()
    const [only, ...others] = selection.get().ids
    if (shown === null || only === undefined || others.length > 0 || only === shown.id) return
    details.set({ id: only, takesFocus: false })
  })
}

/** Shows the details of an upload that something else than the list leads to, and selects its row if that is shown. */
export function showDetailsOf(id: UploadId, { detailsOf, selection, shownUploads }: DetailsParts): void {
  selection.set(shownUploads.ids().includes(id) ? selectOne(id) : NOTHING_SELECTED)
  detailsOf.set({ id, takesFocus: true })
}

/** Details of an upload that is gone are shown no more. */
export function closeDetailsOf(ids: readonly UploadId[], details: ValueStore<ShownDetails | null>): void {
  const shown = details.get()
  if (shown !== null && ids.includes(shown.id)) details.set(null)
}

import type { UploadId } from '../../app/contract/ids.ts'
import type { Selection } from '../upload-list/selection.ts'
import type { ValueStore } from '../value-store.ts'

/** The upload whose details are shown. A new object each time it is asked for, so that it can take the focus again. */
export interface ShownDetails {
  readonly id: UploadId
  /** False when the panel only follows the list, which keeps the focus. */
  readonly takesFocus: boolean
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

/** Details of an upload that is gone are shown no more. */
export function closeDetailsOf(ids: readonly UploadId[], details: ValueStore<ShownDetails | null>): void {
  const shown = details.get()
  if (shown !== null && ids.includes(shown.id)) details.set(null)
}

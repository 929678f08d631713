import { useMemo, useState } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import { useWindowState } from '../window-context.ts'
import type { RowActions } from './row-actions.ts'
import { selectOne, targetsOf } from './selection.ts'
import { createUploadActions } from './upload-actions.ts'

/** The row whose menu is open, the uploads it is about, and where. */
export interface OpenMenu {
  readonly id: UploadId
  readonly ids: readonly UploadId[]
  readonly anchor: Element | { readonly x: number; readonly y: number }
}

/** What can be done to a row, the same object for all rows, and the menu that belongs to it. */
export function useRowActions() {
  const state = useWindowState()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const actions = useMemo((): RowActions => {
    const { selection, shownUploads } = state
    return {
      ...createUploadActions(state),
      openMenu(id, anchor) {
        // What a menu is about is seen before it is chosen from.
        if (!selection.get().ids.has(id)) selection.set(selectOne(id))
        setMenu({ id, ids: targetsOf(selection.get(), shownUploads.ids(), id), anchor })
      },
    }
  }, [state])
  return {
    actions,
    menu,
    closeMenu: () => setMenu(null),
  }
}

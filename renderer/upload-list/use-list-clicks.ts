import { useMemo, type MouseEvent } from 'react'
import { useWindowState } from '../window-context.ts'
import { extendTo, NOTHING_SELECTED, selectOne, toggle } from './selection.ts'

/** Selects by clicks, as a file manager would: alone, one more with Ctrl or Cmd, everything up to there with Shift. */
export function useListClicks() {
  const { selection, shownUploads } = useWindowState()
  return useMemo(
    () => (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.target.closest('button')) return
      // React has clicks in the row's menu come through here as well, though it is no part of the list on the page.
      if (!event.currentTarget.contains(event.target)) return
      const slot = event.target.closest<HTMLElement>('[data-index]')
      const shown = shownUploads.ids()
      const id = slot ? shown[Number(slot.dataset.index)] : undefined
      const isMod = event.ctrlKey || event.metaKey
      if (id === undefined) selection.set(NOTHING_SELECTED)
      else if (event.shiftKey) selection.set(extendTo(selection.get(), shown, id, { keeps: isMod }))
      else selection.set(isMod ? toggle(selection.get(), id) : selectOne(id))
    },
    [selection, shownUploads],
  )
}

import type { KeyboardEvent } from 'react'
import { useWindowState } from '../window-context.ts'
import type { WindowState } from '../window-state.ts'
import { wishOf, type KeyWish } from './list-keys.ts'
import type { Reorder } from './reorder.ts'
import type { UploadActions } from './row-actions.ts'
import { extendTo, NOTHING_SELECTED, selectAll, selectOne, targetsOf, toggle } from './selection.ts'
import { rowAfterKey, type RowFocus } from './use-row-focus.ts'

interface Parts {
  readonly focus: RowFocus
  readonly actions: UploadActions
  readonly reorder: Reorder
}

/** Moves the focus, and the selection with it. */
function go(state: WindowState, focus: RowFocus, { key, selects }: Extract<KeyWish, { kind: 'go' }>): void {
  const { selection, shownUploads } = state
  const shown = shownUploads.ids()
  const index = rowAfterKey(key, focus.index, shown.length)
  const id = index === undefined ? undefined : shown[index]
  if (index === undefined || id === undefined) return
  if (selects === 'one') selection.set(selectOne(id))
  if (selects === 'range')
    selection.set(extendTo(selection.get(), shown, id, focus.id === undefined ? {} : { from: focus.id }))
  focus.moveTo(index)
}

/** Does what a key wants; false leaves the key to others. */
function grant(state: WindowState, { focus, actions, reorder }: Parts, wish: KeyWish): boolean {
  const { selection, shownUploads } = state
  const { id } = focus
  if (id === undefined) return false
  const targets = () => targetsOf(selection.get(), shownUploads.ids(), id)
  switch (wish.kind) {
    case 'go':
      go(state, focus, wish)
      return true
    case 'reorder':
      reorder.step(targets(), wish.step)
      return true
    case 'select-all':
      selection.set(selectAll(shownUploads.ids()))
      return true
    case 'select-none':
      if (selection.get().ids.size === 0) return false
      selection.set(NOTHING_SELECTED)
      return true
    case 'toggle':
      selection.set(toggle(selection.get(), id))
      return true
    case 'pause-or-resume':
      actions.pauseOrResume(targets())
      return true
    case 'give-up':
      actions.giveUp(targets())
      return true
    case 'details':
      actions.showDetails(id)
      return true
  }
}

const IN_A_ROW: readonly KeyWish['kind'][] = ['pause-or-resume', 'give-up', 'details', 'toggle']

const isRow = (target: EventTarget): boolean => target instanceof Element && target.matches('[role="row"]')

/** Listens to the keys of the list, as a file manager would. */
export function useListKeys(parts: Parts) {
  const state = useWindowState()
  return (event: KeyboardEvent) => {
    const { key, shiftKey: isShift, ctrlKey, metaKey, altKey: isAlt } = event
    const wish = wishOf({ key, isShift, isMod: ctrlKey || metaKey, isAlt })
    // A button in the row has keys of its own.
    if (wish === null || (IN_A_ROW.includes(wish.kind) && !isRow(event.target))) return
    if (grant(state, parts, wish)) event.preventDefault()
  }
}

import { useMemo, useState } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import { endToConfirm, pauseToConfirm, type Confirming, type DrasticAction } from '../confirm/confirming.ts'
import { useWindowState } from '../window-context.ts'
import type { WindowState } from '../window-state.ts'
import type { RowActions } from './row-actions.ts'

/** The row whose menu is open, and where. */
export interface OpenMenu {
  readonly id: UploadId
  readonly anchor: Element | { readonly x: number; readonly y: number }
}

function createRowActions(state: WindowState, openMenu: (menu: OpenMenu) => void): RowActions {
  const { client, uploads, run, copy, isSignInOpen, confirming, receipt, detailsOf } = state
  const { commands } = client
  const doOrAsk = (action: DrasticAction, id: UploadId, question: Confirming | null) => {
    if (question) confirming.set(question)
    else run(commands[action]([id]))
  }
  const giveUp = (action: 'cancel' | 'remove', id: UploadId) =>
    doOrAsk(action, id, endToConfirm(uploads, id, action))
  return {
    pause: (id) => doOrAsk('pause', id, pauseToConfirm(uploads, [id], Date.now())),
    resume: (id) => run(commands.resume([id])),
    retry: (id) => run(commands.retry([id])),
    cancel: (id) => giveUp('cancel', id),
    remove: (id) => giveUp('remove', id),
    signIn: () => isSignInOpen.set(true),
    showInFolder: (id) => run(commands.showInFolder(id)),
    showReceipt: (id) => run(commands.receipt(id).then(receipt.set)),
    showDetails: (id) => detailsOf.set(id),
    copy,
    openMenu: (id, anchor) => openMenu({ id, anchor }),
  }
}

/** What can be done to a row, the same object for all rows, and the menu that belongs to it. */
export function useRowActions() {
  const state = useWindowState()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const actions = useMemo(() => createRowActions(state, setMenu), [state])
  return {
    actions,
    menu,
    closeMenu: () => setMenu(null),
  }
}

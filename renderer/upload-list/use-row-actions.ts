import { useMemo, useState } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import { useWindowState } from '../window-context.ts'
import type { WindowState } from '../window-state.ts'
import { WORDS } from '../wording.ts'
import type { RowActions } from './row-actions.ts'

/** The row whose menu is open, and where. */
export interface OpenMenu {
  readonly id: UploadId
  readonly anchor: Element | { readonly x: number; readonly y: number }
}

/** An action that throws stored bytes away and waits for the user to confirm it. */
export interface Confirming {
  readonly id: UploadId
  readonly name: string
  readonly action: 'cancel' | 'remove'
  readonly storedBytes: number
}

interface Openers {
  readonly openMenu: (menu: OpenMenu) => void
  readonly askFirst: (confirming: Confirming) => void
}

function createRowActions(state: WindowState, { openMenu, askFirst }: Openers): RowActions {
  const { client, uploads, run, isSignInOpen, announcement } = state
  const { commands } = client
  const giveUp = (action: 'cancel' | 'remove', id: UploadId) => {
    const upload = uploads.view(id)
    const storedBytes = uploads.progress(id)?.storedBytes ?? 0
    const losesBytes = storedBytes > 0 && (action === 'cancel' || upload?.state.kind === 'failed')
    if (upload && losesBytes) askFirst({ id, name: upload.name, action, storedBytes })
    else run(commands[action]([id]))
  }
  return {
    pause: (id) => run(commands.pause([id])),
    resume: (id) => run(commands.resume([id])),
    retry: (id) => run(commands.retry([id])),
    cancel: (id) => giveUp('cancel', id),
    remove: (id) => giveUp('remove', id),
    signIn: () => isSignInOpen.set(true),
    showInFolder: (id) => run(commands.showInFolder(id)),
    copy: (text) => {
      navigator.clipboard.writeText(text).then(
        () => announcement.set(WORDS.row.copied),
        () => announcement.set(WORDS.row.notCopied),
      )
    },
    openMenu: (id, anchor) => openMenu({ id, anchor }),
  }
}

/** What can be done to a row, the same object for all rows, and the menu and the question that belong to it. */
export function useRowActions() {
  const state = useWindowState()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [confirming, setConfirming] = useState<Confirming | null>(null)
  const actions = useMemo(
    () => createRowActions(state, { openMenu: setMenu, askFirst: setConfirming }),
    [state],
  )
  return {
    actions,
    menu,
    closeMenu: () => setMenu(null),
    confirming,
    confirm: ({ action, id }: Confirming) => {
      setConfirming(null)
      state.run(state.client.commands[action]([id]))
    },
    keep: () => setConfirming(null),
  }
}

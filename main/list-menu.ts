import { Menu, type MenuItemConstructorOptions } from 'electron'
import { LIST_COMMANDS, type ListCommand } from '../app/contract/list-command.ts'

const idOf = (command: ListCommand): string => `list-${command}`

/**
 * What each is called, and its keys. None is a key of the list itself (Space, Delete, Enter, the arrows), and none
 * edits text on any platform: a menu's keys work wherever in the window the focus is.
 */
const ENTRIES: Readonly<Record<ListCommand, { readonly label: string; readonly accelerator?: string }>> = {
  pause: { label: 'Pause', accelerator: 'CmdOrCtrl+P' },
  resume: { label: 'Resume', accelerator: 'CmdOrCtrl+R' },
  retry: { label: 'Try Again', accelerator: 'CmdOrCtrl+T' },
  startNow: { label: 'Start Now', accelerator: 'CmdOrCtrl+Return' },
  moveToTop: { label: 'Move to the Top', accelerator: 'CmdOrCtrl+Shift+T' },
  showDetails: { label: 'Show Details', accelerator: 'CmdOrCtrl+I' },
  cancel: { label: 'Cancel' },
  remove: { label: 'Remove' },
  selectAll: { label: 'Select All Uploads', accelerator: 'CmdOrCtrl+Shift+A' },
  clearFinished: { label: 'Clear Finished', accelerator: 'CmdOrCtrl+Shift+K' },
}

const BEGINS_GROUP: readonly ListCommand[] = ['cancel', 'selectAll']

/** The entries for the list; none can be chosen before a window has said what makes sense. */
export const listItems = (ask: (command: ListCommand) => void): MenuItemConstructorOptions[] =>
  LIST_COMMANDS.flatMap((command) => [
    ...(BEGINS_GROUP.includes(command) ? [{ type: 'separator' } as const] : []),
    { ...ENTRIES[command], id: idOf(command), enabled: false, click: () => ask(command) },
  ])

/** Lets those be chosen in the application's menu, and no others. */
export function offerListCommands(offered: readonly ListCommand[]): void {
  const menu = Menu.getApplicationMenu()
  for (const command of LIST_COMMANDS) {
    const item = menu?.getMenuItemById(idOf(command))
    if (item) item.enabled = offered.includes(command)
  }
}

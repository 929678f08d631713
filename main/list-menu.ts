import { Menu, type MenuItemConstructorOptions } from 'electron'
import { LIST_COMMANDS, type ListCommand } from '../app/contract/list-command.ts'
import type { DesktopWording } from './wording.ts'

const idOf = (command: ListCommand): string => `list-${command}`

/**
 * The keys of each. None is a key of the list itself (Space, Delete, Enter, the arrows), and none edits text on any
 * platform: a menu's keys work wherever in the window the focus is.
 */
const ACCELERATORS: Readonly<Partial<Record<ListCommand, string>>> = {
  pause: 'CmdOrCtrl+P',
  resume: 'CmdOrCtrl+R',
  retry: 'CmdOrCtrl+T',
  startNow: 'CmdOrCtrl+Return',
  moveToTop: 'CmdOrCtrl+Shift+T',
  showDetails: 'CmdOrCtrl+I',
  selectAll: 'CmdOrCtrl+Shift+A',
  clearFinished: 'CmdOrCtrl+Shift+K',
}

const BEGINS_GROUP: readonly ListCommand[] = ['cancel', 'selectAll']

const itemOf = (command: ListCommand, words: DesktopWording['menu']['list']): MenuItemConstructorOptions => {
  const accelerator = ACCELERATORS[command]
  return { label: words[command], ...(accelerator !== undefined && { accelerator }) }
}

/** The entries for the list; none can be chosen before a window has said what makes sense. */
export const listItems = (
  ask: (command: ListCommand) => void,
  words: DesktopWording['menu']['list'],
): MenuItemConstructorOptions[] =>
  LIST_COMMANDS.flatMap((command) => [
    ...(BEGINS_GROUP.includes(command) ? [{ type: 'separator' } as const] : []),
    {
      ...itemOf(command, words),
      id: idOf(command),
      enabled: false,
      click: () => ask(command),
    },
  ])

/** Lets those be chosen in the application's menu, and no others. */
export function offerListCommands(offered: readonly ListCommand[]): void {
  const menu = Menu.getApplicationMenu()
  for (const command of LIST_COMMANDS) {
    const item = menu?.getMenuItemById(idOf(command))
    if (item) item.enabled = offered.includes(command)
  }
}

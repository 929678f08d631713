import { app } from 'electron'
import { thisComputer } from './data-folder.ts'
import { createLoginItem, HIDDEN } from './login-item.ts'

/** Whether the system starts this app, as it runs now, at login. */
export const loginItem = createLoginItem({
  ...thisComputer,
  program: process.execPath,
  checkout: app.isPackaged ? null : app.getAppPath(),
  items: app,
})

/** Says whether the system has started us at login, and not a person. */
export const isStartedAtLogin = (words: readonly string[]): boolean =>
  words.includes(HIDDEN) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)

import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { DesktopActions } from './desktop-actions.ts'
import { listItems } from './list-menu.ts'

/** Sets the application's menu, with the platform's accelerators. */
export function setApplicationMenu(actions: DesktopActions): void {
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [appMenu(actions)] : []),
      fileMenu(actions, isMac),
      { role: 'editMenu' },
      viewMenu(),
      {
        label: '&Uploads',
        submenu: [
          ...listItems(actions.list),
          { type: 'separator' },
          { label: 'Pause All', accelerator: 'CmdOrCtrl+Shift+P', click: actions.pauseAll },
          { label: 'Resume All', accelerator: 'CmdOrCtrl+Shift+R', click: actions.resumeAll },
        ],
      },
      ...(isMac ? [{ role: 'windowMenu' } as const] : []),
      helpMenu(actions),
    ]),
  )
}

const settings = (actions: DesktopActions): MenuItemConstructorOptions => ({
  label: 'Settings…',
  accelerator: 'CmdOrCtrl+,',
  click: actions.showSettings,
})

/** What Electron's own has, and the settings, which it has not. */
const appMenu = (actions: DesktopActions): MenuItemConstructorOptions => ({
  label: app.name,
  submenu: [
    { role: 'about' },
    { type: 'separator' },
    settings(actions),
    { type: 'separator' },
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit' },
  ],
})

const fileMenu = (actions: DesktopActions, isMac: boolean): MenuItemConstructorOptions => ({
  label: '&File',
  submenu: [
    { label: 'Add Files…', accelerator: 'CmdOrCtrl+O', click: () => actions.pick('files') },
    { label: 'Add Folder…', accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.pick('folder') },
    { type: 'separator' },
    { role: 'close', label: 'Close Window' },
    // On macOS settings and quitting are in the application's own menu.
    ...(isMac ? [] : ([{ type: 'separator' }, settings(actions)] as const)),
    ...(isMac ? [] : [{ label: 'Quit', accelerator: 'CmdOrCtrl+Q', click: actions.quit }]),
  ],
})

const viewMenu = (): MenuItemConstructorOptions => ({
  label: '&View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    // A page of a packaged app is not to be inspected or changed.
    ...(app.isPackaged ? [] : ([{ type: 'separator' }, { role: 'toggleDevTools' }] as const)),
  ],
})

const helpMenu = (actions: DesktopActions): MenuItemConstructorOptions => ({
  role: 'help',
  submenu: [
    { label: 'Check This Computer…', accelerator: 'F1', click: () => actions.help('check') },
    { label: 'Open Polar', click: actions.openPolar },
    { label: 'Show Logs', click: actions.showLogs },
    { type: 'separator' },
    { label: 'About Polar Uploader', click: () => actions.help('about') },
  ],
})

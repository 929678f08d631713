import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { DesktopActions } from './desktop-actions.ts'
import { listItems } from './list-menu.ts'
import type { DesktopWording } from './wording.ts'

type Words = DesktopWording['menu']

/** Sets the application's menu, with the platform's accelerators. Electron's own labels are English, so each has one. */
export function setApplicationMenu(actions: DesktopActions, words: Words): void {
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [appMenu(actions, words)] : []),
      fileMenu(actions, words, isMac),
      editMenu(words),
      viewMenu(words),
      {
        label: words.uploads,
        submenu: [
          ...listItems(actions.list, words.list),
          { type: 'separator' },
          { label: words.pauseAll, accelerator: 'CmdOrCtrl+Shift+P', click: actions.pauseAll },
          { label: words.resumeAll, accelerator: 'CmdOrCtrl+Shift+R', click: actions.resumeAll },
        ],
      },
      ...(isMac ? [windowMenu(words)] : []),
      helpMenu(actions, words),
    ]),
  )
}

const settings = (actions: DesktopActions, words: Words): MenuItemConstructorOptions => ({
  label: words.settings,
  accelerator: 'CmdOrCtrl+,',
  click: actions.showSettings,
})

/** What Electron's own has, and the settings, which it has not. */
const appMenu = (actions: DesktopActions, words: Words): MenuItemConstructorOptions => ({
  label: app.name,
  submenu: [
    { role: 'about', label: words.about },
    { type: 'separator' },
    settings(actions, words),
    { type: 'separator' },
    { role: 'services', label: words.services },
    { type: 'separator' },
    { role: 'hide', label: words.hide },
    { role: 'hideOthers', label: words.hideOthers },
    { role: 'unhide', label: words.showAll },
    { type: 'separator' },
    { role: 'quit', label: words.quit },
  ],
})

const fileMenu = (actions: DesktopActions, words: Words, isMac: boolean): MenuItemConstructorOptions => ({
  label: words.file,
  submenu: [
    { label: words.addFiles, accelerator: 'CmdOrCtrl+O', click: () => actions.pick('files') },
    { label: words.addFolder, accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.pick('folder') },
    { type: 'separator' },
    { role: 'close', label: words.closeWindow },
    // On macOS settings and quitting are in the application's own menu.
    ...(isMac ? [] : ([{ type: 'separator' }, settings(actions, words)] as const)),
    ...(isMac ? [] : [{ label: words.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit }]),
  ],
})

const editMenu = (words: Words): MenuItemConstructorOptions => ({
  label: words.edit,
  submenu: [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ],
})

const windowMenu = (words: Words): MenuItemConstructorOptions => ({
  role: 'window',
  label: words.window,
  submenu: [
    { role: 'minimize', label: words.minimize },
    { role: 'zoom', label: words.zoomWindow },
    { type: 'separator' },
    { role: 'front', label: words.toFront },
  ],
})

const viewMenu = (words: Words): MenuItemConstructorOptions => ({
  label: words.view,
  submenu: [
    { role: 'resetZoom', label: words.actualSize },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    ...moreZoomKeys(words),
    { type: 'separator' },
    { role: 'togglefullscreen', label: words.fullScreen },
    // A page of a packaged app is not to be inspected or changed.
    ...(app.isPackaged
      ? []
      : ([{ type: 'separator' }, { role: 'toggleDevTools', label: words.developerTools }] as const)),
  ],
})

/**
 * The keys for the zoom besides Electron's own, in entries that are not seen. Its Plus is the key of “=” with Shift; in
 * browsers that key does alone, as it must where “+” needs no Shift.
 */
const moreZoomKeys = (words: Words): MenuItemConstructorOptions[] => [
  { role: 'zoomIn', label: words.zoomIn, accelerator: 'CmdOrCtrl+=', visible: false },
  { role: 'zoomIn', label: words.zoomIn, accelerator: 'CmdOrCtrl+numadd', visible: false },
  { role: 'zoomOut', label: words.zoomOut, accelerator: 'CmdOrCtrl+numsub', visible: false },
  { role: 'resetZoom', label: words.actualSize, accelerator: 'CmdOrCtrl+num0', visible: false },
]

const helpMenu = (actions: DesktopActions, words: Words): MenuItemConstructorOptions => ({
  role: 'help',
  label: words.help,
  submenu: [
    { label: words.check, accelerator: 'F1', click: () => actions.help('check') },
    { label: words.openPolar, click: actions.openPolar },
    { label: words.showLogs, click: actions.showLogs },
    { type: 'separator' },
    { label: words.about, click: () => actions.help('about') },
  ],
})

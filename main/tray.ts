import { Menu, Tray } from 'electron'
import type { CurrentUploads } from './current-uploads.ts'
import type { DesktopActions } from './desktop-actions.ts'
import { trayIcon } from './icons.ts'
import { describeSummary } from './uploads-summary.ts'

/** Puts the app beside the clock, where it can be found while its window is closed. */
export function createTray(uploads: CurrentUploads, actions: DesktopActions): Tray {
  const tray = new Tray(trayIcon())
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', actions.show)

  let shown = ''
  uploads.onChange((summary) => {
    const line = describeSummary(summary)
    // The last changes come when the app is already ending.
    if (line === shown || tray.isDestroyed()) return
    shown = line
    tray.setToolTip(`Polar Uploader: ${line}`)
    // Linux takes a menu only as a whole.
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Show Polar Uploader', click: actions.show },
        { label: line, enabled: false },
        { type: 'separator' },
        { label: 'Pause All', click: actions.pauseAll },
        { label: 'Resume All', click: actions.resumeAll },
        { type: 'separator' },
        { label: 'Quit', click: actions.quit },
      ]),
    )
  })
  return tray
}

import { app, Menu, Tray } from 'electron'
import type { Clock } from '../app/ports.ts'
import type { CurrentUploads } from './current-uploads.ts'
import type { DesktopActions } from './desktop-actions.ts'
import type { CurrentLanguage } from './host-language.ts'
import { trayIcon } from './icons.ts'
import { statusItems, statusMenuOf, type StatusMenu } from './status-menu.ts'
import type { UploadsSummary } from './uploads-summary.ts'
import type { DesktopWording } from './wording.ts'

/** A menu is built anew at most this often, in milliseconds: on Linux each crosses to another process as a whole. */
const NO_SOONER_MS = 2_000

interface Shown {
  readonly menu: StatusMenu
  readonly words: DesktopWording
}

/** Puts the app beside the clock, where it can be found while its window is closed; on macOS also into the dock. */
export function createTray(
  uploads: CurrentUploads,
  actions: DesktopActions,
  clock: Pick<Clock, 'after'>,
  language: CurrentLanguage,
): Tray {
  const tray = new Tray(trayIcon())
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', actions.show)

  const show = ({ menu, words }: Shown): void => {
    // The last changes come when the app is already ending.
    if (tray.isDestroyed()) return
    tray.setToolTip(`Polar Uploader: ${menu.lines.join(' · ')}`)
    const status = statusItems(menu, actions, words)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.menu.show, click: actions.show },
        { type: 'separator' },
        ...status,
        { type: 'separator' },
        { label: words.menu.settings, click: actions.showSettings },
        { label: words.menu.quit, click: actions.quit },
      ]),
    )
    app.dock?.setMenu(Menu.buildFromTemplate(status))
  }
  const showSoon = sparingly(clock, show)
  let last: UploadsSummary | null = null
  const tell = (): void => {
    const spoken = language.get()
    if (last !== null) showSoon({ menu: statusMenuOf(last, spoken), words: spoken.words })
  }
  uploads.onChange((summary) => {
    last = summary
    tell()
  })
  language.onChange(tell)
  return tray
}

/** Does the work for what differs from the last, the first at once and then not too often; the last is never lost. */
function sparingly<T>(clock: Pick<Clock, 'after'>, work: (value: T) => void): (value: T) => void {
  let done = ''
  let wanted: T | null = null
  let isResting = false
  const look = (): void => {
    if (wanted === null || isResting) return
    const words = JSON.stringify(wanted)
    if (words === done) return
    done = words
    work(wanted)
    isResting = true
    clock.after(NO_SOONER_MS, () => {
      isResting = false
      look()
    })
  }
  return (value) => {
    wanted = value
    look()
  }
}

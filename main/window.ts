import { BrowserWindow, dialog, nativeTheme, type NativeImage, type WebContents } from 'electron'
import type { Log } from '../app/ports.ts'

/** What the window is made of. */
export interface WindowParts {
  readonly pageUrl: string
  readonly preload: string
  readonly icon: NativeImage
  /** Called with the contents of every window, before its page is loaded. */
  readonly serve: (contents: WebContents) => void
  readonly log: Log
}

/** The one window: there or not, uploads go on. */
export interface MainWindow {
  current(): BrowserWindow | null
  /** Brings it to the front; makes it first if it was closed. */
  show(): void
}

/** The page's own surface, shown until it has drawn itself, so that nothing flashes. */
const BACKGROUND = { light: '#ffffff', dark: '#1e1f23' } as const

/** A page that dies again this soon, in milliseconds, is not loaded another time. */
const CRASH_LOOP_MS = 10_000

/** Makes windows, one at a time. Closing one destroys it: a window not looked at costs nothing. */
export function createMainWindow(parts: WindowParts): MainWindow {
  let window: BrowserWindow | null = null
  const open = (): BrowserWindow => {
    const opened = openWindow(parts)
    opened.once('closed', () => (window = null))
    return opened
  }
  return {
    current: () => window,
    show() {
      if (window === null) {
        window = open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}

function openWindow({ pageUrl, preload, icon, serve, log }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Polar Uploader',
    name: 'main',
    windowStatePersistence: true,
    width: 960,
    height: 680,
    minWidth: 480,
    minHeight: 360,
    icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // The spelling dictionaries would be downloaded.
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  reviveAfterCrash(window, log)
  serve(window.webContents)
  window.loadURL(pageUrl).catch((error: unknown) => log.error('The page did not load', error))
  return window
}

function reviveAfterCrash(window: BrowserWindow, log: Log): void {
  let crashedAt = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.warn('The page died', { reason, exitCode })
    const isLoop = performance.now() - crashedAt < CRASH_LOOP_MS
    crashedAt = performance.now()
    // Electron is still putting the dead page away while it tells of it.
    if (!isLoop) {
      setImmediate(() => window.webContents.reload())
      return
    }
    setImmediate(() => window.destroy())
    dialog.showErrorBox(
      'The window keeps failing',
      'Uploads go on without it. Start Polar Uploader again to open another window.',
    )
  })
}

import { BrowserWindow, dialog, nativeTheme, type NativeImage, type WebContents } from 'electron'
import { speechQuery, type Speech } from '../app/contract/language.ts'
import type { Log } from '../app/ports.ts'
import type { CurrentLanguage } from './host-language.ts'

/** What the window is made of. */
export interface WindowParts {
  readonly pageUrl: string
  readonly preload: string
  /** The first window, if there is one already. */
  readonly opening: OpeningWindow | null
  readonly icon: NativeImage
  /** Called with the contents of every window, before its page can ask anything. */
  readonly serve: (contents: WebContents) => void
  /** Called when a window's page may begin to ask. */
  readonly onServed: () => void
  readonly log: Log
  /** The page speaks it from its loading on, and is loaded anew when it changes. */
  readonly language: CurrentLanguage
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

/** A window nobody sees yet, whose page is being loaded. */
export interface OpeningWindow {
  readonly window: BrowserWindow
  readonly speech: Speech
}

/** What a window is before the app is there to serve it. */
type Frame = Pick<WindowParts, 'pageUrl' | 'preload' | 'icon' | 'log'>

/** Makes a window and begins to load its page. The system starts a process for that, which takes a while. */
export function beginWindow(frame: Frame, speech: Speech): OpeningWindow {
  const window = createWindow(frame)
  loadPage(window, frame, speech)
  return { window, speech }
}

/** Makes windows, one at a time. Closing one destroys it: a window not looked at costs nothing. */
export function createMainWindow(parts: WindowParts): MainWindow {
  const { serve, onServed, language } = parts
  let { opening } = parts
  let window: BrowserWindow | null = null
  const open = (): BrowserWindow => {
    const speech = language.get().idiom
    const { window: opened, speech: spoken } = opening ?? beginWindow(parts, speech)
    opening = null
    opened.once('closed', () => (window = null))
    opened.once('ready-to-show', () => opened.show())
    reviveAfterCrash(opened, parts)
    serve(opened.webContents)
    onServed()
    // Nobody could read yet which language was chosen.
    if (speechQuery(spoken) !== speechQuery(speech)) loadPage(opened, parts, speech)
    return opened
  }
  let isFirst = true
  language.onChange(({ idiom }) => {
    if (!isFirst && window !== null) loadPage(window, parts, idiom)
    isFirst = false
  })
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

function loadPage(window: BrowserWindow, { pageUrl, log }: Frame, speech: Speech): void {
  window
    .loadURL(`${pageUrl}?${speechQuery(speech)}`)
    .catch((error: unknown) => log.error('The page did not load', error))
}

function createWindow({ preload, icon }: Frame): BrowserWindow {
  return new BrowserWindow({
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
      // Has a time field follow its `lang`. By itself it follows this process's language, which the system decides and
      // which cannot change while the process lives; where Chromium no longer knows it, fields do that again.
      enableBlinkFeatures: 'LangAttributeAwareFormControlUI',
    },
  })
}

function reviveAfterCrash(window: BrowserWindow, { log, language }: WindowParts): void {
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
    const { windowFails, windowFailsDetail } = language.get().words
    dialog.showErrorBox(windowFails, windowFailsDetail)
  })
}

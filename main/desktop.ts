import { app, nativeTheme, shell, type MessageBoxOptions, type NativeImage } from 'electron'
import { EXTERNAL_PAGES } from '../app/contract/external-page.ts'
import type { App } from '../app/create-app.ts'
import type { Clock, Log } from '../app/ports.ts'
import { addAndTell } from './add-paths.ts'
import { followPreferences } from './current-preferences.ts'
import { followUploads } from './current-uploads.ts'
import type { DesktopActions } from './desktop-actions.ts'
import { followLanguage, type CurrentLanguage } from './host-language.ts'
import { pickPaths } from './file-picker.ts'
import { serveWindow } from './ipc.ts'
import { keepAwakeWhileBusy } from './keep-awake.ts'
import { offerListCommands } from './list-menu.ts'
import { setApplicationMenu } from './menu.ts'
import { mayQuit } from './may-quit.ts'
import { askInBox } from './message-box.ts'
import { createNotifier } from './notifications.ts'
import { watchOutcomes } from './outcomes.ts'
import { mayPause } from './stop-warning.ts'
import { systemLanguages } from './system-languages.ts'
import { showProgressOnTaskbar } from './taskbar.ts'
import { createTray } from './tray.ts'
import { createWindowCommands, type HelpParts } from './window-commands.ts'
import { createWindowRequests, type WindowRequests } from './window-requests.ts'
import { createMainWindow, type MainWindow, type OpeningWindow } from './window.ts'

/** What the desktop is made of. */
export interface DesktopParts {
  readonly uploader: App
  readonly clock: Clock
  readonly log: Log
  readonly pageUrl: string
  readonly preload: string
  readonly opening: OpeningWindow | null
  readonly onServed: () => void
  readonly icon: NativeImage
  readonly dataFolder: string
  readonly logFolder: string
  /** Whether nobody has asked for a window yet. */
  readonly isHidden: boolean
  readonly help: HelpParts
}

/** The app on the user's desktop. */
export interface Desktop {
  show(): void
  add(paths: readonly string[]): void
  /** Asks the user before uploads are lost by it. */
  readonly mayQuit: () => Promise<boolean>
}

/** Puts the app on the desktop: the window, the tray, the menus, notifications and the taskbar. */
export async function createDesktop(parts: DesktopParts): Promise<Desktop> {
  const { uploader, clock, log } = parts
  const uploads = await followUploads(uploader, clock)
  const preferences = await followPreferences(uploader)
  // Before there is a window, so that none appears in other colors first.
  preferences.onChange(({ theme }) => (nativeTheme.themeSource = theme))
  const language = followLanguage(preferences, systemLanguages())
  const window: MainWindow = createMainWindow({
    ...{ ...parts, language },
    serve(contents) {
      serveWindow(contents, { uploader, windowCommands, log, language })
      contents.once('destroyed', () => offerListCommands([]))
    },
  })
  const requests = createWindowRequests(window)
  const windowCommands = createWindowCommands({ ...parts, window, uploads, requests, language })
  const add = (paths: readonly string[]): void =>
    noted(log, 'Files were not added', addAndTell(uploader.commands, paths, language.get()))
  const actions = createActions({ ...parts, language }, window, requests, add)

  language.onChange(({ words }) => setApplicationMenu(actions, words.menu))
  if (!parts.isHidden) window.show()
  // Its page is handed out now, and drawn while the rest is made.
  await new Promise<void>((resolve) => clock.after(0, resolve))
  reopenSettings(language, window, requests)
  const tray = createTray(uploads, actions, clock, language)
  keepAwakeWhileBusy(uploads, preferences)
  showProgressOnTaskbar(uploads, window)
  const notify = createNotifier(preferences, ({ id }) => requests.show({ kind: 'upload', id }))
  await watchOutcomes(uploader, clock, notify, language)

  app.on('activate', actions.show)
  // Uploads go on without a window; the tray, the dock or starting the app again brings it back.
  app.on('window-all-closed', () => undefined)
  // One that is collected as garbage disappears from the screen.
  app.once('quit', () => tray.destroy())
  const { commands } = uploader
  const ask = (options: MessageBoxOptions) => askInBox(options, window.current())
  return {
    ...{ show: actions.show, add },
    mayQuit: () => mayQuit({ commands, clock, preferences, language, log, ask }),
  }
}

/** The page that asked for another language is loaded anew in it; the settings were open there, and are again. */
function reopenSettings(language: CurrentLanguage, window: MainWindow, requests: WindowRequests): void {
  let isFirst = true
  language.onChange(() => {
    if (!isFirst && window.current() !== null) requests.keep({ kind: 'settings' })
    isFirst = false
  })
}

function createActions(
  { uploader, clock, log, logFolder, language }: DesktopParts & { readonly language: CurrentLanguage },
  window: MainWindow,
  requests: WindowRequests,
  add: (paths: readonly string[]) => void,
): DesktopActions {
  const { commands } = uploader
  const pauseAll = async (): Promise<void> => {
    if (await mayPause({ commands, clock }, language.get(), window.current())) await commands.pauseAll()
  }
  return {
    show: () => window.show(),
    showSettings: () => requests.show({ kind: 'settings' }),
    pick: (kind) =>
      noted(log, 'The picker failed', pickPaths(kind, window.current(), language.get().words).then(add)),
    pauseAll: () => noted(log, 'Uploads were not paused', pauseAll()),
    resumeAll: () => noted(log, 'Uploads were not resumed', commands.resumeAll()),
    list: (command) => window.current()?.webContents.send('list-command', command),
    openPolar: () => noted(log, 'The page was not opened', shell.openExternal(EXTERNAL_PAGES.polar)),
    showLogs: () => noted(log, 'The logs were not shown', shell.openPath(logFolder)),
    help: (topic) => requests.show({ kind: 'help', topic }),
    quit: () => app.quit(),
  }
}

function noted(log: Log, message: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => log.error(message, error))
}

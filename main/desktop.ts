import { app, shell, type NativeImage } from 'electron'
import { EXTERNAL_PAGES } from '../app/contract/external-page.ts'
import type { App } from '../app/create-app.ts'
import type { Clock, Log } from '../app/ports.ts'
import { addAndTell } from './add-paths.ts'
import { followUploads } from './current-uploads.ts'
import type { DesktopActions } from './desktop-actions.ts'
import { pickPaths } from './file-picker.ts'
import { serveWindow } from './ipc.ts'
import { keepAwakeWhileBusy } from './keep-awake.ts'
import { setApplicationMenu } from './menu.ts'
import { createNotifier } from './notifications.ts'
import { watchOutcomes } from './outcomes.ts'
import { mayStop } from './stop-warning.ts'
import { showProgressOnTaskbar } from './taskbar.ts'
import { createTray } from './tray.ts'
import { createWindowCommands, type HelpParts } from './window-commands.ts'
import { createMainWindow, type MainWindow } from './window.ts'

/** What the desktop is made of. */
export interface DesktopParts {
  readonly uploader: App
  readonly clock: Clock
  readonly log: Log
  readonly pageUrl: string
  readonly preload: string
  readonly icon: NativeImage
  readonly logFolder: string
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
  const window: MainWindow = createMainWindow({
    ...parts,
    serve: (contents) => serveWindow(contents, { uploader, windowCommands, log }),
  })
  const windowCommands = createWindowCommands(window, uploads, uploader.commands, parts.help)
  const add = (paths: readonly string[]): void =>
    noted(log, 'Files were not added', addAndTell(uploader.commands, paths))
  const actions = createActions(parts, window, add)

  setApplicationMenu(actions)
  const tray = createTray(uploads, actions)
  keepAwakeWhileBusy(uploads)
  showProgressOnTaskbar(uploads, window)
  await watchOutcomes(uploader, clock, createNotifier(actions.show))

  app.on('activate', actions.show)
  // Uploads go on without a window; the tray, the dock or starting the app again brings it back.
  app.on('window-all-closed', () => undefined)
  // One that is collected as garbage disappears from the screen.
  app.once('quit', () => tray.destroy())
  window.show()
  const mayQuit = (): Promise<boolean> =>
    mayStop('quit', { commands: uploader.commands, clock }, window.current())
  return { show: actions.show, add, mayQuit }
}

function createActions(
  { uploader, clock, log, logFolder }: DesktopParts,
  window: MainWindow,
  add: (paths: readonly string[]) => void,
): DesktopActions {
  const { commands } = uploader
  const pauseAll = async (): Promise<void> => {
    if (await mayStop('pause', { commands, clock }, window.current())) await commands.pauseAll()
  }
  return {
    show: () => window.show(),
    pick: (kind) => noted(log, 'The picker failed', pickPaths(kind, window.current()).then(add)),
    pauseAll: () => noted(log, 'Uploads were not paused', pauseAll()),
    resumeAll: () => noted(log, 'Uploads were not resumed', commands.resumeAll()),
    openPolar: () => noted(log, 'The page was not opened', shell.openExternal(EXTERNAL_PAGES.polar)),
    showLogs: () => noted(log, 'The logs were not shown', shell.openPath(logFolder)),
    help: (topic) => window.ask(topic),
    quit: () => app.quit(),
  }
}

function noted(log: Log, message: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => log.error(message, error))
}

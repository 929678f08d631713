import './young-heap.ts'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { app, dialog, Menu, nativeTheme } from 'electron'
import { isAddRequest } from '../app/contract/guards.ts'
import { speechFor } from '../app/contract/language.ts'
import { readPreferences } from '../app/read-preferences.ts'
import { StartError } from '../app/start-error.ts'
import { endOnBugs, INTERNAL_ERROR } from './bugs.ts'
import { dataFolderOf, thisComputer } from './data-folder.ts'
import type { Desktop } from './desktop.ts'
import { isStartedAtLogin } from './electron-login-item.ts'
import { ensureFileNameEncoding } from './file-name-encoding.ts'
import { hostLanguage } from './host-language.ts'
import { appIcon } from './icons.ts'
import { lockDownPages } from './lock-down.ts'
import { createLogFile } from './log-file.ts'
import { servePage } from './page-protocol.ts'
import { PAGE_URL, reservePageScheme } from './page-scheme.ts'
import { dataFolderGiven, pathsGiven } from './start-arguments.ts'
import { systemClock as clock } from './system-clock.ts'
import { systemLanguages } from './system-languages.ts'
import { beginWindow, type OpeningWindow } from './window.ts'

// All that is imported here has to be read before a window can be made: the rest of the app is in `start-app.ts`.

ensureFileNameEncoding()
// Electron's `fs` takes archives of its own kind for folders; those that games made with it have in them are files here.
process.noAsar = true

// Named by whoever can set no variable, as Windows at login.
const namedFolder = dataFolderGiven(process.argv)
if (namedFolder !== null) process.env.POLAR_UPLOADER_DATA = namedFolder
const dataFolder = dataFolderOf(thisComputer)
const logFolder = join(dataFolder, 'logs')
const log = createLogFile(logFolder, clock)

/** Where the build puts what belongs to this file; all of it is named from here because other code may move. */
const built = {
  preload: join(import.meta.dirname, '../preload/preload.cjs'),
  pageFolder: join(import.meta.dirname, '../renderer'),
  hashWorker: new URL(/* @vite-ignore */ './hash-worker.js', import.meta.url),
  licenses: join(import.meta.dirname, 'licenses.txt'),
}

/** How long the system is left to begin the process of a page before this one is busy, in milliseconds. */
const PROCESS_BEGINS_MS = 10

app.setName('Polar Uploader')
app.setAppUserModelId('polar-uploader')
let isEnding = false
// A box in an app that is already ending would keep it from it, and say what the user wanted anyway.
endOnBugs(log, (message) => {
  if (isEnding) return
  const { words, translate } = hostLanguage(speechFor('system', systemLanguages()))
  dialog.showErrorBox(words.hasToEnd, translate(message))
})
reservePageScheme()
// Else Electron makes one of its own first, which nobody would see.
Menu.setApplicationMenu(null)

const given = pathsGiven(process.argv.slice(1), {
  isCheckout: process.defaultApp,
  workingFolder: process.cwd(),
})
// Electron keeps the lock in its own folder, so two data folders are two apps. Where nothing can be written there
// is no lock either; the app itself then says what is wrong.
if (!useDataFolder() || app.requestSingleInstanceLock({ paths: given })) {
  const desktop = start().catch(giveUp)
  const whenThere = (use: (desktop: Desktop) => void): void =>
    void desktop.then((there) => (there === null ? undefined : use(there)))

  whenThere((there) => there.add(given))
  app.on('second-instance', (_event, _words, _folder, request) =>
    whenThere((there) => {
      there.show()
      if (isAddRequest(request)) there.add(request.paths)
    }),
  )
  app.on('open-file', (event, path) => {
    event.preventDefault()
    whenThere((there) => there.add([path]))
  })
} else {
  app.exit(0)
}

/** Makes the data folder Electron's own; false when it cannot be written. What Chromium keeps goes beside ours. */
function useDataFolder(): boolean {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    accessSync(dataFolder, constants.W_OK)
    app.setPath('userData', dataFolder)
    app.setPath('sessionData', join(dataFolder, 'browser'))
    enableCompileCache(join(dataFolder, 'browser', 'compiled'))
    return true
  } catch (error) {
    log.warn('The data folder cannot be written', { dataFolder, error: String(error) })
    return false
  }
}

/** Begins the window, reads the rest of the app while the system starts a process for its page, and starts that. */
async function start(): Promise<Desktop> {
  await app.whenReady()
  log.info('Polar Uploader starts', { version: app.getVersion(), electron: process.versions.electron })
  lockDownPages()
  const served = Promise.withResolvers<undefined>()
  servePage(built.pageFolder, served.promise)
  const developedPage = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  const frame = { pageUrl: developedPage ?? PAGE_URL, preload: built.preload, icon: appIcon(), log }
  const isHidden = isStartedAtLogin(process.argv)
  // What serves a page under development does not wait for the app.
  const opening = isHidden || developedPage !== undefined ? null : await openWindow(frame)
  const { startApp } = await import('./start-app.ts')
  const onEnding = (is: boolean): void => void (isEnding = is)
  const parts = { dataFolder, logFolder, clock, isHidden, opening, built, giveUp, onEnding }
  const desktop = await startApp({ ...frame, ...parts, onServed: () => served.resolve(undefined) })
  flushCompileCache()
  return desktop
}

/** Begins the window in the colors and the language that were chosen before; its process is then about to start. */
async function openWindow(frame: Parameters<typeof beginWindow>[0]): Promise<OpeningWindow> {
  const { theme, language } = readPreferences(dataFolder)
  nativeTheme.themeSource = theme
  const opening = beginWindow(frame, speechFor(language, systemLanguages()))
  await new Promise<void>((resolve) => clock.after(PROCESS_BEGINS_MS, resolve))
  return opening
}

/** Says why the app does not start, and ends it. */
function giveUp(error: unknown): null {
  const isForeseen = error instanceof StartError
  if (!isForeseen) log.error('The app did not start', error)
  const message = isForeseen ? error.message : INTERNAL_ERROR
  process.stderr.write(`${message}\n`)
  // What the user has chosen is in what could not be opened.
  const { words, translate } = hostLanguage(speechFor('system', systemLanguages()))
  dialog.showErrorBox(words.cannotStart, translate(message))
  app.exit(1)
  return null
}

import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import { isAddRequest } from '../app/contract/guards.ts'
import { createApp } from '../app/create-app.ts'
import { StartError } from '../app/start-error.ts'
import { createDiagnostics } from './diagnostics/diagnostics.ts'
import { createWays } from './diagnostics/ways.ts'
import { speechFor } from '../app/contract/language.ts'
import { hostLanguage } from './host-language.ts'
import { systemLanguages } from './system-languages.ts'
import { endOnBugs, INTERNAL_ERROR } from './bugs.ts'
import { dataFolderOf, thisComputer } from './data-folder.ts'
import { createDesktop, type Desktop } from './desktop.ts'
import { watchElectronComputer } from './electron-computer.ts'
import { appIcon } from './icons.ts'
import { ensureFileNameEncoding } from './file-name-encoding.ts'
import { createKeytarKeychain } from './keytar-keychain.ts'
import { lockDownPages } from './lock-down.ts'
import { createLogFile } from './log-file.ts'
import { isStartedAtLogin } from './login-item.ts'
import { createNodeHttp, type ProxyEnv } from './node-http.ts'
import { quitInOrder } from './orderly-quit.ts'
import { PAGE_URL, reservePageScheme, servePage } from './page-protocol.ts'
import { proxiesOfResolution } from './proxies.ts'
import { pathsGiven } from './start-arguments.ts'
import { systemClock as clock } from './system-clock.ts'
import { systemRandom as random } from './system-random.ts'

ensureFileNameEncoding()

const dataFolder = dataFolderOf(thisComputer)
const logFolder = join(dataFolder, 'logs')
const licenses = join(import.meta.dirname, 'licenses.txt')
const log = createLogFile(logFolder, clock)

/** Where the build puts what belongs to this file; all of it is named from here because other code may move. */
const preload = join(import.meta.dirname, '../preload/preload.cjs')
const pageFolder = join(import.meta.dirname, '../renderer')
const hashWorker = new URL(/* @vite-ignore */ './hash-worker.js', import.meta.url)
const developedPage = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL

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
    return true
  } catch (error) {
    log.warn('The data folder cannot be written', { dataFolder, error: String(error) })
    return false
  }
}

const proxyEnvFor = async (url: string): Promise<ProxyEnv> =>
  proxiesOfResolution(await session.defaultSession.resolveProxy(url))

async function start(): Promise<Desktop> {
  await app.whenReady()
  log.info('Polar Uploader starts', { version: app.getVersion(), electron: process.versions.electron })
  lockDownPages()
  servePage(pageFolder)
  const http = createNodeHttp({ proxyEnvFor })
  const keychain = createKeytarKeychain(clock)
  const computer = watchElectronComputer(clock)
  const uploader = await createApp({ dataFolder, hashWorker, keychain, http, computer, clock, random, log })
  const stop = async (): Promise<void> => {
    await uploader.stop()
    computer.close()
    http.close()
  }
  const pageUrl = developedPage ?? PAGE_URL
  const isHidden = isStartedAtLogin(process.argv)
  const wanted = { serverUrl: null, token: null }
  const ways = createWays(proxyEnvFor)
  const diagnostics = createDiagnostics({ dataFolder, keychain, http, ways, clock, log, wanted })
  const help = { diagnostics, licenses }
  const folders = { dataFolder, logFolder }
  const parts = { uploader, clock, log, pageUrl, preload, icon: appIcon(), ...folders, isHidden, help }
  const desktop = await createDesktop(parts)
  const { mayQuit } = desktop
  quitInOrder({ mayQuit, onEnding: () => void (isEnding = true), stop, clock, log })
  // Not waited for: the keychain may be asking for its password.
  uploader.start().catch(giveUp)
  return desktop
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

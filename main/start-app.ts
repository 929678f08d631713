import { session, type NativeImage } from 'electron'
import { createApp } from '../app/create-app.ts'
import type { Clock, Log } from '../app/ports.ts'
import { createDesktop, type Desktop } from './desktop.ts'
import { createDiagnostics } from './diagnostics/diagnostics.ts'
import { createWays } from './diagnostics/ways.ts'
import { watchElectronComputer } from './electron-computer.ts'
import { quitInOrder } from './electron-quit.ts'
import { createKeytarKeychain } from './keytar-keychain.ts'
import { createNodeHttp, type ProxyEnv } from './node-http.ts'
import { proxiesOfResolution } from './proxies.ts'
import { systemRandom as random } from './system-random.ts'
import type { OpeningWindow } from './window.ts'

/** What is there of the app before the rest of it has been read. */
export interface StartParts {
  readonly dataFolder: string
  readonly logFolder: string
  readonly log: Log
  readonly clock: Clock
  readonly icon: NativeImage
  /** Whether nobody has asked for a window yet. */
  readonly isHidden: boolean
  readonly pageUrl: string
  readonly opening: OpeningWindow | null
  /** Called when the page of a window may begin to ask. */
  readonly onServed: () => void
  /** Where the build has put what is no module of this process. */
  readonly built: {
    readonly preload: string
    readonly hashWorker: URL
    readonly licenses: string
  }
  /** Called when it turns out later that the app cannot run. */
  readonly giveUp: (error: unknown) => void
  /** Told whether the app is about to end. */
  readonly onEnding: (isEnding: boolean) => void
}

const proxyEnvFor = async (url: string): Promise<ProxyEnv> =>
  proxiesOfResolution(await session.defaultSession.resolveProxy(url))

/** Opens the data folder, puts the app on the desktop and starts its uploads. Throws `StartError`. */
export async function startApp(parts: StartParts): Promise<Desktop> {
  const { dataFolder, log, clock, built } = parts
  const http = createNodeHttp({ proxyEnvFor })
  const keychain = createKeytarKeychain(clock)
  const computer = watchElectronComputer(clock)
  const { hashWorker } = built
  const uploader = await createApp({ dataFolder, hashWorker, keychain, http, computer, clock, random, log })
  const stop = async (): Promise<void> => {
    await uploader.stop()
    computer.close()
    http.close()
  }
  const wanted = { serverUrl: null, token: null }
  const ways = createWays(proxyEnvFor)
  const diagnostics = createDiagnostics({ dataFolder, keychain, http, ways, clock, log, wanted })
  const help = { diagnostics, licenses: built.licenses }
  const desktop = await createDesktop({ ...parts, uploader, preload: built.preload, help })
  quitInOrder({ mayQuit: desktop.mayQuit, onEnding: parts.onEnding, stop, clock, log })
  // Not waited for: the keychain may be asking for its password.
  uploader.start().catch(parts.giveUp)
  return desktop
}

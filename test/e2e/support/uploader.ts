import { once } from 'node:events'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { SANDBOX_ARGUMENTS, type ElectronBinary } from '../../support/electron-binary.ts'
import { PROJECT_FOLDER } from '../../support/fresh-build.ts'

/** The built app, running, with its window. */
export interface Uploader {
  readonly app: ElectronApplication
  readonly page: Page
  /** What it wrote to its standard output and standard error so far. */
  output(): string
  /** Quits in order; resolves when the process has ended. Throws when it ends badly. Safe to call after `kill`. */
  readonly quit: () => Promise<void>
  /** Kills the main process with SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>
}

/** What an app is started with. */
export interface LaunchOptions {
  readonly electron: ElectronBinary
  readonly env: Readonly<Record<string, string>>
  /** For Electron itself, before the app's folder. */
  readonly electronArguments: readonly string[]
}

/** The app itself ends at the latest 15 s after it was asked to. */
const QUIT_LIMIT_MS = 20_000

/** What starts the built app by hand, files to upload after it. */
export const appArguments = [PROJECT_FOLDER, ...SANDBOX_ARGUMENTS]

/** Starts the built app and waits for its window. */
export async function launchUploader({ electron, env, electronArguments }: LaunchOptions): Promise<Uploader> {
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [...electronArguments, ...appArguments],
    // Playwright would switch the renderer's sandbox off.
    chromiumSandbox: SANDBOX_ARGUMENTS.length === 0,
    env: { ...env },
  })
  const child = app.process()
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  return {
    app,
    page: await app.firstWindow(),
    output: () => output,
    async quit() {
      if (!isRunning()) return
      const ended = once(child, 'exit')
      // The system's own dialog cannot be clicked from here: whoever is asked says yes. It ends before it could answer.
      app
        .evaluate(({ app, dialog }) => {
          dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
          app.quit()
        })
        .catch(() => undefined)
      const patience = setTimeout(() => child.kill('SIGKILL'), QUIT_LIMIT_MS)
      const [code] = (await ended) as [number | null]
      clearTimeout(patience)
      if (code !== 0) throw new Error(`The app ended with ${code ?? 'a signal'}:\n${output}`)
    },
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { UploadId } from '../../app/contract/ids.ts'
import { createApp, type App } from '../../app/create-app.ts'
import { createNodeHttp } from '../../main/node-http.ts'
import { systemClock } from '../../main/system-clock.ts'
import { systemRandom } from '../../main/system-random.ts'
import { startLocalPolar, type LocalPolar, type LocalPolarOptions } from '../local-polar/local-polar.ts'
import { startCli, type CliResult, type RunningCli } from '../support/command-line.ts'
import { createManualComputer } from '../support/manual-computer.ts'
import { createMemoryKeychain } from '../support/memory-keychain.ts'
import { makeTempFolder, sha256, type TempFolder } from '../support/temp-folder.ts'
import { createTestLog } from '../support/test-app.ts'

/** Variables of a command line's environment; undefined takes one away. */
export type EnvChange = Readonly<Record<string, string | undefined>>

/** A local Polar, a data folder, and the built command line on both. */
export interface CliBench extends AsyncDisposable {
  readonly polar: LocalPolar
  readonly folder: TempFolder
  readonly dataFolder: string
  /** What leads the command line here, with a token. */
  readonly env: Readonly<Record<string, string>>
  /** Starts it, `through` other programs if need be; it is killed with the bench, should it still be running. */
  start(words: readonly string[], change?: EnvChange, through?: readonly string[]): RunningCli
  run(words: readonly string[], change?: EnvChange, through?: readonly string[]): Promise<CliResult>
  /** Has the app itself, without a command line, do something on the data folder; nothing is sent. */
  withApp<T>(use: (app: App) => Promise<T>): Promise<T>
  /** Has it add files, which are queued then. */
  add(...paths: readonly string[]): Promise<readonly UploadId[]>
  /** SHA-256, hex, of what Polar serves, by name. */
  served(): Promise<Readonly<Record<string, string>>>
}

/** Prepares one. */
export async function prepareCliBench(options: Partial<LocalPolarOptions> = {}): Promise<CliBench> {
  const folder = makeTempFolder()
  const dataFolder = join(folder.path, 'data')
  const polar = await startLocalPolar({ dataFolder: join(folder.path, 'polar'), ...options })
  const env = {
    POLAR_SERVER: polar.url,
    POLAR_ACCESS_TOKEN: polar.token,
    POLAR_UPLOADER_DATA: dataFolder,
    // A home of its own: nothing of the machine's is read or written.
    HOME: folder.path,
  }
  const started: RunningCli[] = []
  const bench: CliBench = {
    ...{ polar, folder, dataFolder, env },
    start(words, change = {}, through = []) {
      const all = Object.entries<string | undefined>({ ...env, ...change })
      const known = all.filter((entry): entry is [string, string] => entry[1] !== undefined)
      const cli = startCli(words, Object.fromEntries(known), through)
      started.push(cli)
      return cli
    },
    run: (...command) => bench.start(...command).ended,
    async withApp(use) {
      const hashWorker = new URL('../../app/source/hash-worker.ts', import.meta.url)
      const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve({}) })
      const ports = { clock: systemClock, random: systemRandom, log: createTestLog() }
      const app = await createApp({
        dataFolder,
        hashWorker,
        http,
        keychain: createMemoryKeychain(),
        computer: createManualComputer(),
        ...ports,
      })
      try {
        const outcome = await app.signInForNow({ server: polar.url, token: polar.token })
        if (!outcome.ok) throw new Error(outcome.failure.message)
        return await use(app)
      } finally {
        await app.stop()
        http.close()
      }
    },
    add: (...paths) => bench.withApp(async (app) => (await app.commands.add({ paths })).added),
    async served() {
      const files = polar.files().filter((file) => file.is_uploaded)
      return Object.fromEntries(
        await Promise.all(files.map(async ({ id, name }) => [name, await polar.checksum(id)] as const)),
      )
    },
    async [Symbol.asyncDispose]() {
      for (const { process } of started)
        if (process.exitCode === null && process.signalCode === null) process.kill('SIGKILL')
      await Promise.all(started.map(({ ended }) => ended))
      await polar.stop()
      folder[Symbol.dispose]()
    },
  }
  return bench
}

/** What `--json` prints. */
export interface JsonEvent {
  readonly event: string
  readonly [field: string]: unknown
}

/** The lines of `--json`. Throws when there is anything else on standard output. */
export function eventsIn({ output }: Pick<CliResult, 'output'>): readonly JsonEvent[] {
  const lines = output.split('\n')
  if (lines.pop() !== '') throw new Error('The last line does not end')
  return lines.map((line) => JSON.parse(line) as JsonEvent)
}

/** Resolves once the command line has printed such a text. */
export function untilPrinted(
  { process, ended }: RunningCli,
  pattern: RegExp,
  where: 'stdout' | 'stderr' = 'stdout',
): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    process[where]?.on('data', (more: string) => {
      text += more
      if (pattern.test(text)) resolve()
    })
    ended.then((result) => reject(new Error(`It ended first: ${JSON.stringify(result)}`)), reject)
  })
}

/** SHA-256, hex, of a file. */
export const checksumOfFile = (path: string): string => sha256(readFileSync(path))

/** Every file in a folder, however deep. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())

/** The files in a folder that have a text among their bytes. */
export const filesWith = (text: string, folder: string): readonly string[] =>
  filesIn(folder).filter((path) => readFileSync(path).includes(text))

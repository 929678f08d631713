import { createHash } from 'node:crypto'
import { cpSync, createReadStream } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createApp, type App } from '../../app/create-app.ts'
import type { AccountView } from '../../app/contract/account-view.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadStateKind } from '../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import type { Host, Http, Log } from '../../app/ports.ts'
import { createNodeHttp } from '../../main/node-http.ts'
import { systemRandom } from '../../main/system-random.ts'
import { startLocalPolar, type LocalPolar, type LocalPolarOptions } from '../local-polar/local-polar.ts'
import type { Operation } from '../local-polar/operations.ts'
import type { RequestEvent } from '../local-polar/request-events.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'
import { createManualComputer, type ManualComputer } from './manual-computer.ts'
import { createMemoryKeychain, type MemoryKeychain } from './memory-keychain.ts'
import { makeTempFolder, type TempFolder } from './temp-folder.ts'

/** One thing the log was told. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly details: unknown
}

/** A log that keeps everything for the test to read. */
export interface TestLog extends Log {
  readonly entries: readonly LogEntry[]
}

/** Creates an empty one. */
export function createTestLog(): TestLog {
  const entries: LogEntry[] = []
  return {
    entries,
    info: (message, details) => void entries.push({ level: 'info', message, details }),
    warn: (message, details) => void entries.push({ level: 'warn', message, details }),
    error: (message, details) => void entries.push({ level: 'error', message, details }),
  }
}

/** A local Polar and what an app on it needs; the app may be started, killed off and started again. */
export interface TestBench extends AsyncDisposable {
  readonly polar: LocalPolar
  readonly folder: TempFolder
  readonly clock: ManualClock
  readonly computer: ManualComputer
  readonly keychain: MemoryKeychain
  readonly log: TestLog
  readonly dataFolder: string
  /** An app on the bench's data folder, not started. Stopped with the bench, if the test has not done so. */
  createApp(host?: Partial<Host>): Promise<TestApp>
  /** The same, signed in and started. */
  startApp(host?: Partial<Host>): Promise<TestApp>
  /** Copies a data folder as it is this moment, its owner at work or not; gives the copy. */
  copyOf(dataFolder: string): string
}

/** An app that a test can wait for. */
export interface TestApp extends App {
  /** Every state an upload has been in since the app was made, in order. */
  states(id: UploadId): readonly UploadStateKind[]
  view(id: UploadId): Promise<UploadView>
  /** Waits until an upload is in one of these states, and gives it as it is then. */
  until(id: UploadId, ...kinds: readonly UploadStateKind[]): Promise<UploadView>
  /**
   * Kills the app here and now: gives the data folder as that leaves it. Not a byte crosses its network any more, and
   * what it may still do on its own is done to a folder nobody reads.
   */
  crash(): string
}

/** Chance as it is on the bench: always this, so that every backoff is known. */
export const BENCH_CHANCE = 0.9

/** Every backoff there can be at that chance, in milliseconds, from the first try on. */
export const BENCH_BACKOFFS_MS = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 54_000] as const

/** Prepares one; the local Polar's clock is the test's. */
export async function prepareBench(options: Partial<LocalPolarOptions> = {}): Promise<TestBench> {
  const folder = makeTempFolder()
  const clock = createManualClock()
  const computer = createManualComputer()
  const now = (): number => clock.now()
  const polar = await startLocalPolar({ dataFolder: join(folder.path, 'polar'), now, ...options })
  const keychain = createMemoryKeychain()
  const log = createTestLog()
  const dataFolder = join(folder.path, 'data')
  const stops: (() => Promise<void>)[] = []
  let copies = 0
  const random = { ...systemRandom, next: () => BENCH_CHANCE }

  const bench: TestBench = {
    ...{ polar, folder, clock, computer, keychain, log, dataFolder },
    async createApp(host = {}) {
      const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve({}) })
      const hashWorker = new URL('../../app/source/hash-worker.ts', import.meta.url)
      const line = createLine(host.http ?? http)
      const ports = {
        dataFolder,
        hashWorker,
        keychain,
        computer,
        clock,
        random,
        log,
        ...host,
        http: line.http,
      }
      const app = watch(await createApp(ports))
      let stopping: Promise<void> | null = null
      const stop = (): Promise<void> => (stopping ??= app.stop().finally(() => http.close()))
      stops.push(stop)
      const crash = (): string => {
        const left = bench.copyOf(ports.dataFolder)
        line.cut()
        void stop()
        return left
      }
      return { ...app, stop, crash }
    },
    copyOf(original) {
      const copy = join(folder.path, `data-copy-${(copies += 1)}`)
      cpSync(original, copy, { recursive: true })
      return copy
    },
    async startApp(host) {
      const app = await bench.createApp(host)
      await app.start()
      const account = await app.commands.account()
      if (account.kind === 'signed-out') {
        const outcome = await app.commands.signIn({ server: polar.url, token: polar.token })
        if (!outcome.ok) throw new Error(outcome.failure.message)
      }
      return app
    },
    async [Symbol.asyncDispose]() {
      for (const stop of stops) await stop()
      await polar.stop()
      folder[Symbol.dispose]()
    },
  }
  return bench
}

/** A network that can be taken away for good: what was sent is cut, and nobody ever hears of it. */
function createLine(http: Http): { readonly http: Http; cut(): void } {
  const cutting = new AbortController()
  const silenceUntil = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      const end = (): void => reject(signal.reason as Error)
      if (signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
    })
  return {
    cut: () => cutting.abort(new Error('The line is cut')),
    http: {
      dropConnections: (which) => http.dropConnections(which),
      async send(request) {
        const signal = AbortSignal.any([request.signal, cutting.signal])
        const answer = await http.send({ ...request, signal }).catch((error: unknown) => {
          if (!cutting.signal.aborted) throw error
        })
        return cutting.signal.aborted || answer === undefined ? silenceUntil(request.signal) : answer
      },
    },
  }
}

function watch(app: App): Omit<TestApp, 'crash'> {
  const histories = new Map<UploadId, UploadStateKind[]>()
  app.on('uploads-changed', (views) => {
    for (const { id, state } of views) {
      const history = histories.get(id) ?? []
      histories.set(id, history)
      if (history.at(-1) !== state.kind) history.push(state.kind)
    }
  })
  const view = async (id: UploadId): Promise<UploadView> => {
    const found = (await app.commands.list()).find((upload) => upload.id === id)
    if (found === undefined) throw new Error(`There is no upload ${id}`)
    return found
  }
  return {
    ...app,
    view,
    states: (id) => histories.get(id) ?? [],
    async until(id, ...kinds) {
      const now = await view(id)
      if (kinds.includes(now.state.kind)) return now
      return new Promise((resolve) => {
        const stop = app.on('uploads-changed', (views) => {
          const there = views.find((upload) => upload.id === id && kinds.includes(upload.state.kind))
          if (there === undefined) return
          stop()
          resolve(there)
        })
      })
    },
  }
}

/** Adds one file; gives its id. */
export async function addOne(app: App, path: string): Promise<UploadId> {
  const report = await app.commands.add({ paths: [path] })
  const [id] = report.added
  if (id === undefined) throw new Error(`Not added: ${JSON.stringify(report)}`)
  return id
}

/** Which requests to wait for; what is left out is any. */
export interface WantedRequest {
  readonly kind: RequestEvent['kind']
  readonly operation: Operation
  readonly partNumber?: number
}

const isWanted = (event: RequestEvent, { kind, operation, partNumber }: WantedRequest): boolean =>
  event.kind === kind &&
  event.operation === operation &&
  (partNumber === undefined || event.partNumber === partNumber)

/** Does something the first time such a request comes to that point, before the local Polar goes on with it. */
export function onceRequest(polar: LocalPolar, wanted: WantedRequest, act: () => void): void {
  const stop = polar.onRequest((event) => {
    if (!isWanted(event, wanted)) return
    stop()
    act()
  })
}

/** Waits until such a request comes to that point. */
export const untilRequest = (polar: LocalPolar, wanted: WantedRequest): Promise<void> =>
  new Promise((resolve) => onceRequest(polar, wanted, resolve))

/** How soon a Polar that did not answer is asked again at first. */
export const ASK_AGAIN_MS = 2_000

/** Waits for something, turning the clock through every backoff on the way, and to every question whether Polar is back. */
export async function throughBackoffs<T>(clock: ManualClock, goal: Promise<T>): Promise<T> {
  const isBackoff = ({ delayMs }: { readonly delayMs: number }): boolean =>
    [...BENCH_BACKOFFS_MS, ASK_AGAIN_MS].includes(delayMs)
  const isBackingOff = clock.until((timers) => timers.some(isBackoff)).then(() => null)
  const reached = await Promise.race([goal.then((value) => ({ value })), isBackingOff])
  if (reached !== null) return reached.value
  clock.advance(
    Math.min(
      ...clock
        .timers()
        .filter(isBackoff)
        .map(({ leftMs }) => leftMs),
    ),
  )
  return throughBackoffs(clock, goal)
}

/** Waits until the account is as wanted. */
export async function untilAccount(
  app: App,
  isWanted: (account: AccountView) => boolean,
): Promise<AccountView> {
  const now = await app.commands.account()
  if (isWanted(now)) return now
  return new Promise((resolve) => {
    const stop = app.on('account-changed', (account) => {
      if (!isWanted(account)) return
      stop()
      resolve(account)
    })
  })
}

/** Says whether the app knows that it cannot reach Polar. */
export const isOffline = (account: AccountView): boolean =>
  account.kind === 'signed-in' && account.offlineReason !== null

/** Waits until Polar is to be asked again in a while, and lets that much time pass. */
export async function untilAskedAgain(clock: ManualClock): Promise<void> {
  await clock.until((timers) => timers.some(({ delayMs }) => delayMs === ASK_AGAIN_MS))
  clock.advance(ASK_AGAIN_MS)
}

/** Waits until an upload's byte counts are as wanted. They are asked for: a clock that stands still tells none. */
export async function untilProgress(
  app: App,
  id: UploadId,
  isReached: (progress: UploadProgress) => boolean,
): Promise<void> {
  for (;;) {
    const progress = (await app.commands.progress()).find((one) => one.id === id)
    if (progress !== undefined && isReached(progress)) return
    await setImmediate()
  }
}

/** SHA-256, hex, of what Polar serves for a completed upload. Throws when it serves nothing. */
export async function servedChecksum(polar: LocalPolar, { state }: UploadView): Promise<string> {
  if (state.kind !== 'completed') throw new Error(`Nothing is served for an upload that is ${state.kind}`)
  const record = polar.files().find(({ id }) => id === state.fileId)
  if (record?.is_uploaded !== true || record.deleted_at !== null) throw new Error('Polar does not list it')
  return polar.checksum(state.fileId)
}

/** SHA-256, hex, of a file on disk. */
export async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer)
  return hash.digest('hex')
}

import { join } from 'node:path'
import type { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { dropFiles, knownUploads, launchApp, signIn, type AppWindow } from '../support/app-window.ts'
import { startDesktopSession } from '../support/desktop-session.ts'
import { electronBinary } from '../support/electron-binary.ts'
import type { BenchOptions } from './bench-options.ts'
import { atMost, told, median, type Figure } from './figure.ts'
import type { Measured } from './measured.ts'
import { makePayloadFolder, MiB, type PayloadFolder } from './payload.ts'
import { peakBytesOf } from './process-tree.ts'
import { cpuSecondsOf } from './process-time.ts'
import { startReceiver, type Receiver } from './server/receiver.ts'
import { until } from './until.ts'

/** The whole of it takes at most this long. */
const LIMIT_SECONDS = 300

interface Busy {
  readonly hashing: Delays
  readonly sending: Delays
  readonly sendingSeconds: number
  /** Of a core. */
  readonly mainShare: number
  readonly rendererShare: number
  readonly mainBytesAbove: number
}

/** How late the main process came to what it was to do, in milliseconds. */
interface Delays {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** The app at full speed: how quickly its main process still answers, and what its processes take. */
export async function benchBusy({ runs, sizeMiB }: BenchOptions): Promise<Measured> {
  const electron = await electronBinary({ allowThirdParty: true })
  const desktop = await startDesktopSession()
  await using receiver = await startReceiver()
  using payload = makePayloadFolder(sizeMiB * MiB)
  payload.file('payload.bin', sizeMiB * MiB)
  const all: Busy[] = []
  try {
    for (let round = 1; round <= runs; round += 1) {
      process.stderr.write(`  round ${round} of ${runs}\n`)
      const data = payload.emptyFolder()
      const window = await launchApp(electron, { ...desktop.env, POLAR_UPLOADER_DATA: data })
      try {
        await signIn(window.page, { url: receiver.origin, token: receiver.token })
        all.push(await uploadOne(window, receiver, payload))
      } finally {
        await window.app.close()
      }
    }
  } finally {
    await desktop.stop()
  }
  return {
    figures: figuresOf(all, sizeMiB),
    runs: all,
    versions: { electron: `Electron ${electron.version}` },
  }
}

async function uploadOne(window: AppWindow, receiver: Receiver, payload: PayloadFolder): Promise<Busy> {
  const { app, page } = window
  const main = await app.evaluate(() => process.pid)
  const renderer = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents()[0]?.getOSProcessId(),
  )
  if (renderer === undefined) throw new Error('There is no window')
  // The work of starting is over, so that what is held now is what is held idle.
  await wait(3000)
  const idleBytes = await app.evaluate(() => process.memoryUsage.rss())
  await receiver.takeTraffic()
  await watchDelays(window)
  await dropFiles(page, [join(payload.path, 'payload.bin')])
  await until(async () => (await receiver.traffic()).firstFileByteAt, LIMIT_SECONDS)
  const hashing = await takeDelays(window)
  const [startedAt, mainBefore, rendererBefore] = [
    performance.now(),
    cpuSecondsOf(main),
    cpuSecondsOf(renderer),
  ]
  await until(async () => ((await hasCompleted(window)) ? true : null), LIMIT_SECONDS)
  const sendingSeconds = (performance.now() - startedAt) / 1000
  return {
    ...{ hashing, sending: await takeDelays(window), sendingSeconds },
    mainShare: (cpuSecondsOf(main) - mainBefore) / sendingSeconds,
    rendererShare: (cpuSecondsOf(renderer) - rendererBefore) / sendingSeconds,
    mainBytesAbove: peakBytesOf(main) - idleBytes,
  }
}

async function hasCompleted({ page }: AppWindow): Promise<boolean> {
  const { uploads } = await knownUploads(page)
  const failed = uploads.find(({ state }) => state.kind === 'failed')
  if (failed !== undefined) throw new Error(`The upload failed: ${JSON.stringify(failed.state)}`)
  return uploads.length > 0 && uploads.every(({ state }) => state.kind === 'completed')
}

interface Watched {
  benchDelays?: ReturnType<typeof monitorEventLoopDelay>
}

/** Looks every millisecond, which is itself in every delay. */
const watchDelays = ({ app }: AppWindow): Promise<void> =>
  app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delays = monitorEventLoopDelay({ resolution: 1 })
    delays.enable()
    ;(globalThis as Watched).benchDelays = delays
  })

/** What it was since it was last asked. */
const takeDelays = ({ app }: AppWindow): Promise<Delays> =>
  app.evaluate(() => {
    const { benchDelays } = globalThis as Watched
    if (benchDelays === undefined) throw new Error('Nobody watches')
    const [p50, p99, max] = [benchDelays.percentile(50), benchDelays.percentile(99), benchDelays.max]
    benchDelays.reset()
    return { p50: p50 / 1e6, p99: p99 / 1e6, max: max / 1e6 }
  })

function figuresOf(all: readonly Busy[], sizeMiB: number): readonly Figure[] {
  const middle = (measure: (busy: Busy) => number): number => median(all.map(measure))
  const sending = (sizeMiB * MiB) / 1e9 / middle((busy) => busy.sendingSeconds)
  return [
    told('sending from the app’s window', sending, 'GB/s'),
    atMost(
      'main process, event loop while sending, p99',
      middle(({ sending }) => sending.p99),
      'ms',
      20,
    ),
    told(
      'main process, event loop while sending, p50',
      middle(({ sending }) => sending.p50),
      'ms',
    ),
    told(
      'main process, event loop while sending, longest',
      middle(({ sending }) => sending.max),
      'ms',
    ),
    atMost(
      'main process, event loop while hashing, p99',
      middle(({ hashing }) => hashing.p99),
      'ms',
      20,
    ),
    told('main process while sending', middle((busy) => busy.mainShare) * 100, '% of a core'),
    told('renderer while sending', middle((busy) => busy.rendererShare) * 100, '% of a core'),
    atMost('main process, peak memory above idle', middle((busy) => busy.mainBytesAbove) / 1e6, 'MB', 60),
  ]
}

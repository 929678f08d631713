import { setTimeout as wait } from 'node:timers/promises'
import type { BenchOptions } from './bench-options.ts'
import { engineWords, startEngine, type Engine } from './engine/engine-process.ts'
import { atLeast, atMost, median, told, type Figure } from './figure.ts'
import type { Measured } from './measured.ts'
import { measureCommand, type Use } from './measured-run.ts'
import { GiB, makePayloadFolder, MiB, type PayloadFolder } from './payload.ts'
import { inRounds, ratios } from './rounds.ts'
import { startReceiver, type Receiver } from './server/receiver.ts'
import type { Traffic } from './server/traffic.ts'
import { until } from './until.ts'

const KiB = 1024
const RATES = [256 * KiB, MiB, 10 * MiB, 100 * MiB, 256 * KiB]
const SECONDS = 10
/** Enough for all of it. */
const FILE_BYTES = 4 * GiB
/** More than the receiving end can take: the limit is at work, and holds nothing back. */
const BEYOND_REACH = 100 * GiB

/** The bandwidth limit, as the receiving end sees it: how exact it is, at once after a change, and fair. */
export async function benchLimit({ runs, sizeMiB }: BenchOptions): Promise<Measured> {
  await using receiver = await startReceiver()
  using payload = makePayloadFolder(sizeMiB * MiB)
  const limited = await benchRates(receiver, payload, runs)
  const free = await benchCost(receiver, payload, Math.min(1024, sizeMiB), runs)
  return { figures: [...limited.figures, ...free.figures], runs: { ...limited.runs, ...free.runs } }
}

interface Window {
  readonly rate: number
  /** From a higher one; else it was raised, or is the first. */
  readonly isLowered: boolean
  readonly changed: Traffic
  readonly start: Traffic
  readonly end: Traffic
}

async function benchRates(
  receiver: Receiver,
  payload: PayloadFolder,
  runs: number,
): Promise<Measured & { runs: object }> {
  const path = payload.sparseFile('limited.bin', FILE_BYTES)
  const { limited: windows } = await inRounds({ limited: () => watchRates(receiver, payload, path) }, runs)
  const figures = RATES.flatMap((_rate, index) => figuresOf(windows.flatMap((round) => round[index] ?? [])))
  return { figures, runs: { windows } }
}

/** One upload, at one rate after the other. */
async function watchRates(
  receiver: Receiver,
  payload: PayloadFolder,
  path: string,
): Promise<readonly Window[]> {
  const [limit = 0] = RATES
  // What was on its way in the round before is not to be taken for a beginning.
  await until(async () => ((await receiver.traffic()).arriving.length === 0 ? true : null), 60)
  await receiver.takeTraffic()
  await using engine = await startEngine({
    receiver,
    paths: [path],
    limit,
    dataFolder: payload.emptyFolder(),
  })
  await until(async () => (await receiver.traffic()).firstFileByteAt, 60)
  const windows: Window[] = []
  for (const [index, rate] of RATES.entries())
    windows.push(await watch(receiver, engine, rate, index > 0 && rate < (RATES[index - 1] ?? 0)))
  return windows
}

/** Changes the limit while everything goes on, and watches the first second and the ten after it. */
async function watch(receiver: Receiver, engine: Engine, rate: number, isLowered: boolean): Promise<Window> {
  process.stderr.write(`  ${nameOf(rate)}\n`)
  engine.setLimit(rate)
  await receiver.takeTraffic()
  const changed = await receiver.traffic()
  await wait(1000)
  const start = await receiver.traffic()
  await wait(SECONDS * 1000)
  return { rate, isLowered, changed, start, end: await receiver.traffic() }
}

const nameOf = (rate: number): string => (rate < MiB ? `${rate / KiB} KiB/s` : `${rate / MiB} MiB/s`)

const rateBetween = (start: Traffic, end: Traffic): number =>
  (end.fileBytes - start.fileBytes) / ((end.at - start.at) / 1000)

/** Of the same rate in every round; what must never be is the worst of them all. */
function figuresOf(rounds: readonly Window[]): readonly Figure[] {
  const [first] = rounds
  if (first === undefined) return []
  const { rate, isLowered } = first
  const name = isLowered ? `down to ${nameOf(rate)}` : nameOf(rate)
  const off = rounds.map(({ start, end }) => Math.abs(rateBetween(start, end) / rate - 1) * 100)
  const soon = rounds.map(({ changed, start }) => rateBetween(changed, start) / rate)
  const silences = rounds.map(({ end }) => end.longestSilenceMs / 1000)
  const shares = rounds.map(({ start, end }) => sharesOf(start, end)).filter(({ length }) => length > 1)
  return [
    atMost(`${name}: off over ${SECONDS} s, either way, at the worst`, Math.max(...off), '%', 3),
    told(`${name}: the first second after the change, of the limit`, median(soon), 'times'),
    atMost(`${name}: longest silence of a part`, Math.max(...silences), 's', 10),
    // At a high rate no part is on its way all the time.
    ...(shares.length > 0
      ? [
          atLeast(
            `${name}: the slowest part, of the fastest, at the worst`,
            Math.min(...shares.map(fairnessOf)),
            'times',
            0.5,
          ),
        ]
      : []),
  ]
}

/** What came of each part that was on its way all the time. */
function sharesOf(start: Traffic, end: Traffic): readonly number[] {
  const before = new Map(start.arriving.map(({ target, receivedBytes }) => [target, receivedBytes]))
  return end.arriving.flatMap(({ target, receivedBytes }) => {
    const from = before.get(target)
    return from === undefined ? [] : [receivedBytes - from]
  })
}

const fairnessOf = (shares: readonly number[]): number => Math.min(...shares) / Math.max(...shares)

async function benchCost(
  receiver: Receiver,
  payload: PayloadFolder,
  sizeMiB: number,
  runs: number,
): Promise<Measured & { runs: object }> {
  const paths = [payload.file('free.bin', sizeMiB * MiB)]
  const send = (limit: number): Promise<Use> => {
    const folder = payload.emptyFolder()
    return measureCommand({ words: engineWords({ receiver, paths, limit, dataFolder: folder }), folder })
  }
  const all = await inRounds({ none: () => send(0), high: () => send(BEYOND_REACH) }, runs)
  const ratio = (measure: (use: Use) => number): number => median(ratios(all.none, all.high, measure))
  return {
    figures: [
      atMost(
        'no limit, against one beyond reach: time',
        ratio((use) => use.seconds),
        'times',
        1.05,
      ),
      atMost(
        'no limit, against one beyond reach: CPU',
        ratio((use) => use.cpuSeconds),
        'times',
        1.05,
      ),
    ],
    runs: all,
  }
}

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FULL_SIZE_MIB, type BenchOptions } from './bench-options.ts'
import { engineWords } from './engine/engine-process.ts'
import { atMost, median, told, type Figure } from './figure.ts'
import type { Measured } from './measured.ts'
import { measureCommand, type Use } from './measured-run.ts'
import { makePayloadFolder, MiB, type PayloadFolder } from './payload.ts'
import { sendWithCli } from './peers/ours.ts'
import type { PeerUse } from './peers/peer.ts'
import { inRounds, ratios } from './rounds.ts'
import { startReceiver, type Receiver } from './server/receiver.ts'

const SIZES_MIB = [1024, 4096, 16_384, 65_536]
const COUNTS = [100, 1_000, 10_000]
const SMALL_BYTES = 1024
/** How much more a gigabyte, or a file, may take where there are many; a constant start is not counted. */
const MOST_GROWTH = 1.25

/** What becomes of it as files get larger and lists longer: nothing. */
export async function benchGrowth({ runs, sizeMiB }: BenchOptions): Promise<Measured> {
  await using receiver = await startReceiver()
  using payload = makePayloadFolder(0)
  const scale = Math.min(1, sizeMiB / FULL_SIZE_MIB)
  const sizes = await benchSizes(
    { receiver, payload, runs },
    SIZES_MIB.map((size) => Math.round(size * scale)),
  )
  const counts = await benchCounts(
    { receiver, payload, runs },
    COUNTS.map((count) => Math.max(10, Math.round(count * scale))),
  )
  return {
    figures: [...figuresOfSizes(sizes), ...figuresOfCounts(counts)],
    runs: { sizes, counts },
  }
}

interface Course {
  readonly receiver: Receiver
  readonly payload: PayloadFolder
  readonly runs: number
}

interface SizedRun extends PeerUse {
  readonly databaseBytes: number
}

interface Sized {
  readonly sizeMiB: number
  readonly runs: readonly SizedRun[]
}

async function benchSizes({ receiver, payload, runs }: Course, sizes: readonly number[]) {
  const send = async (path: string): Promise<SizedRun> => {
    const folder = payload.emptyFolder()
    const use = await sendWithCli({ path, receiver, authorityPath: null, folder })
    return { ...use, databaseBytes: bytesIn(join(folder, 'data')) }
  }
  const all = [0, ...sizes]
  const subjects = all.map((sizeMiB) => {
    // One byte stands for nothing: no more is held then than without an upload.
    const path = payload.sparseFile(`${sizeMiB}.bin`, Math.max(1, sizeMiB * MiB))
    return [`a file of ${sizeMiB} MiB`, () => send(path)] as const
  })
  const measured = Object.values(await inRounds(Object.fromEntries(subjects), runs))
  return all.map((sizeMiB, index): Sized => ({ sizeMiB, runs: measured[index] ?? [] }))
}

/** Everything but the log. */
const bytesIn = (dataFolder: string): number =>
  readdirSync(dataFolder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(dataFolder, entry.name)).size, 0)

function figuresOfSizes([nothing, ...sizes]: readonly Sized[]): readonly Figure[] {
  const [smallest] = sizes
  if (nothing === undefined || smallest === undefined) throw new Error('No file was sent')
  return sizes.flatMap((one) => {
    const name = `${Number((one.sizeMiB / 1024).toPrecision(3))} GiB`
    const parts = median(one.runs.map(({ details }) => details?.parts ?? NaN))
    const ownDatabase = above(one.runs, nothing.runs, (run) => run.databaseBytes)
    const ownMemory = above(one.runs, nothing.runs, (run) => run.peakBytes)
    const seconds = median(one.runs.map(workOf)) / gigabytesOf(one)
    const growth = (median(ratios(one.runs, smallest.runs, workOf)) * smallest.sizeMiB) / one.sizeMiB
    return [
      told(`${name}: hashing and sending`, seconds, 's/GB'),
      ...(one === smallest
        ? []
        : [atMost(`${name}: time for a GB, against the smallest`, growth, 'times', MOST_GROWTH)]),
      atMost(`${name}: peak memory above that of a file of one byte`, ownMemory / 1e6, 'MB', 60),
      told(`${name}: parts`, parts, ''),
      told(`${name}: data folder for a part`, ownDatabase / parts, 'bytes'),
    ]
  })
}

const gigabytesOf = ({ sizeMiB }: Sized): number => (sizeMiB * MiB) / 1e9

const workOf = ({ details }: SizedRun): number =>
  (details?.hashingSeconds ?? NaN) + (details?.sendingSeconds ?? NaN)

/** How much more it was than of others, round by round, in the middle. */
function above<Run>(runs: readonly Run[], others: readonly Run[], measure: (run: Run) => number): number {
  return median(
    runs.flatMap((run, round) => {
      const other = others[round]
      return other === undefined ? [] : [measure(run) - measure(other)]
    }),
  )
}

interface CountedRun extends Use {
  readonly databaseBytes: number
}

interface Counted {
  readonly count: number
  readonly runs: readonly CountedRun[]
}

async function benchCounts({ receiver, payload, runs }: Course, counts: readonly number[]) {
  const send = async (path: string): Promise<CountedRun> => {
    const folder = payload.emptyFolder()
    const dataFolder = join(folder, 'data')
    const use = await measureCommand({ words: engineWords({ receiver, paths: [path], dataFolder }), folder })
    return { ...use, databaseBytes: bytesIn(dataFolder) }
  }
  const all = [1, ...counts]
  const subjects = all.map((count) => {
    const path = payload.folderOf(`${count}-files`, count, SMALL_BYTES)
    return [`${count} files`, () => send(path)] as const
  })
  const measured = Object.values(await inRounds(Object.fromEntries(subjects), runs))
  return all.map((count, index): Counted => ({ count, runs: measured[index] ?? [] }))
}

function figuresOfCounts([one, ...many]: readonly Counted[]): readonly Figure[] {
  if (one === undefined) throw new Error('No file was sent')
  const each = ({ count, runs }: Counted, measure: (run: CountedRun) => number): number =>
    above(runs, one.runs, measure) / (count - 1)
  const cpuMs = (counted: Counted): number => each(counted, (run) => run.cpuSeconds) * 1000
  const middle = many.at(-2)
  return many.flatMap((counted) => [
    told(`${counted.count} files: time for a file`, each(counted, (run) => run.seconds) * 1000, 'ms'),
    told(`${counted.count} files: CPU for a file`, cpuMs(counted), 'ms'),
    ...(counted === many.at(-1) && middle !== undefined
      ? [
          atMost(
            `${counted.count} files: CPU for a file, against ${middle.count}`,
            cpuMs(counted) / cpuMs(middle),
            'times',
            MOST_GROWTH,
          ),
        ]
      : []),
    atMost(
      `${counted.count} files: peak memory above that of one file`,
      above(counted.runs, one.runs, (run) => run.peakBytes) / 1e6,
      'MB',
      60,
    ),
    told(
      `${counted.count} files: data folder for a file`,
      each(counted, (run) => run.databaseBytes),
      'bytes',
    ),
  ])
}

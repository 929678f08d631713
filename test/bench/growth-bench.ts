import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FULL_SIZE_MIB, type BenchOptions } from './bench-options.ts'
import { engineWords } from './engine/engine-process.ts'
import { atMost, told, type Figure } from './figure.ts'
import type { Measured } from './measured.ts'
import { measureCommand, type Use } from './measured-run.ts'
import { makePayloadFolder, MiB, type PayloadFolder } from './payload.ts'
import { sendWithCli } from './peers/ours.ts'
import type { PeerUse } from './peers/peer.ts'
import { startReceiver, type Receiver } from './server/receiver.ts'

const SIZES_MIB = [1024, 4096, 16_384, 65_536]
const COUNTS = [100, 1_000, 10_000]
const SMALL_BYTES = 1024
/** How much more a gigabyte, or a file, may take where there are many; a constant start is not counted. */
const MOST_GROWTH = 1.25

/** What becomes of it as files get larger and lists longer: nothing. One run of each, as the larger ones take minutes. */
export async function benchGrowth({ sizeMiB }: BenchOptions): Promise<Measured> {
  await using receiver = await startReceiver()
  using payload = makePayloadFolder(0)
  const scale = Math.min(1, sizeMiB / FULL_SIZE_MIB)
  const sizes = await benchSizes(
    receiver,
    payload,
    SIZES_MIB.map((size) => Math.round(size * scale)),
  )
  const counts = await benchCounts(
    receiver,
    payload,
    COUNTS.map((count) => Math.max(10, Math.round(count * scale))),
  )
  return {
    figures: [...figuresOfSizes(sizes), ...figuresOfCounts(counts)],
    runs: { sizes, counts },
  }
}

interface Sized extends PeerUse {
  readonly sizeMiB: number
  readonly databaseBytes: number
}

async function benchSizes(
  receiver: Receiver,
  payload: PayloadFolder,
  sizes: readonly number[],
): Promise<readonly Sized[]> {
  const all: Sized[] = []
  for (const sizeMiB of [0, ...sizes]) {
    process.stderr.write(`  a file of ${sizeMiB} MiB\n`)
    // One byte stands for nothing: no more is held then than without an upload.
    const path = payload.sparseFile(`${sizeMiB}.bin`, Math.max(1, sizeMiB * MiB))
    const folder = payload.emptyFolder()
    const use = await sendWithCli({ path, receiver, authorityPath: null, folder })
    all.push({ ...use, sizeMiB, databaseBytes: bytesIn(join(folder, 'data')) })
  }
  return all
}

/** Everything but the log. */
const bytesIn = (dataFolder: string): number =>
  readdirSync(dataFolder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(dataFolder, entry.name)).size, 0)

function figuresOfSizes([nothing, ...sizes]: readonly Sized[]): readonly Figure[] {
  const [smallest] = sizes
  if (nothing === undefined || smallest === undefined) throw new Error('No file was sent')
  const secondsPerGb = (one: Sized): number => (workOf(one) / one.sizeMiB / MiB) * 1e9
  return sizes.flatMap((one) => {
    const name = `${Number((one.sizeMiB / 1024).toPrecision(3))} GiB`
    const parts = one.details?.parts ?? NaN
    return [
      told(`${name}: hashing and sending`, secondsPerGb(one), 's/GB'),
      ...(one === smallest
        ? []
        : [
            atMost(
              `${name}: time for a GB, against the smallest`,
              secondsPerGb(one) / secondsPerGb(smallest),
              'times',
              MOST_GROWTH,
            ),
          ]),
      atMost(
        `${name}: peak memory above that of a file of one byte`,
        (one.peakBytes - nothing.peakBytes) / 1e6,
        'MB',
        60,
      ),
      told(`${name}: parts`, parts, ''),
      told(`${name}: data folder for a part`, (one.databaseBytes - nothing.databaseBytes) / parts, 'bytes'),
    ]
  })
}

const workOf = ({ details }: Sized): number =>
  (details?.hashingSeconds ?? NaN) + (details?.sendingSeconds ?? NaN)

interface Counted extends Use {
  readonly count: number
  readonly databaseBytes: number
}

async function benchCounts(
  receiver: Receiver,
  payload: PayloadFolder,
  counts: readonly number[],
): Promise<readonly Counted[]> {
  const all: Counted[] = []
  for (const count of [1, ...counts]) {
    process.stderr.write(`  ${count} files\n`)
    const paths = [payload.folderOf(`${count}-files`, count, SMALL_BYTES)]
    const folder = payload.emptyFolder()
    const dataFolder = join(folder, 'data')
    const use = await measureCommand({ words: engineWords({ receiver, paths, dataFolder }), folder })
    all.push({ ...use, count, databaseBytes: bytesIn(dataFolder) })
  }
  return all
}

function figuresOfCounts([one, ...many]: readonly Counted[]): readonly Figure[] {
  if (one === undefined) throw new Error('No file was sent')
  const each = (counted: Counted, measure: (use: Counted) => number): number =>
    (measure(counted) - measure(one)) / (counted.count - 1)
  const cpuMs = (counted: Counted): number => each(counted, (use) => use.cpuSeconds) * 1000
  const middle = many.at(-2)
  return many.flatMap((counted) => [
    told(`${counted.count} files: time for a file`, each(counted, (use) => use.seconds) * 1000, 'ms'),
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
      (counted.peakBytes - one.peakBytes) / 1e6,
      'MB',
      60,
    ),
    told(
      `${counted.count} files: data folder for a file`,
      each(counted, (use) => use.databaseBytes),
      'bytes',
    ),
  ])
}

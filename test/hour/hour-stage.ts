import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeSampleFile, type SampleFile } from '../demo/sample-file.ts'
import { startLocalPolar, type LocalPolar } from '../local-polar/local-polar.ts'
import { startCli, type CliResult, type RunningCli } from '../support/command-line.ts'
import { makeTempFolder } from '../support/temp-folder.ts'

const MB = 1_000_000
const MiB = 1024 ** 2

/** How long presigned URLs live where the hour is shown: all that takes an hour at Polar takes half a minute here. */
export const LIFETIME_SECONDS = 30
/** What the way to the servers carries. */
export const BYTES_PER_SECOND = 4 * MB

/** How long the URL of a part takes to be signed: an hour of half a minute has a hundredth of the parts there may be. */
const SIGNING_MS_PER_PART = 40

/** A Polar whose hour is half a minute, behind a slow link, and the command line on it. */
export interface HourStage extends AsyncDisposable {
  readonly polar: LocalPolar
  /** Makes a file that takes so many seconds to send. */
  file(name: string, seconds: number): Promise<SampleFile>
  /** Starts to upload files. */
  upload(...files: readonly SampleFile[]): RunningCli
  /** Resolves when so many seconds of presigned URLs' life have passed in the session opened last. */
  intoTheHour(seconds: number): Promise<void>
  /** What came of all files made here. */
  outcome(files: readonly SampleFile[]): Promise<Outcome>
}

/** What became of the files of one show. */
export interface Outcome {
  readonly sizeBytes: number
  /** Bytes of parts that reached S3, those of broken ones included. */
  readonly sentBytes: number
  readonly parts: number
  readonly sessions: number
  /** Whether each file is in Polar exactly once, with the SHA-256 it was made with. */
  readonly isWhole: boolean
}

/** Prepares one; the speed of the link is known from an upload before, as it is to anybody who has used the app. */
export async function prepareHour(): Promise<HourStage> {
  const folder = makeTempFolder()
  const dataFolder = join(folder.path, 'data')
  const polar = await startLocalPolar({
    dataFolder: join(folder.path, 'polar'),
    urlLifetimeSeconds: LIFETIME_SECONDS,
    bytesPerSecond: BYTES_PER_SECOND,
    signingMsPerPart: SIGNING_MS_PER_PART,
  })
  const env = {
    ...{ POLAR_SERVER: polar.url, POLAR_ACCESS_TOKEN: polar.token },
    ...{ POLAR_UPLOADER_DATA: dataFolder, HOME: folder.path },
  }
  let openedAt = 0
  polar.onRequest(({ kind, operation }) => {
    if (kind === 'committed' && operation === 'create') openedAt = performance.now()
  })
  const stage: HourStage = {
    polar,
    file: (name, seconds) =>
      makeSampleFile(join(folder.path, name), Math.round((seconds * BYTES_PER_SECOND) / MiB)),
    upload: (...files) => startCli(['upload', ...files.map(({ path }) => path), '--json'], env),
    async intoTheHour(seconds) {
      while (openedAt === 0) await delay(20)
      await delay(openedAt + seconds * 1000 - performance.now())
    },
    outcome: (files) => outcomeOf(polar, files),
    async [Symbol.asyncDispose]() {
      await polar.stop()
      folder[Symbol.dispose]()
    },
  }
  const known = await stage.file('known.bin', 5)
  throwUnlessCompleted(await stage.upload(known).ended)
  openedAt = 0
  return stage
}

/** Throws, with all that was said, when a command line ended otherwise than with everything completed. */
export function throwUnlessCompleted(result: CliResult): void {
  if (result.exitCode !== 0) throw new Error(`The upload ended with ${JSON.stringify(result)}`)
}

async function outcomeOf(polar: LocalPolar, files: readonly SampleFile[]): Promise<Outcome> {
  const names = files.map(({ path }) => path.split('/').at(-1))
  const records = polar.files().filter(({ name }) => names.includes(name))
  const complete = records.filter((record) => record.is_uploaded)
  const counts = polar.counts().files
  const checksums = await Promise.all(complete.map(({ id }) => polar.checksum(id)))
  const kept = complete.map(({ id }) => counts[id])
  return {
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    sentBytes: records.reduce((sum, { id }) => sum + (counts[id]?.bodyBytes ?? 0), 0),
    parts: kept.reduce((sum, count) => sum + Object.keys(count?.parts ?? {}).length, 0),
    sessions: records.length,
    isWhole:
      checksums.toSorted().join() ===
      files
        .map(({ sha256 }) => sha256)
        .toSorted()
        .join(),
  }
}

/** Bytes a process has read so far, by what Linux says of it; 0 where that cannot be had. */
export function bytesReadBy({ process }: RunningCli): number {
  try {
    const [, count = '0'] = /^rchar: (\d+)$/m.exec(readFileSync(`/proc/${process.pid ?? 0}/io`, 'utf8')) ?? []
    return Number(count)
  } catch {
    // It has ended, or this is no Linux.
    return 0
  }
}

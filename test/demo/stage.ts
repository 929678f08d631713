import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPolarProcess, type PolarProcess } from './polar-process.ts'
import { makeSampleFile, type SampleFile } from './sample-file.ts'
import { exactly, inMiB, type Screen } from './screen.ts'
import { judge } from './verdict.ts'

const FILE_MIB = 256

/** Slow enough that there is a middle to be killed in, fast enough to be worth watching. */
const BYTES_PER_SECOND = 40_000_000

/** What every demo plays on: a Polar, a file, and a folder for the app's own data. */
export interface Stage {
  readonly polar: PolarProcess
  readonly file: SampleFile
  readonly dataFolder: string
  /** Stops the Polar and removes everything. */
  strike(): Promise<void>
}

/** Sets the stage and tells what is on it. */
export async function setStage(screen: Screen): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'polar-uploader-demo-'))
  // Whatever ends the demo: half a gigabyte is not to be left behind.
  const clear = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', clear)
  const polar = await startPolarProcess(join(folder, 'polar'), BYTES_PER_SECOND)
  const file = await makeSampleFile(join(folder, 'sample-pack.bin'), FILE_MIB)
  const strike = async (): Promise<void> => {
    await polar.stop()
    clear()
  }
  const stage = { polar, file, dataFolder: join(folder, 'uploader'), strike }
  introduce(screen, stage)
  return stage
}

function introduce(screen: Screen, { polar, file }: Stage): void {
  const rate = `${BYTES_PER_SECOND / 1e6} MB/s`
  screen.heading('Polar Uploader: a file on its way, a kill -9 in the middle')
  screen.fact('local Polar', polar.url, `a process of its own, ${rate}`)
  screen.fact('file', file.path, `${inMiB(file.sizeBytes)}, random`)
}

/** Downloads what is stored and tells what came of it. True when Polar has the file, byte for byte. */
export async function conclude(screen: Screen, { polar, file }: Stage): Promise<boolean> {
  const verdict = await judge(polar, file)
  const isSame = verdict.sha256AtPolar === file.sha256
  screen.heading('What came of it')
  screen.fact('bytes in the file', exactly(file.sizeBytes))
  screen.fact('bytes sent in all', exactly(verdict.sentBytes), 'counted by the local Polar')
  screen.fact('bytes sent again', exactly(verdict.sentAgainBytes), 'of parts in flight when it was killed')
  screen.fact('parts stored twice', exactly(verdict.partsStoredTwice))
  screen.fact('SHA-256 of the file', file.sha256)
  screen.fact('SHA-256 downloaded', verdict.sha256AtPolar ?? 'nothing to download')
  screen.line()
  if (isSame) screen.good('The same, byte for byte.')
  else screen.bad('Not the same.')
  screen.line()
  return isSame
}

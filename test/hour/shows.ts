import { setTimeout as delay } from 'node:timers/promises'
import {
  BYTES_PER_SECOND,
  LIFETIME_SECONDS,
  bytesReadBy,
  throwUnlessCompleted,
  type HourStage,
} from './hour-stage.ts'
import type { SampleFile } from '../demo/sample-file.ts'

/** One way an upload and the life of its URLs can meet. */
export interface Show {
  readonly name: string
  /** Plays it to the end; gives the files it was about, and a remark for whoever looks. */
  readonly play: (
    stage: HourStage,
  ) => Promise<{ readonly files: readonly SampleFile[]; readonly remark?: string }>
  /** The most sessions it may take. */
  readonly mostSessions: number
  /** The most it may send, as a share of the files' bytes. */
  readonly mostSent: number
}

async function plain(stage: HourStage, ...seconds: readonly number[]) {
  const files: SampleFile[] = []
  for (const [index, length] of seconds.entries())
    files.push(await stage.file(`file-${index + 1}.bin`, length))
  throwUnlessCompleted(await stage.upload(...files).ended)
  return { files }
}

/** Kills the upload so far into its hour, and starts it again `restAfterSeconds` later. */
async function killed(stage: HourStage, seconds: number, killAfterSeconds: number, restForSeconds: number) {
  const file = await stage.file('file.bin', seconds)
  const first = stage.upload(file)
  await stage.intoTheHour(killAfterSeconds)
  first.process.kill('SIGKILL')
  await first.ended
  await delay(restForSeconds * 1000)
  const second = stage.upload(file)
  let bytesRead = 0
  const looking = setInterval(() => (bytesRead = Math.max(bytesRead, bytesReadBy(second))), 200)
  try {
    throwUnlessCompleted(await second.ended)
  } finally {
    clearInterval(looking)
  }
  const share = (bytesRead / file.sizeBytes).toFixed(2)
  return { files: [file], remark: `read ${share} times after the restart` }
}

/** All of them, each on a stage of its own. */
export const SHOWS: readonly Show[] = [
  {
    name: 'a file that needs 90 s',
    play: (stage) => plain(stage, 90),
    ...{ mostSessions: 1, mostSent: 1 },
  },
  {
    name: 'a file that needs 5 min',
    play: (stage) => plain(stage, 300),
    ...{ mostSessions: 1, mostSent: 1 },
  },
  {
    name: 'two files at once, 20 s each',
    play: (stage) => plain(stage, 20, 20),
    ...{ mostSessions: 2, mostSent: 1 },
  },
  {
    name: 'a link that slows to a third midway',
    async play(stage) {
      const file = await stage.file('file.bin', 90)
      const upload = stage.upload(file)
      await stage.intoTheHour(LIFETIME_SECONDS / 2)
      stage.polar.setBandwidth(BYTES_PER_SECOND / 3)
      throwUnlessCompleted(await upload.ended)
      return { files: [file] }
    },
    ...{ mostSessions: 2, mostSent: 2 },
  },
  {
    name: 'killed at 8 s, started again at once',
    play: (stage) => killed(stage, 45, 8, 0),
    ...{ mostSessions: 1, mostSent: 1.5 },
  },
  {
    name: 'killed at 10 s, started again after the end',
    play: (stage) => killed(stage, 45, 10, LIFETIME_SECONDS),
    ...{ mostSessions: 2, mostSent: 2 },
  },
]

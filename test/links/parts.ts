import type { Outcome, Row } from './row.ts'
import { outcomeOf } from './row-process.ts'
import { runSideBySide } from './side-by-side.ts'

/** A kernel link on which the command line is compared with fixed numbers of parts in flight. */
export interface PartsLink {
  readonly name: string
  readonly bytesPerSecond: number
  readonly fileBytes: number
}

/** What came of a link: how long each took, from the first byte to the completion. */
export interface PartsOutcome {
  readonly seconds: number
  readonly fixed: readonly { readonly connections: number; readonly seconds: number }[]
  readonly partBytes: number
}

/** Numbers of parts in flight that stay as they are. */
const FIXED = [1, 2, 4, 8, 16]

/** S3 thinks about a part before it reads it; without that, one in flight would fill any link that has no delay. */
const ANSWER_MS = 100

const MB = 1e6

/** All of them. */
export const PARTS_LINKS: readonly PartsLink[] = [
  { name: 'parts, kernel, 4 Mbit/s', bytesPerSecond: 0.5 * MB, fileBytes: 50 * MB },
  { name: 'parts, kernel, 20 Mbit/s', bytesPerSecond: 2.5 * MB, fileBytes: 125 * MB },
  { name: 'parts, kernel, 100 Mbit/s', bytesPerSecond: 12.5 * MB, fileBytes: 350 * MB },
]

/**
 * Sends the same file over the same kind of link by the command line, and by a plain sender with each fixed number of
 * parts in flight, as large as the command line's.
 */
export async function playParts(link: PartsLink, namespace: readonly string[]): Promise<PartsOutcome> {
  const row: Row = {
    ...{ kind: 'kernel', bytesPerSecond: link.bytesPerSecond, lifeSeconds: null, gapSeconds: 0 },
    ...{ fileBytes: link.fileBytes, kills: [], serverPatienceSeconds: 20, answerMs: ANSWER_MS },
    ...{ sender: null, isQuick: false },
  }
  const own = wholeOrThrow(link, await outcomeOf(row, namespace))
  const fixed = new Map<number, number>()
  const jobs = FIXED.map((connections) => ({
    load: link.bytesPerSecond / MB,
    async run() {
      const sender = { connections, partBytes: own.partBytes }
      const outcome = await outcomeOf({ ...row, sender }, namespace)
      fixed.set(connections, wholeOrThrow(link, outcome).seconds)
    },
  }))
  await runSideBySide(jobs, { most: FIXED.length, load: 8 })
  return {
    ...{ seconds: own.seconds, partBytes: own.partBytes },
    fixed: FIXED.map((connections) => ({ connections, seconds: fixed.get(connections) ?? NaN })),
  }
}

function wholeOrThrow({ name }: PartsLink, outcome: Outcome): Outcome {
  if (outcome.isWhole && outcome.trouble === null) return outcome
  throw new Error(`${name}: ${outcome.trouble ?? 'what arrived is not the file'}`)
}

/** The speed as a share of that with the best fixed number. */
export const shareOfBest = ({ seconds, fixed }: PartsOutcome): number =>
  Math.min(...fixed.map((one) => one.seconds)) / seconds

/** The command line is to be at least this fast, as a share of the best fixed number. */
export const LEAST_SHARE_OF_BEST = 0.85

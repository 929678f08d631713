import type { Counts } from '../local-polar/counters.ts'
import type { PolarProcess } from './polar-process.ts'
import type { SampleFile } from './sample-file.ts'

/** What came of it, all counted or read at the local Polar. */
export interface Verdict {
  /** Bytes of parts that arrived, those of broken attempts included. */
  readonly sentBytes: number
  /** Of these, how many were beyond the file's own: parts that were in flight when the app was killed. */
  readonly sentAgainBytes: number
  /** Parts that were sent again though they had been stored; there must be none. */
  readonly partsStoredTwice: number
  /** SHA-256 of what was downloaded, hex; null when not exactly one file is complete there. */
  readonly sha256AtPolar: string | null
}

/** Downloads what is stored and counts what it took. */
export async function judge(polar: PolarProcess, file: SampleFile): Promise<Verdict> {
  const counts = await polar.counts()
  const [fileId, ...more] = await polar.completedFiles()
  const isOne = fileId !== undefined && more.length === 0
  return {
    sentBytes: counts.parts.bodyBytes,
    sentAgainBytes: counts.parts.bodyBytes - file.sizeBytes,
    partsStoredTwice: partsOf(counts).filter((part) => part.committed > 1).length,
    sha256AtPolar: isOne ? await polar.downloadedSha256(fileId) : null,
  }
}

const partsOf = (counts: Counts) => Object.values(counts.files).flatMap((file) => Object.values(file.parts))

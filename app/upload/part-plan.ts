import { canStartAll, type LinkEstimate } from './deadline.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3

/**
 * The smallest part S3 takes, in bytes; only the last may be smaller.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export const MIN_PART_BYTES = 5 * MiB

/** The largest part S3 takes, in bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MAX_PART_BYTES = 5 * GiB

/**
 * The most parts S3 takes for one file; Polar refuses longer lists too.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export const MAX_PARTS = 10_000

/** The largest file that can be cut into parts, in bytes: as many parts as S3 takes, each as large as it takes. */
export const MAX_FILE_BYTES = MAX_PARTS * MAX_PART_BYTES

/** How large parts are, in bytes, while nothing asks for another size: small enough to resume cheaply. */
export const DEFAULT_PART_BYTES = 16 * MiB

/** A slice of the file, sent in one PUT. Parts are numbered from 1; `start` is inclusive, `end` exclusive. */
export interface Part {
  readonly number: number
  readonly start: number
  readonly end: number
}

/** What the plan is to heed besides the size. */
export interface PartPlanOptions {
  /** The part size wished for, in bytes, within S3's limits; the plan takes a larger one when it needs to. */
  readonly partBytes?: number
  /** What the link is good for; without it, every part is taken to start in time. */
  readonly link?: LinkEstimate
}

/**
 * Cuts a file into parts: contiguous, all of one size but the last, at most `MAX_PARTS`. An empty file is one empty
 * part; no other file has one. Throws a RangeError for a size no file to upload can have.
 *
 * With a link, parts are as small as they may be for every PUT to start before the presigned URLs die, few enough of
 * them still in flight then (`canStartAll`). Where not even the largest parts would do, they are the largest:
 * nothing comes closer.
 */
export function planParts(sizeBytes: number, options: PartPlanOptions = {}): readonly Part[] {
  const wished = options.partBytes ?? DEFAULT_PART_BYTES
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > MAX_FILE_BYTES) {
    throw new RangeError(`A file of ${sizeBytes} bytes cannot be cut into parts`)
  }
  if (!Number.isSafeInteger(wished) || wished < MIN_PART_BYTES || wished > MAX_PART_BYTES) {
    throw new RangeError(`S3 takes no parts of ${wished} bytes`)
  }
  const least = Math.max(wished, smallestPartBytes(sizeBytes))
  const { link } = options
  return cut(sizeBytes, link === undefined ? least : Math.max(least, partBytesInTime(sizeBytes, least, link)))
}

/** The smallest part size, in whole MiB, with which the file needs no more parts than S3 takes. */
const smallestPartBytes = (sizeBytes: number): number => Math.ceil(sizeBytes / MAX_PARTS / MiB) * MiB

/**
 * The smallest part size, in whole MiB and at least `least`, with which every part can start in time. Larger parts
 * never make it worse, so it is found by halving.
 */
function partBytesInTime(sizeBytes: number, least: number, link: LinkEstimate): number {
  const { bytesPerSecond, lifetimeSeconds } = link
  const makesIt = (partBytes: number): boolean =>
    canStartAll({
      leftBytes: sizeBytes,
      partBytes,
      bytesPerSecond,
      lifetimeSeconds,
      secondsLeft: lifetimeSeconds,
    })
  if (makesIt(least)) return least
  let tooSmall = Math.floor(least / MiB)
  let enough = MAX_PART_BYTES / MiB
  while (enough - tooSmall > 1) {
    const middle = Math.floor((tooSmall + enough) / 2)
    if (makesIt(middle * MiB)) enough = middle
    else tooSmall = middle
  }
  return enough * MiB
}

function cut(sizeBytes: number, partBytes: number): readonly Part[] {
  const count = Math.max(1, Math.ceil(sizeBytes / partBytes))
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    start: index * partBytes,
    end: Math.min((index + 1) * partBytes, sizeBytes),
  }))
}

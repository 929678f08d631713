/** When a link carries something: it is open for a life, then there is a gap, and so on. Times are in seconds. */
export interface Timetable {
  /** What it carries of a file's bytes while it is open. */
  readonly bytesPerSecond: number
  /** Null when it never breaks. */
  readonly lifeSeconds: number | null
  readonly gapSeconds: number
}

/** S3's smallest part, except for a file's last one. */
export const SMALLEST_PART_BYTES = 5 * 1024 ** 2

/** Gaps that even a sender who wastes nothing has to sit out. */
export function gapsIn(bytes: number, { bytesPerSecond, lifeSeconds }: Timetable): number {
  if (lifeSeconds === null) return 0
  return Math.ceil(bytes / bytesPerSecond / lifeSeconds) - 1
}

/** The seconds that a sender needs who wastes nothing, from the first byte of a life on. */
export const leastSeconds = (bytes: number, link: Timetable): number =>
  bytes / link.bytesPerSecond + gapsIn(bytes, link) * link.gapSeconds

/** How many of S3's smallest parts one life carries. */
export const partsInALife = ({ bytesPerSecond, lifeSeconds }: Timetable): number =>
  ((lifeSeconds ?? Infinity) * bytesPerSecond) / SMALLEST_PART_BYTES

import type { Timetable } from './timetable.ts'

/**
 * How a link is made and what a gap in it is.
 *
 * - `steady`: the TCP proxy, without gaps.
 * - `cut`: the TCP proxy resets every connection when a gap begins, and refuses new ones until it ends.
 * - `silent`: the TCP proxy passes nothing in a gap; connections survive it.
 * - `down`: a kernel link, taken down in a gap (`ip link set lo down`).
 * - `lost`: a kernel link that drops every packet in a gap, and tells nobody.
 * - `kernel`: a kernel link, without gaps.
 */
export type LinkKind = 'steady' | 'cut' | 'silent' | 'down' | 'lost' | 'kernel'

/** A plain sender, with a fixed number of parts in flight. */
export interface FixedSender {
  readonly connections: number
  readonly partBytes: number
}

/** One upload over one link. */
export interface Row extends Timetable {
  readonly kind: LinkKind
  readonly fileBytes: number
  /** Seconds after its first byte at which a run of the command line is killed; another one resumes. */
  readonly kills: readonly number[]
  /** How long the server waits for the next byte of a body: S3 about 20 s, which a gap of 20 s may outlast or not. */
  readonly serverPatienceSeconds: number
  /** How long the server takes before it reads a part; 0 on most rows. */
  readonly answerMs: number
  /** Who sends instead of the command line; null for the command line. */
  readonly sender: FixedSender | null
  /** Whether `--quick` runs it. */
  readonly isQuick: boolean
}

/** What a kill left. */
export interface Kill {
  readonly afterSeconds: number
  /** Bytes that had left the app in this run. */
  readonly leftBytes: number
  /** Bytes of parts stored in this run. */
  readonly storedBytes: number
}

/** What came of a row. */
export interface Outcome {
  /** From the first byte of the file to its completion, or to the end of patience. */
  readonly seconds: number
  /** Whether Polar lists the file, with the bytes of the file. */
  readonly isWhole: boolean
  /** How the command line ended, or what else went wrong; null when all went well. */
  readonly trouble: string | null
  /** Bytes that left the app. */
  readonly sentBytes: number
  /** Bytes stored in the last session. */
  readonly storedBytes: number
  readonly sessions: number
  /** The largest part stored. */
  readonly partBytes: number
  /** From the first byte sent to the first part stored; null when none was. */
  readonly firstStoredSeconds: number | null
  /** The longest time between two parts stored. */
  readonly longestWaitSeconds: number
  /** The most bytes that had left the app in one run and were not stored, lost ones included. */
  readonly mostAtRiskBytes: number
  readonly kills: readonly Kill[]
  /** The moment, 15 s or more after a run's first byte, at which a kill would have kept the smallest share. */
  readonly worst: Kill | null
  /** Whether it ran in a network namespace of its own. */
  readonly hasNamespace: boolean
}

const kindName: Readonly<Record<LinkKind, string>> = {
  ...{ steady: 'proxy, steady', cut: 'proxy, cut', silent: 'proxy, silent' },
  ...{ down: 'kernel, down', lost: 'kernel, silent', kernel: 'kernel, steady' },
}

/** Says which link a row is about. */
export function nameOf({ kind, bytesPerSecond, lifeSeconds, gapSeconds, ...row }: Row): string {
  const gaps = lifeSeconds === null ? '' : `, ${gapSeconds} s after every ${lifeSeconds} s`
  const kills = row.kills.length === 0 ? '' : `, killed after ${row.kills.join(', ')} s`
  const patience = lifeSeconds === null || row.serverPatienceSeconds === 20 ? '' : ', patient server'
  return `${kindName[kind]}, ${bytesPerSecond / 1e6} MB/s${gaps}${kills}${patience}`
}

/** Whether a row needs the kernel's help. */
export const isKernelRow = ({ kind }: Pick<Row, 'kind'>): boolean =>
  kind === 'down' || kind === 'lost' || kind === 'kernel'

import type { LocalPolarOptions } from '../local-polar/local-polar.ts'
import type { Fault } from '../local-polar/faults.ts'
import type { KillMoment } from './kill-moment.ts'
import type { Phase } from './left-behind.ts'

const MiB = 1024 ** 2
/** As the app cuts files of this size. */
const PART = 16 * MiB

/** What a command line is killed over, again and again: the files it is given, and the Polar it sends them to. */
export interface KillStage {
  readonly name: string
  /** One file each. */
  readonly fileBytes: readonly number[]
  readonly polar: Partial<Omit<LocalPolarOptions, 'dataFolder'>>
  readonly faults: readonly Fault[]
  /** The servers' clock is put forward to the last call when that many parts are stored; null leaves it alone. */
  readonly lastCallAfterParts: number | null
  /**
   * When the first run of each life dies, in turn; `any` is at any moment, as all later ones. What is in Polar's hands
   * is hit however slow a machine is.
   */
  readonly firstKills: readonly (KillMoment | 'any')[]
  /** What lives on this stage must have died in at least once. */
  readonly phases: readonly Phase[]
}

const PLAIN = { polar: {}, faults: [], lastCallAfterParts: null } as const

/** What is quick enough for every run of the tests. */
export const KILL_STAGES: readonly KillStage[] = [
  {
    ...PLAIN,
    name: 'a file of several parts',
    fileBytes: [7 * PART + 12_345],
    // As long as Polar takes to sign ten thousand parts.
    polar: { bytesPerSecond: 60 * MiB, signingMsPerPart: 500, emptyMessages: true },
    firstKills: [
      { kind: 'request', operation: 'create', event: 'started', nth: 1 },
      { kind: 'request', operation: 'part', event: 'started', nth: 2 },
      { kind: 'request', operation: 'create', event: 'committed', nth: 1 },
      { kind: 'request', operation: 'part', event: 'committed', nth: 3 },
      { kind: 'request', operation: 'part', event: 'body', nth: 40 },
      { kind: 'request', operation: 'part', event: 'answered', nth: 5 },
      { kind: 'request', operation: 'create', event: 'answered', nth: 1 },
      'any',
    ],
    phases: ['opening', 'uploading'],
  },
  {
    ...PLAIN,
    name: 'several files',
    fileBytes: [PART + 1, 100_000, 0, 2 * PART],
    polar: { bytesPerSecond: 100 * MiB, signingMsPerPart: 100, secondCompletion: 'succeeds' },
    firstKills: [
      // The first of them is in Polar by then, and known to be: the same command must leave it alone.
      { kind: 'told', state: 'completed' },
      { kind: 'request', operation: 'create', event: 'started', nth: 3 },
      { kind: 'request', operation: 'complete', event: 'answered', nth: 2 },
      { kind: 'request', operation: 'complete', event: 'committed', nth: 1 },
      'any',
    ],
    // Several are at work at once, and only what the furthest was at is told.
    phases: [],
  },
  {
    ...PLAIN,
    name: 'a file that takes long to check',
    fileBytes: [16 * PART],
    firstKills: [
      { kind: 'told', state: 'hashing' },
      { kind: 'request', operation: 'part', event: 'committed', nth: 10 },
      'any',
    ],
    phases: ['hashing'],
  },
  {
    ...PLAIN,
    name: 'a file that Polar is slow to put together',
    fileBytes: [2 * PART + 1],
    faults: [{ operation: 'complete', kind: 'latency', delayMs: 500, count: null }],
    firstKills: [
      { kind: 'request', operation: 'complete', event: 'started', nth: 1 },
      { kind: 'request', operation: 'complete', event: 'committed', nth: 1 },
      { kind: 'request', operation: 'complete', event: 'answered', nth: 1 },
      'any',
    ],
    phases: ['completing'],
  },
  {
    ...PLAIN,
    name: 'a file whose hour is almost over',
    fileBytes: [10 * PART],
    polar: { bytesPerSecond: 80 * MiB },
    lastCallAfterParts: 2,
    firstKills: [
      { kind: 'last-call', nth: 2 },
      { kind: 'last-call', nth: 1 },
      { kind: 'last-call', nth: 3 },
      'any',
    ],
    phases: ['last call'],
  },
]

/** The same with an hour of ten seconds that really pass, for long runs. */
export const LONG_KILL_STAGES: readonly KillStage[] = [
  ...KILL_STAGES,
  {
    ...PLAIN,
    name: 'a file for which the hour is too short',
    fileBytes: [12 * PART],
    // It needs 13 s, and the last call comes after 8.
    polar: { bytesPerSecond: 14 * MiB, urlLifetimeSeconds: 10 },
    firstKills: [
      { kind: 'session', afterMs: 8_200 },
      { kind: 'session', afterMs: 9_500 },
      { kind: 'session', afterMs: 7_900 },
      { kind: 'session', afterMs: 11_000 },
      'any',
    ],
    phases: ['last call'],
  },
]

import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { execFileSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  eventsIn,
  prepareCliBench,
  untilPrinted,
  type CliBench,
  type EnvChange,
} from '../integration/cli-bench.ts'
import type { CliResult } from '../support/command-line.ts'
import { untilStopped } from '../support/process-facts.ts'
import { bytesOf } from '../support/temp-folder.ts'
import { checksumOf, onceRequest } from '../support/test-app.ts'

const MiB = 1024 ** 2
const WHAT_NOW = 'Upload the new version, or remove this upload.'

/** Two parts. */
const SIZE = 32 * MiB
/** Long enough to be stopped amid its hashing. */
const LARGE = 64 * MiB
const TRUNCATED = 20 * MiB

const OLD = 1_700_000_000

/** What a file was, and what it has become. */
type Version = 'old' | 'new'

/** What an upload ends with: one version of the file whole, or a failure in these words. */
type Ending = Version | { readonly failed: string }

interface Change {
  readonly make: (path: string) => void
  /** What the same command does next; nothing when there is no file any more. */
  readonly again: Version | { readonly refused: string }
}

/** Changes a byte such that nothing but the bytes shows it. */
function editByte(path: string, at: number): void {
  const before = statSync(path, { bigint: true })
  const fd = openSync(path, 'r+')
  writeSync(fd, '?', at)
  closeSync(fd)
  utimesSync(path, OLD, OLD)
  const after = statSync(path, { bigint: true })
  expect([after.ino, after.size, after.mtimeNs]).toEqual([before.ino, before.size, before.mtimeNs])
}

/** Makes something else of the path; the open file lives on. */
function replace(path: string, makeOther: (other: string) => void): void {
  makeOther(`${path}.new`)
  rmSync(path)
  renameSync(`${path}.new`, path)
}

const CHANGES = {
  'has a byte changed, its time restored': {
    make: (path) => editByte(path, statSync(path).size - 1),
    again: 'new',
  },
  'is truncated': { make: (path) => truncateSync(path, TRUNCATED), again: 'new' },
  grows: { make: (path) => appendFileSync(path, 'more'), again: 'new' },
  'is replaced by rename': {
    make: (path) => replace(path, (other) => writeFileSync(other, bytesOf(SIZE, 7))),
    again: 'new',
  },
  'is deleted': { make: (path) => rmSync(path), again: { refused: 'cannot be found' } },
  'is made unreadable': {
    make: (path) => chmodSync(path, 0o000),
    again: { refused: 'This app may not read “course.mp4”. Give it the permission to, then try again.' },
  },
  'becomes a folder': {
    make: (path) => replace(path, (other) => mkdirSync(other)),
    again: { refused: 'There are no files in “course.mp4”.' },
  },
  'becomes a pipe': {
    make: (path) => replace(path, (other) => execFileSync('mkfifo', [other])),
    again: { refused: 'is a device or a connection between programs, not a file.' },
  },
} as const satisfies Record<string, Change>

type ChangeName = keyof typeof CHANGES

/** A moment: how to have the change made then, and the first run of the command with it. */
interface Moment {
  readonly sizeBytes: number
  readonly uploadWith: (bench: CliBench, path: string, change: () => void) => Promise<CliResult>
}

/** Root may read everything, so it gives that up; otherwise nothing could be unreadable. */
const AS_ANYBODY = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all', '--'] : []

const upload = (bench: CliBench, path: string, change: EnvChange = {}): ReturnType<CliBench['start']> =>
  bench.start(['upload', path, '--json'], change, AS_ANYBODY)

const STOP_AMID_READING = new URL('../support/stop-amid-reading.ts', import.meta.url)

async function untilGone(path: string): Promise<void> {
  while (existsSync(path)) await delay(5)
}

const MOMENTS = {
  'while it is hashed': {
    sizeBytes: LARGE,
    async uploadWith(bench, path, change) {
      const request = bench.folder.file('stop', 0)
      writeFileSync(request, path)
      const cli = upload(bench, path, {
        ...{ TEST_STOP_REQUEST: request, NODE_OPTIONS: `--import=${STOP_AMID_READING.href}` },
      })
      await Promise.race([untilGone(request), cli.ended])
      await untilStopped(cli.pid)
      change()
      cli.process.kill('SIGCONT')
      return cli.ended
    },
  },
  'between hashing and sending': {
    sizeBytes: SIZE,
    uploadWith(bench, path, change) {
      onceRequest(bench.polar, { kind: 'started', operation: 'create' }, change)
      return upload(bench, path).ended
    },
  },
  'while a part is sent': {
    sizeBytes: SIZE,
    uploadWith(bench, path, change) {
      onceRequest(bench.polar, { kind: 'body', operation: 'part', partNumber: 2 }, change)
      return upload(bench, path).ended
    },
  },
  'once all parts are sent': {
    sizeBytes: SIZE,
    uploadWith(bench, path, change) {
      let storedParts = 0
      bench.polar.onRequest(({ kind, operation }) => {
        if (kind === 'committed' && operation === 'part') storedParts += 1
        if (storedParts !== 2) return
        storedParts += 1
        change()
      })
      return upload(bench, path).ended
    },
  },
  'while the app lies killed amid a part': {
    sizeBytes: SIZE,
    async uploadWith(bench, path, change) {
      bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'before' })
      const cli = upload(bench, path)
      await untilPrinted(cli, /"storedBytes":16777216,/)
      cli.process.kill('SIGKILL')
      await cli.ended
      change()
      return bench.run(['resume', '--json'], {}, AS_ANYBODY)
    },
  },
} as const satisfies Record<string, Moment>

type MomentName = keyof typeof MOMENTS

const PART_DIFFERS = { failed: `1 of 2 parts of the file changed since it was checked. ${WHAT_NOW}` }
const ALL_DIFFER = { failed: `2 of 2 parts of the file changed since it was checked. ${WHAT_NOW}` }

const sizeChanged = (word: string, to: string): Ending => ({
  failed: `The file has ${word} from 33,554,432 to ${to} bytes since it was checked. ${WHAT_NOW}`,
})
const SHRUNK = sizeChanged('shrunk', '20,971,520')
const GROWN = sizeChanged('grown', '33,554,436')

const gone = (sentence: string): Ending => ({ failed: sentence })

// In the order of the moments. While the file is open, what becomes of its path does not matter.
const ENDINGS: Record<ChangeName, readonly (Ending | null)[]> = {
  'has a byte changed, its time restored': ['new', PART_DIFFERS, PART_DIFFERS, 'old', PART_DIFFERS],
  'is truncated': ['new', SHRUNK, SHRUNK, SHRUNK, SHRUNK],
  grows: ['new', GROWN, GROWN, GROWN, GROWN],
  'is replaced by rename': ['old', 'old', 'old', 'old', ALL_DIFFER],
  'is deleted': ['old', 'old', 'old', 'old', gone('“course.mp4” cannot be found.')],
  'is made unreadable': ['old', 'old', 'old', 'old', gone('This app may not read “course.mp4”.')],
  // Else as if it were deleted.
  'becomes a folder': [null, null, 'old', null, gone('“course.mp4” is a folder, not a file.')],
  'becomes a pipe': [null, null, 'old', null, gone('“course.mp4” is a device or a connection')],
}

const CASES = Object.entries(MOMENTS).flatMap(([moment], index) =>
  Object.entries(ENDINGS).flatMap(([change, endings]) => {
    const ending = endings[index] ?? null
    if (ending === null) return []
    return [{ change: change as ChangeName, moment: moment as MomentName, ending, ends: inWords(ending) }]
  }),
)

function inWords(ending: Ending): string {
  if (typeof ending === 'string') return `arrives as its ${ending} version`
  return 'stops and says why'
}

/** The SHA-256 of every complete file at Polar, hex. */
async function completeFiles({ polar }: CliBench): Promise<readonly string[]> {
  const files = polar.files().filter((file) => file.is_uploaded && file.deleted_at === null)
  return Promise.all(files.map(({ id }) => polar.checksum(id)))
}

function makeOldVersion({ folder }: CliBench, sizeBytes: number): string {
  const path = folder.file('course.mp4', SIZE)
  if (sizeBytes > SIZE) truncateSync(path, sizeBytes)
  // Whole seconds, so that a change can put them back exactly.
  utimesSync(path, OLD, OLD)
  return path
}

describe.runIf(process.platform === 'linux')('never is a mixture of versions stored: a file that', () => {
  test.concurrent.each(CASES)('$change $moment $ends', async (wanted) => {
    await using bench = await prepareCliBench()
    const { make, again } = CHANGES[wanted.change]
    const moment: Moment = MOMENTS[wanted.moment]
    const { ending } = wanted
    const path = makeOldVersion(bench, moment.sizeBytes)
    const checksums: Partial<Record<Version, string>> = { old: await checksumOf(path) }
    const isNew = again === 'new'

    const first = await moment.uploadWith(bench, path, () => make(path))
    if (isNew) checksums.new = await checksumOf(path)
    const afterFirst = await completeFiles(bench)
    // Nothing shows that a completed file has changed when its size and time are the same, so it has to be said.
    const isHidden = wanted.change === 'has a byte changed, its time restored' && ending === 'old'
    const command = ['upload', path, '--json', ...(isHidden ? ['--again'] : [])]
    const second = ending === 'new' ? null : await bench.run(command, {}, AS_ANYBODY)
    if (wanted.change === 'is made unreadable') {
      chmodSync(path, 0o600)
      const third = await bench.run(['upload', path, '--json'], {}, AS_ANYBODY)
      expect(third).toMatchObject({ exitCode: 0 })
    }

    expectEnding(first, ending)
    expect(afterFirst).toEqual(typeof ending === 'string' ? [checksums[ending]] : [])
    if (second !== null && isNew) expect(second).toMatchObject({ exitCode: 0, messages: '' })
    if (second !== null && !isNew) {
      expect(second).toMatchObject({ exitCode: 1 })
      expect(second.messages).toContain(again.refused)
    }
    const versions = await completeFiles(bench)
    expect(new Set(versions)).toEqual(new Set(expectedVersions(wanted).map((version) => checksums[version])))
  })
})

/** What Polar has in the end. */
function expectedVersions({ change, ending }: (typeof CASES)[number]): readonly Version[] {
  const first: readonly Version[] = typeof ending === 'string' ? [ending] : []
  const { again } = CHANGES[change]
  if (change === 'is made unreadable') return ['old']
  return again === 'new' ? [...first, 'new'] : first
}

function expectEnding(result: CliResult, ending: Ending): void {
  const last = eventsIn(result).findLast(({ event }) => !['progress', 'ended'].includes(event))
  if (typeof ending === 'string') {
    expect(result, JSON.stringify(last)).toMatchObject({ exitCode: 0, signal: null, messages: '' })
    expect(last?.event).toBe('completed')
    return
  }
  expect(result).toMatchObject({ exitCode: 1, signal: null })
  expect(last?.event).toBe('failed')
  expect(last?.message).toContain(ending.failed)
}

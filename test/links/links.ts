import { OptionsError } from '../bench/bench-options.ts'
import { ensureFreshBuild } from '../support/fresh-build.ts'
import { readLinksOptions, type LinksOptions } from './links-options.ts'
import { findNamespace } from './namespace.ts'
import { PARTS_LINKS, playParts } from './parts.ts'
import { outcomeOf } from './row-process.ts'
import { isKernelRow, nameOf, type Outcome, type Row } from './row.ts'
import { ROWS } from './rows.ts'
import { runSideBySide } from './side-by-side.ts'
import {
  HEADER_LINE,
  isEnough,
  isGood,
  lineOf,
  markdownOf,
  PARTS_HEADER_LINE,
  partsLineOf,
  partsMarkdownOf,
} from './table.ts'
import { leastSeconds } from './timetable.ts'

// `npm run links` uploads with the real command line to a local Polar over bad links and says what that took, against
// the least possible; then it compares the number of parts in flight with fixed ones. `-- --only TEXT` runs what has
// that text in its name, `--quick` a handful of rows, `--markdown` prints the tables for the documents too. Exits 1 when
// something is not what it has to be.

/** Two cores carry so many MB/s and so many rows at once without one being late for the other's sake. */
const SIDE_BY_SIDE = { most: 8, load: 20 }
/** What takes more than this a second starts first: slow rows fit beside it, another fast one does not. */
const FAST = 10e6

const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const sayBad = (error: unknown): boolean =>
  say(`BAD  | ${error instanceof Error ? error.message : String(error)}`)

/** How to run: behind these words that give each row a network namespace, if there are any. */
interface Circumstances {
  readonly namespace: readonly string[] | null
  readonly markdown: boolean
}

/** How many were good, of how many. */
interface Tally {
  readonly good: number
  readonly all: number
}

const NOTHING: Tally = { good: 0, all: 0 }

async function runRows(rows: readonly Row[], { namespace, markdown }: Circumstances): Promise<Tally> {
  if (rows.length === 0) return NOTHING
  say(`\nAt most ${SIDE_BY_SIDE.most} rows and ${SIDE_BY_SIDE.load} MB/s at once.\n${HEADER_LINE}`)
  const outcomes = new Map<Row, Outcome>()
  const jobs = rows.toSorted(longestFirst).map((row) => ({
    load: row.bytesPerSecond / 1e6,
    async run() {
      try {
        const outcome = await outcomeOf(row, namespace)
        outcomes.set(row, outcome)
        say(lineOf(row, outcome))
      } catch (error) {
        // What the others find is not to be lost over it.
        sayBad(error)
      }
    },
  }))
  await runSideBySide(jobs, SIDE_BY_SIDE)
  const done = rows.flatMap((row) => {
    const outcome = outcomes.get(row)
    return outcome === undefined ? [] : [[row, outcome] as const]
  })
  if (markdown) say(`\n${markdownOf(done)}`)
  return { good: done.filter(([row, outcome]) => isGood(row, outcome)).length, all: rows.length }
}

const longestFirst = (a: Row, b: Row): number =>
  Number(b.bytesPerSecond > FAST) - Number(a.bytesPerSecond > FAST) ||
  leastSeconds(b.fileBytes, b) - leastSeconds(a.fileBytes, a)

async function runParts(links: typeof PARTS_LINKS, { namespace, markdown }: Circumstances): Promise<Tally> {
  if (links.length === 0 || namespace === null) return NOTHING
  say(`\nThe links at once; on each the command line first, then the plain senders.\n${PARTS_HEADER_LINE}`)
  const outcomes = await Promise.all(
    links.map(async (link) => {
      try {
        const outcome = await playParts(link, namespace)
        say(partsLineOf(link, outcome))
        return [[link, outcome] as const]
      } catch (error) {
        sayBad(error)
        return []
      }
    }),
  )
  const done = outcomes.flat()
  if (markdown) say(`\n${partsMarkdownOf(done)}`)
  return { good: done.filter(([, outcome]) => isEnough(outcome)).length, all: links.length }
}

async function run({ only, quick, markdown }: LinksOptions): Promise<boolean> {
  ensureFreshBuild()
  const namespace = findNamespace()
  const rows = ROWS.filter((row) => nameOf(row).includes(only) && (row.isQuick || !quick))
  const links = PARTS_LINKS.filter(({ name }) => name.includes(only) && !quick)
  const possible = rows.filter((row) => namespace !== null || !isKernelRow(row))
  const leftOut = namespace === null ? rows.length - possible.length + links.length : 0
  say(
    namespace === null
      ? `No network namespace can be made here: ${leftOut} rows on kernel links are left out, and buffers are the system’s own.`
      : 'Each row has a network namespace of its own: packets of 1500 bytes, receive buffers of at most 64 KiB.',
  )
  const begunAt = performance.now()
  const onRows = await runRows(possible, { namespace, markdown })
  const onParts = await runParts(links, { namespace, markdown })
  const [good, all] = [onRows.good + onParts.good, onRows.all + onParts.all]
  say(`\n${good} good, ${all - good} bad, in ${((performance.now() - begunAt) / 60_000).toFixed(1)} minutes`)
  return good === all && good > 0
}

try {
  const names = [...ROWS.map(nameOf), ...PARTS_LINKS.map(({ name }) => name)]
  process.exitCode = (await run(readLinksOptions(process.argv.slice(2), names))) ? 0 : 1
} catch (error) {
  if (!(error instanceof OptionsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}

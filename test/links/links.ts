import { parseArgs } from 'node:util'
import { ensureFreshBuild } from '../support/fresh-build.ts'
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

type Namespace = readonly string[] | null

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
  },
})
const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const sayBad = (error: unknown): boolean =>
  say(`BAD  | ${error instanceof Error ? error.message : String(error)}`)

/** How many were good, of how many. */
interface Tally {
  readonly good: number
  readonly all: number
}

async function runRows(rows: readonly Row[], namespace: Namespace): Promise<Tally> {
  if (rows.length === 0) return { good: 0, all: 0 }
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
  if (values.markdown) say(`\n${markdownOf(done)}`)
  return { good: done.filter(([row, outcome]) => isGood(row, outcome)).length, all: rows.length }
}

function longestFirst(a: Row, b: Row): number {
  const [fastA, fastB] = [a, b].map(({ bytesPerSecond }) => Number(bytesPerSecond > FAST)) as [number, number]
  return fastB - fastA || leastSeconds(b.fileBytes, b) - leastSeconds(a.fileBytes, a)
}

async function runParts(links: typeof PARTS_LINKS, namespace: Namespace): Promise<Tally> {
  if (links.length === 0 || namespace === null) return { good: 0, all: 0 }
  say(`\nThe links at once; on each the command line first, then the plain senders.\n${PARTS_HEADER_LINE}`)
  const done = await Promise.all(
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
  if (values.markdown) say(`\n${partsMarkdownOf(done.flat())}`)
  return { good: done.flat().filter(([, outcome]) => isEnough(outcome)).length, all: links.length }
}

ensureFreshBuild()
const namespace = findNamespace()
const rows = ROWS.filter((row) => nameOf(row).includes(values.only) && (row.isQuick || !values.quick))
const links = PARTS_LINKS.filter(({ name }) => name.includes(values.only) && !values.quick)
const possible = rows.filter((row) => namespace !== null || !isKernelRow(row))
say(
  namespace === null
    ? `No network namespace can be made here: what needs a kernel link is left out (${rows.length - possible.length + links.length} rows), and buffers are the system’s own.`
    : 'Each row has a network namespace of its own: packets of 1500 bytes, receive buffers of at most 64 KiB.',
)
const begunAt = performance.now()
const tallies = [await runRows(possible, namespace), await runParts(links, namespace)]
const [good, all] = [tallies.map((tally) => tally.good), tallies.map((tally) => tally.all)].map((counts) =>
  counts.reduce((sum, count) => sum + count, 0),
) as [number, number]
const minutes = (performance.now() - begunAt) / 60_000
say(`\n${good} good, ${all - good} bad, in ${minutes.toFixed(1)} minutes`)
process.exitCode = good === all && good > 0 ? 0 : 1

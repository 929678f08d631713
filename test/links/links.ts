import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureFreshBuild } from '../support/fresh-build.ts'
import { findNamespace } from './namespace.ts'
import { isKernelRow, nameOf, type Outcome, type Row } from './row.ts'
import { ROWS } from './rows.ts'
import { runSideBySide } from './side-by-side.ts'
import { HEADER_LINE, isGood, lineOf, markdownOf } from './table.ts'
import { leastSeconds } from './timetable.ts'

// `npm run links` uploads with the real command line to a local Polar over bad links and says what that took, against
// the least possible. `-- --only TEXT` runs the rows with that text in their names, `--quick` a handful, `--markdown`
// prints the table for the documents. Exits 1 when a row misses what it has to reach.

/** Two cores carry so many MB/s and so many rows at once without one being late for the other's sake. */
const SIDE_BY_SIDE = { most: 8, load: 20 }

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
  },
})
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

/** Runs a row in a process of its own, in a network namespace of its own where there are any. */
function outcomeOf(row: Row, namespace: readonly string[] | null): Promise<Outcome> {
  const words = [JSON.stringify(row), namespace === null ? 'no namespace' : 'namespace']
  const all = [...(namespace ?? []), process.execPath, join(import.meta.dirname, 'run-row.ts'), ...words]
  const [program = '', ...args] = all
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Outcome)
      else reject(new Error(`${nameOf(row)} could not be run`))
    })
  })
}

ensureFreshBuild()
const namespace = findNamespace()
const wanted = ROWS.filter((row) => nameOf(row).includes(values.only) && (row.isQuick || !values.quick))
const chosen = wanted.filter((row) => namespace !== null || !isKernelRow(row))
say(
  namespace === null
    ? `No network namespace can be made here: ${wanted.length - chosen.length} rows on kernel links are left out, and buffers are the system’s own.`
    : 'Each row has a network namespace of its own: packets of 1500 bytes, receive buffers of at most 64 KiB.',
)
say(`At most ${SIDE_BY_SIDE.most} rows and ${SIDE_BY_SIDE.load} MB/s at once.\n${HEADER_LINE}`)

const outcomes = new Map<Row, Outcome>()
const jobs = chosen
  .toSorted((a, b) => leastSeconds(b.fileBytes, b) - leastSeconds(a.fileBytes, a))
  .map((row) => ({
    load: row.bytesPerSecond / 1e6,
    async run() {
      try {
        const outcome = await outcomeOf(row, namespace)
        outcomes.set(row, outcome)
        say(lineOf(row, outcome))
      } catch (error) {
        // What the others find is not to be lost over it.
        say(`BAD  | ${error instanceof Error ? error.message : String(error)}`)
      }
    },
  }))
const begunAt = performance.now()
await runSideBySide(jobs, SIDE_BY_SIDE)
const done = chosen.flatMap((row) => {
  const outcome = outcomes.get(row)
  return outcome === undefined ? [] : [[row, outcome] as const]
})
const good = done.filter(([row, outcome]) => isGood(row, outcome)).length
if (values.markdown) say(markdownOf(done))
say(
  `${good} good, ${chosen.length - good} bad, in ${((performance.now() - begunAt) / 60_000).toFixed(1)} minutes`,
)
process.exitCode = good === chosen.length && good > 0 ? 0 : 1

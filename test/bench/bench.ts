import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureFreshBuild, PROJECT_FOLDER } from '../support/fresh-build.ts'
import { FULL_SIZE_MIB, OptionsError, readBenchOptions, type BenchOptions } from './bench-options.ts'
import { benchBusy } from './busy-bench.ts'
import { benchEndToEnd, benchTls } from './end-to-end-bench.ts'
import { lineOf, machine } from './figure.ts'
import { benchGrowth } from './growth-bench.ts'
import { benchHashing } from './hashing-bench.ts'
import { benchLimit } from './limit-bench.ts'
import { benchManyFiles } from './many-files-bench.ts'
import type { Measured } from './measured.ts'
import { installPeers } from './peers/packages.ts'
import { benchStart } from './start-bench.ts'
import { benchWindow } from './window-bench.ts'

// `npm run bench` measures the app, prints a table and writes the same as JSON, with every single run, under
// docs/bench; `-- --only TEXT` measures what has that text in its name. Exits 1 when a figure is not what it has to be.

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<Measured>>> = {
  hashing: benchHashing,
  'end-to-end': benchEndToEnd,
  tls: benchTls,
  'many-files': benchManyFiles,
  limit: benchLimit,
  growth: benchGrowth,
  start: benchStart,
  busy: benchBusy,
  window: benchWindow,
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`)

async function run(options: BenchOptions): Promise<boolean> {
  ensureFreshBuild()
  installPeers()
  const { processor, cores, memoryBytes, system, node } = machine()
  const memory = `${(memoryBytes / 1e9).toFixed(0)} GB of memory`
  say(`${processor}, ${cores} cores, ${memory}, ${system}, Node ${node}; medians of ${options.runs}`)
  const chosen = Object.entries(BENCHES).filter(([name]) => name.includes(options.only))
  let isGood = true
  for (const [name, measure] of chosen) {
    say(`\n${name}`)
    try {
      const measured = await measure(options)
      show(measured)
      keep(name, options, measured)
      isGood &&= measured.figures.every(({ isReached }) => isReached)
    } catch (error) {
      // What the others found is not to be lost over it.
      say(
        `BAD  | could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      isGood = false
    }
  }
  return isGood
}

function show({ lines = [], figures, versions = {} }: Measured): void {
  const against = Object.values(versions).join(', ')
  if (against !== '') say(`     | ${against}`)
  for (const line of [...lines, ...figures.map(lineOf)]) say(line)
}

/** A try with a small file is not to replace what was measured in earnest. */
function keep(name: string, options: BenchOptions, { figures, runs = [], versions = {} }: Measured): void {
  if (options.sizeMiB !== FULL_SIZE_MIB) return
  const folder = join(PROJECT_FOLDER, 'docs', 'bench')
  mkdirSync(folder, { recursive: true })
  const result = {
    measuredAt: new Date().toISOString(),
    machine: machine(),
    options,
    versions,
    figures,
    runs,
  }
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`)
}

try {
  process.exitCode = (await run(readBenchOptions(process.argv.slice(2), Object.keys(BENCHES)))) ? 0 : 1
} catch (error) {
  if (!(error instanceof OptionsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}

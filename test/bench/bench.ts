import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureFreshBuild, PROJECT_FOLDER } from '../support/fresh-build.ts'
import { lineOf, machine, type Figure } from './figure.ts'
import { benchWindow } from './window-bench.ts'

// `npm run bench` measures the app, prints a table and writes the same as JSON under docs/bench; `-- --only TEXT`
// measures what has that text in its name. Exits 1 when a figure is not what it has to be.

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  window: benchWindow,
}

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: { only: { type: 'string', default: '' } },
})
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

ensureFreshBuild()
const measuredOn = machine()
say(`${measuredOn.processor}, ${measuredOn.cores} cores, ${measuredOn.system}, Node ${measuredOn.node}`)
const folder = join(PROJECT_FOLDER, 'docs', 'bench')
mkdirSync(folder, { recursive: true })
let isGood = true
for (const [name, measure] of Object.entries(BENCHES).filter(([name]) => name.includes(values.only))) {
  const figures = await measure()
  for (const figure of figures) say(lineOf(figure))
  const result = { measuredAt: new Date().toISOString(), machine: measuredOn, figures }
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`)
  isGood &&= figures.every(({ isReached }) => isReached)
}
process.exit(isGood ? 0 : 1)

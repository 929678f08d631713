import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { electronBinary } from './electron-binary.ts'
import { DESKTOP, ensureSystemPackages } from './system-packages.ts'
import { BUILD, LAYERS, type TestLayer } from './test-layers.ts'
import { tallyOfRun, type Tally } from './test-report.ts'

// `npm test`: runs every check and every layer of tests, whatever failed before, and ends with one line that says how
// many passed and how many failed.

interface Outcome extends Tally {
  readonly name: string
  readonly seconds: number
}

const root = join(import.meta.dirname, '..', '..')
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

async function run(layer: TestLayer, env: NodeJS.ProcessEnv): Promise<Outcome> {
  say(`\n── ${layer.name} ${'─'.repeat(60 - layer.name.length)}`)
  const startedAt = performance.now()
  const exitCode = await exitCodeOf(layer, { ...env, ...layer.env })
  const seconds = (performance.now() - startedAt) / 1000
  const tally =
    layer.readReport === undefined
      ? tallyOfRun(exitCode, exitCode === 0 ? { passed: 1, failed: 0 } : null)
      : tallyOfRun(exitCode, reportOf(layer.readReport))
  return { name: layer.name, seconds, ...tally }
}

async function exitCodeOf(layer: TestLayer, env: NodeJS.ProcessEnv): Promise<number | null> {
  const [program, ...args] = layer.command
  const child = spawn(program, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: layer.limitMs,
    shell: process.platform === 'win32',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code === null) say(`${layer.name} was stopped, at the latest after ${layer.limitMs / 60_000} minutes`)
  return code
}

function reportOf(read: () => Tally): Tally | null {
  try {
    return read()
  } catch {
    return null
  }
}

/** The environment of all layers: the project's own tools, and the Electron found once for all of them. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  ensureSystemPackages(DESKTOP)
  const electron = await electronBinary({ allowThirdParty: true })
  say(`Electron ${electron.version}, ${electron.official ? 'official' : "a third party's copy"}`)
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return { ...process.env, PATH: path, ELECTRON_OVERRIDE_DIST_PATH: electron.folder }
}

async function main(): Promise<number> {
  const startedAt = performance.now()
  // A report from before must never be taken for this run's.
  rmSync(join(root, 'test-results'), { recursive: true, force: true })
  const env = await environment()

  const outcomes: Outcome[] = []
  for (const layer of LAYERS) {
    const isBuilt = outcomes.some((outcome) => outcome.name === BUILD && outcome.failed === 0)
    const makesSense = !layer.needsBuild || isBuilt
    outcomes.push(makesSense ? await run(layer, env) : { name: layer.name, seconds: 0, passed: 0, failed: 1 })
  }
  return summarize(outcomes, (performance.now() - startedAt) / 1000)
}

function summarize(outcomes: readonly Outcome[], seconds: number): number {
  say('')
  for (const { name, passed, failed, seconds: own } of outcomes) {
    say(`${name.padEnd(12)} ${count(passed)} passed ${count(failed)} failed ${own.toFixed(1).padStart(8)} s`)
  }
  say(`${'all'.padEnd(12)} ${seconds.toFixed(1).padStart(35)} s\n`)
  const sum = (key: keyof Tally): number => outcomes.reduce((total, outcome) => total + outcome[key], 0)
  say(`${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 ? 0 : 1
}

const count = (number: number): string => String(number).padStart(6)

process.exitCode = await main()

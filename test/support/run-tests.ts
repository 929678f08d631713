import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { electronBinary } from './electron-binary.ts'
import { DESKTOP, ensureSystemPackages } from './system-packages.ts'
import { BUILD, STAGES, type Lane, type TestLayer } from './test-layers.ts'
import { tallyOfRun, type Tally } from './test-report.ts'

// `npm test`: runs every check and every layer of tests, whatever failed before, and ends with the names of what
// failed and one line that says how many passed and how many failed.

interface Outcome extends Tally {
  readonly name: string
  readonly seconds: number
}

const root = join(import.meta.dirname, '..', '..')
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

/** Runs a layer; what it prints comes as it goes, or all at once at its end when others print beside it. */
async function run(layer: TestLayer, env: NodeJS.ProcessEnv, isAlone: boolean): Promise<Outcome> {
  const title = `\n── ${layer.name} ${'─'.repeat(60 - layer.name.length)}`
  if (isAlone) say(title)
  const startedAt = performance.now()
  const { exitCode, output } = await runProgram(layer, { ...env, ...layer.env }, isAlone)
  const seconds = (performance.now() - startedAt) / 1000
  if (!isAlone) say(`${title}\n${output}`)
  if (exitCode === null)
    say(`${layer.name} was stopped, at the latest after ${layer.limitMs / 60_000} minutes`)
  const tally =
    layer.readReport === undefined
      ? tallyOfRun(exitCode, exitCode === 0 ? { passed: 1, failures: [] } : null)
      : tallyOfRun(exitCode, reportOf(layer.readReport))
  return { name: layer.name, seconds, ...tally }
}

interface ProgramRun {
  readonly exitCode: number | null
  /** Empty when it went to this process's own. */
  readonly output: string
}

async function runProgram(layer: TestLayer, env: NodeJS.ProcessEnv, isShown: boolean): Promise<ProgramRun> {
  const [program, ...args] = layer.command
  const where = isShown ? 'inherit' : 'pipe'
  const child = spawn(program, args, {
    cwd: root,
    env,
    stdio: ['ignore', where, where],
    timeout: layer.limitMs,
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return { exitCode, output }
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
  const runLane = async (lane: Lane, isAlone: boolean): Promise<void> => {
    for (const layer of lane) {
      const isBuilt = outcomes.some(({ name, failures }) => name === BUILD && failures.length === 0)
      outcomes.push(!layer.needsBuild || isBuilt ? await run(layer, env, isAlone) : notRun(layer))
    }
  }
  for (const lanes of STAGES) await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1)))
  return summarize(outcomes, (performance.now() - startedAt) / 1000)
}

const notRun = ({ name }: TestLayer): Outcome => ({
  ...{ name, seconds: 0, passed: 0 },
  failures: ['not run, because nothing was built'],
})

function summarize(outcomes: readonly Outcome[], seconds: number): number {
  say('')
  for (const { name, passed, failures, seconds: own } of outcomes) {
    const counts = `${count(passed)} passed ${count(failures.length)} failed`
    say(`${name.padEnd(12)} ${counts} ${own.toFixed(1).padStart(8)} s`)
  }
  say(`${'all'.padEnd(12)} ${seconds.toFixed(1).padStart(35)} s\n`)
  const failed = outcomes.flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`))
  if (failed.length > 0) say(`${failed.join('\n')}\n`)
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
  say(`${passed} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

const count = (number: number): string => String(number).padStart(6)

process.exitCode = await main()

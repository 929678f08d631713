import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** The built command line, as a user runs it. */
const CLI = join(import.meta.dirname, '../../out/main/cli.js')

/** What a run of the command line printed and ended with; `exitCode` is null when a signal ended it. */
export interface CliResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly messages: string
}

/** A command line at work. */
export interface RunningCli {
  readonly process: ChildProcess
  readonly pid: number
  readonly ended: Promise<CliResult>
}

/**
 * Starts the command line with exactly these environment variables besides PATH and HOME. `through` is a program, with
 * its arguments, that turns into the command line after having changed something: `nice`, `prlimit`.
 */
export const startCli = (
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  through: readonly string[] = [],
): RunningCli => startScript([CLI, ...words], env, through)

/** Starts a script, the first word, with its arguments, in the same way. */
export function startScript(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  through: readonly string[] = [],
): RunningCli {
  const { PATH = '', HOME = '' } = process.env
  const [program, ...args] = [...through, process.execPath, ...words] as [string, ...string[]]
  const child = spawn(program, args, {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let messages = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text))
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, output, messages }))
  })
  // Without a process, `ended` says why.
  return { process: child, pid: child.pid ?? NaN, ended }
}

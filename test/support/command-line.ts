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
  readonly ended: Promise<CliResult>
}

/** Starts the command line with exactly these environment variables besides PATH and HOME. */
export function startCli(words: readonly string[], env: Readonly<Record<string, string>>): RunningCli {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [CLI, ...words], {
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
  return { process: child, ended }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../support/fresh-build.ts'

/** What the command line tells with `--json`, as far as the demo listens. */
export type CliEvent =
  | { readonly event: 'state'; readonly state: string }
  | { readonly event: 'progress'; readonly storedBytes: number; readonly sizeBytes: number }
  | { readonly event: 'completed' }
  | { readonly event: 'failed'; readonly message: string }

/** One run of the command line. */
export interface CliRun {
  readonly pid: number | undefined
  /** As nobody should: without a chance to tidy up. */
  kill(): void
  /** Its exit code, once it has ended; null when it was killed. */
  readonly ended: Promise<number | null>
}

/** Runs the built command line as it is installed, with `--json`, and calls back on every event. */
export function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onEvent: (event: CliEvent, run: CliRun) => void,
): CliRun {
  const program = join(PROJECT_FOLDER, 'out', 'main', 'cli.js')
  const child = spawn(process.execPath, [program, ...args, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const run: CliRun = { pid: child.pid, kill: () => void child.kill('SIGKILL'), ended }
  createInterface({ input: child.stdout }).on('line', (line) => onEvent(JSON.parse(line) as CliEvent, run))
  return run
}

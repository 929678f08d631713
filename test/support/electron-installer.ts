import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** Whatever has not sent anything for so long will not, in milliseconds; how long the download takes, nobody knows. */
const SILENCE_MS = 30_000

/**
 * Has the official Electron installed, downloaded when it is not there yet; gives why that failed, or null. Ends at once
 * when it is there.
 */
export async function installElectron(
  env: NodeJS.ProcessEnv = process.env,
  silenceMs = SILENCE_MS,
): Promise<string | null> {
  const script = join(import.meta.dirname, 'install-electron.ts')
  // What it says goes where this process complains: output may be somebody's data.
  const child = spawn(process.execPath, [script, String(silenceMs)], {
    env,
    stdio: ['ignore', process.stderr, 'pipe'],
  })
  const [complaint, [exitCode]] = await Promise.all([
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return exitCode === 0 ? null : reasonIn(complaint)
}

/** What went wrong, of an error's stack with whatever stands before it. */
export function reasonIn(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim())
  const error = lines.find((line) => /^\w*Error\b.*: /.test(line)) ?? lines.find((line) => line !== '')
  return error?.replace(/^\w*Error\b[^:]*: /, '') ?? 'its installer gave no reason'
}

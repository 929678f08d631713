import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ensureSystemPackages, REAL_KEYS } from './system-packages.ts'

/**
 * Presses keys on a display as a keyboard does, by X11's names: `ctrl+shift+o`. They go to the window that has the
 * focus and come by the toolkit, so that they reach a menu; Playwright's go to the page alone.
 */
export async function pressKeys(env: Readonly<Record<string, string>>, keys: string): Promise<void> {
  ensureSystemPackages(REAL_KEYS)
  await promisify(execFile)('xdotool', ['key', keys], { env: { ...env } })
}

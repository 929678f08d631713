import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Computer } from './data-folder.ts'

/** What the desktop is to start at login. */
export interface LoginCommand {
  readonly program: string
  readonly args: readonly string[]
  /** Set for it alone. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * Where Linux desktops look for what to start at login
 * (https://specifications.freedesktop.org/autostart-spec/latest/).
 */
export const autostartPath = ({ env, home }: Pick<Computer, 'env' | 'home'>): string =>
  join(env.XDG_CONFIG_HOME || join(home, '.config'), 'autostart', 'polar-uploader.desktop')

/** Says whether the desktop starts us at login; its settings may have switched off what we have written. */
export function isAutostartOn(path: string): boolean {
  const entry = readIfThere(path)
  return entry !== null && !/^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(entry)
}

/** Has the desktop start us at login. Throws what the file system throws. */
export function writeAutostart(path: string, command: LoginCommand): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, autostartEntry(command))
}

/** Has it do so no longer. */
export const removeAutostart = (path: string): void => rmSync(path, { force: true })

/** The file that says so (https://specifications.freedesktop.org/desktop-entry-spec/latest/). */
export function autostartEntry({ program, args, env }: LoginCommand): string {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const words = [...(settings.length === 0 ? [] : ['env', ...settings]), program, ...args]
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Polar Uploader',
    'Comment=Goes on with uploads to Polar',
    `Exec=${words.map(quoted).join(' ')}`,
    'Terminal=false',
    '',
  ].join('\n')
}

/** Quoted as `Exec` wants it, and then as every string in such a file. */
const quoted = (word: string): string =>
  `"${word.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`.replaceAll('\\', '\\\\')

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

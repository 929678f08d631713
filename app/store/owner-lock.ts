import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { StartError } from '../start-error.ts'
import { startErrorFor } from './storage-failure.ts'

/** How long to wait for a process that is just ending. */
const PATIENCE_MS = 500

/**
 * Makes this process the one owner of a data folder until it ends or lets go; returns how to let go. Throws
 * `StartError('owned')` when another process is.
 *
 * The lock is an exclusive transaction on a database of its own: the operating system ends it with the process,
 * however that dies, so there is no stale lock to clean up, on any platform.
 */
export function ownDataFolder(folder: string): () => void {
  const lock = openLock(folder)
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    const busy = error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')
    throw busy ? owned(folder) : startErrorFor(error, folder)
  }
  return () => lock.close()
}

function openLock(folder: string): SQLite.Database {
  try {
    return new SQLite(join(folder, 'owner.lock'), { timeout: PATIENCE_MS })
  } catch (error) {
    throw startErrorFor(error, folder)
  }
}

const owned = (folder: string): StartError =>
  new StartError(
    'owned',
    `Polar Uploader is already running with the data folder ${folder}. Please use that one, or quit it first.`,
  )

import { chmodSync, closeSync, mkdirSync, opendirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { StartError } from '../start-error.ts'
import { MIGRATIONS } from './migrations.ts'
import { startErrorFor } from './storage-failure.ts'

/** An open database. Only this folder speaks SQL to it. */
export type Database = SQLite.Database

/** The database as it was found. */
export interface OpenedDatabase {
  readonly db: Database
  /** Where a damaged database was put; null when the one there was sound. */
  readonly setAside: string | null
}

/** The file's name in the data folder. */
export const DATABASE_NAME = 'uploads.db'

/** Makes the data folder, readable by its owner only. Throws `StartError` when that cannot be. */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw startErrorFor(error, folder)
  }
}

/**
 * Opens the database of a data folder, checks it, more closely after an unclean exit, and brings its schema up to date. A damaged
 * one is set aside, never deleted, and a new one begun. Throws `StartError` when the folder cannot be written, the
 * disk is full, or a newer version of the app has been here.
 */
export function openDatabase(folder: string, now: number): OpenedDatabase {
  const path = join(folder, DATABASE_NAME)
  try {
    return { db: openSound(path), setAside: null }
  } catch (error) {
    if (!isDamage(error)) throw startErrorFor(error, folder)
  }
  const setAside = `${path}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`
  try {
    for (const suffix of ['', '-wal', '-shm']) moveIfThere(path + suffix, setAside + suffix)
    return { db: openSound(path), setAside }
  } catch (error) {
    throw startErrorFor(error, folder)
  }
}

/** Opens the database to look only, beside an app that may be writing it; null when there is none yet. */
export function openDatabaseToRead(folder: string): Database | null {
  const path = join(folder, DATABASE_NAME)
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) {
      refuseFile(folder)
      return null
    }
    const db = new SQLite(path, { readonly: true, fileMustExist: true })
    const version = versionOf(db)
    if (version === MIGRATIONS.length) return db
    db.close()
    throw version > MIGRATIONS.length ? newerVersion() : olderVersion()
  } catch (error) {
    throw isDamage(error) ? damaged(error) : startErrorFor(error, folder)
  }
}

/** A file in the folder's place has nothing in it either. */
function refuseFile(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) opendirSync(folder).closeSync()
}

function openSound(path: string): Database {
  // A write-ahead log that is still there means nobody closed the database in order.
  const unclean = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  // Made before SQLite does, so that no moment exists in which others may read it; -wal and -shm take its mode.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const db = new SQLite(path)
  try {
    // Damage shows also after an orderly exit, when the disk is old; then the quick look is enough.
    checkIntegrity(db, unclean ? 'integrity_check' : 'quick_check')
    db.pragma('journal_mode = WAL')
    // One commit per stored part is cheap beside the part itself, and a power cut then costs nothing.
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    // Presigned URLs are secrets while they live: what is deleted is also overwritten.
    db.pragma('secure_delete = ON')
    // SQLite's own default. better-sqlite3's is 16 MiB, which the list of 10,000 uploads fills and gains nothing by.
    db.pragma('cache_size = -2000')
    migrate(db, path)
    checkSchema(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function checkIntegrity(db: Database, check: 'integrity_check' | 'quick_check'): void {
  const verdict: unknown = db.pragma(`${check}(1)`, { simple: true })
  if (verdict !== 'ok') throw new SQLite.SqliteError(String(verdict), 'SQLITE_CORRUPT')
}

/** SQLite takes any schema that it can read: a bit flipped in a table's text makes it one that nobody wrote. */
function checkSchema(db: Database): void {
  const meant = new SQLite(':memory:')
  try {
    for (const migration of MIGRATIONS) meant.exec(migration)
    if (schemaOf(db) !== schemaOf(meant)) throw new SQLite.SqliteError('the schema differs', 'SQLITE_CORRUPT')
  } finally {
    meant.close()
  }
}

const schemaOf = (db: Database): string =>
  JSON.stringify(
    db.prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all(),
  )

/** No app has had so many migrations: such a number is damage, and no newer version's. */
const MOST_VERSIONS = 1000

function versionOf(db: Database): number {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version >= 0 && version <= MOST_VERSIONS) return version
  throw new SQLite.SqliteError(`the version is ${version}`, 'SQLITE_CORRUPT')
}

const newerVersion = (): StartError =>
  new StartError(
    'newer-version',
    'A newer version of Polar Uploader has been used here, and this one cannot read its list. Please install the newest version.',
  )

const olderVersion = (): StartError =>
  new StartError(
    'older-version',
    'The list of uploads is from an older version of Polar Uploader. Please start the app once, or resume on the command line, which brings it up to date.',
  )

const damaged = (cause: unknown): StartError =>
  new StartError(
    'damaged',
    'The list of uploads is damaged. Please start the app once, or resume on the command line: it is set aside then, and a new one is begun.',
    { cause },
  )

function migrate(db: Database, path: string): void {
  const version = versionOf(db)
  if (version > MIGRATIONS.length) throw newerVersion()
  if (version === MIGRATIONS.length) return
  if (version > 0) keepCopy(db, `${path}.before-version-${version + 1}`)
  const runAll = db.transaction(() => {
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration)
    db.pragma(`user_version = ${MIGRATIONS.length}`)
  })
  runAll()
}

/** A copy that an interrupted migration left behind may be half a one. */
function keepCopy(db: Database, copy: string): void {
  rmSync(copy, { force: true })
  closeSync(openSync(copy, 'wx', 0o600))
  db.prepare('VACUUM INTO ?').run(copy)
  eraseSecrets(copy)
}

/** A copy outlives the sessions in it, and so must not have their URLs. */
function eraseSecrets(copy: string): void {
  const db = new SQLite(copy)
  db.pragma('secure_delete = ON')
  db.exec('DELETE FROM presigned_urls; VACUUM')
  db.close()
}

function isDamage(error: unknown): boolean {
  if (!(error instanceof SQLite.SqliteError)) return false
  // A migration that fits its version, and a look at the file, only fail on one that is not what we wrote.
  return error.code.startsWith('SQLITE_CORRUPT') || ['SQLITE_NOTADB', 'SQLITE_ERROR'].includes(error.code)
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to)
}

import { statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { DATABASE_NAME } from './database.ts'

/** How the database of a data folder is. */
export interface DatabaseHealth {
  readonly path: string
  readonly sizeBytes: number
  /** What SQLite says is wrong with it; null when it is sound. */
  readonly damage: string | null
}

/** Examines the database of a data folder, beside an app that may be writing it; null when there is none yet. */
export function examineDatabase(folder: string): DatabaseHealth | null {
  const path = join(folder, DATABASE_NAME)
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null
  const sizeBytes = sizeOf(path) + sizeOf(`${path}-wal`)
  return { path, sizeBytes, damage: damageIn(path) }
}

function damageIn(path: string): string | null {
  let db: SQLite.Database | null = null
  try {
    db = new SQLite(path, { readonly: true, fileMustExist: true })
    const verdict = String(db.pragma('quick_check(1)', { simple: true }))
    return verdict === 'ok' ? null : verdict
  } catch (error) {
    if (!(error instanceof SQLite.SqliteError)) throw error
    return error.message
  } finally {
    db?.close()
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** The version of SQLite. */
export function sqliteVersion(): string {
  const db = new SQLite(':memory:')
  try {
    return db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version ?? ''
  } finally {
    db.close()
  }
}

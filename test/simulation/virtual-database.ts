import SQLite from 'better-sqlite3'
import { MIGRATIONS } from '../../app/store/migrations.ts'
import type { Database } from '../../app/store/database.ts'
import type { CommitFault } from './life-plan.ts'

/** Something a commit did to what is remembered, as SQLite itself reports it: `[what, ...values]`. */
export type Note = readonly [what: NoteKind, ...values: readonly (string | number | null)[]]

type NoteKind = keyof typeof TRIGGERS

/** Who stands at the database's door. */
export interface CommitGate {
  /** Before a commit; gives the fault it is to meet. The process may die here, and then nobody reads what it writes. */
  before(): CommitFault | null
  /** After it; `missed` says that it was rolled back. */
  after(notes: readonly Note[], missed: boolean): void
}

// Triggers see every change, whatever SQL makes it.
const TRIGGERS = {
  added: ['INSERT ON uploads', 'NEW.id, NEW.state, NEW.path, NEW.size_bytes, NEW.position'],
  state: [
    'UPDATE OF state ON uploads',
    'NEW.id, OLD.state, NEW.state, NEW.file_id, NEW.failure_code, NEW.size_bytes',
  ],
  moved: ['UPDATE OF position ON uploads', 'NEW.id, NEW.position'],
  removed: ['DELETE ON uploads', 'OLD.id'],
  planned: ['INSERT ON parts', 'NEW.upload_id, NEW.number, NEW.end_byte - NEW.start_byte, NEW.etag'],
  etag: ['UPDATE OF etag ON parts', 'NEW.upload_id, NEW.number, NEW.etag'],
  unplanned: ['DELETE ON parts', 'OLD.upload_id, OLD.number'],
  session: ['INSERT ON sessions', 'NEW.upload_id, NEW.file_id, NEW.multipart_id'],
  'session-ended': ['DELETE ON sessions', 'OLD.upload_id, OLD.file_id, OLD.multipart_id'],
} as const

const TRIGGER_SQL = Object.entries(TRIGGERS)
  .map(
    ([name, [event, values]]) =>
      `CREATE TRIGGER "note ${name}" AFTER ${event} BEGIN SELECT note('${name}', ${values}); END;`,
  )
  .join('\n')

/** An empty database of the real schema, as bytes; its changes are noted. */
export const emptyDatabase: Buffer = (() => {
  const db = new SQLite(':memory:')
  for (const migration of MIGRATIONS) db.exec(migration)
  db.pragma(`user_version = ${MIGRATIONS.length}`)
  db.exec(TRIGGER_SQL)
  const bytes = db.serialize()
  db.close()
  return bytes
})()

/** A database with a gate before every commit. */
export interface VirtualDatabase {
  /** For the app. */
  readonly db: Database
  /** What a crash at this moment leaves. */
  snapshot(): Buffer
  /** For looking at what is remembered, past the gate. */
  readonly raw: SQLite.Database
  close(): void
}

/** Opens what a crash, or an orderly end, has left. */
export function openVirtualDatabase(bytes: Buffer, gate: CommitGate): VirtualDatabase {
  const raw = new SQLite(bytes)
  raw.pragma('foreign_keys = ON')
  raw.pragma('secure_delete = ON')
  const notes: Note[] = []
  raw.function('note', { varargs: true }, (...note: unknown[]) => {
    notes.push(note as unknown as Note)
    return null
  })

  const commit = <T>(write: () => T): T => {
    if (raw.inTransaction) return write()
    notes.length = 0
    const fault = gate.before()
    if (fault !== null) {
      failToCommit(raw, write)
      gate.after([...notes], true)
      throw new SQLite.SqliteError('simulated', fault)
    }
    const result = write()
    gate.after([...notes], false)
    return result
  }
  return { raw, db: guarded(raw, commit), snapshot: () => raw.serialize(), close: () => raw.close() }
}

/** Does it all, and takes it back: what was lost shows in the notes. */
function failToCommit(raw: SQLite.Database, write: () => unknown): void {
  raw.exec('BEGIN')
  try {
    write()
  } finally {
    raw.exec('ROLLBACK')
  }
}

type Commit = <T>(write: () => T) => T

/** The same database, with every write that commits going through the gate. */
function guarded(raw: SQLite.Database, commit: Commit): Database {
  const prepare = (sql: string): unknown => {
    const statement = raw.prepare(sql)
    return {
      run: (...values: unknown[]) => commit(() => statement.run(...values)),
      get: (...values: unknown[]) => statement.get(...values),
      all: (...values: unknown[]) => statement.all(...values),
    }
  }
  const transaction = (change: (...values: unknown[]) => unknown): unknown => {
    const inOne = raw.transaction(change)
    return (...values: unknown[]) => commit(() => inOne(...values))
  }
  // The stores use these and no more; anything else they come to use fails loudly.
  return { prepare, transaction, pragma: raw.pragma.bind(raw) } as unknown as Database
}

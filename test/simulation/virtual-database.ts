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
  added: ['INSERT ON uploads', 'NEW.id, NEW.state, NEW.path, NEW.size_bytes, NEW.position, NEW.account_id'],
  state: [
    'UPDATE OF state ON uploads',
    'NEW.id, OLD.state, NEW.state, NEW.file_id, NEW.failure_code, NEW.size_bytes',
  ],
  assigned: ['UPDATE OF account_id ON uploads', 'NEW.id, OLD.account_id, NEW.account_id'],
  relocated: ['UPDATE OF path ON uploads', 'NEW.id, NEW.path'],
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

/** What is in a data folder: the rows of every table, in order. */
export type DataFolder = ReadonlyMap<string, readonly unknown[][]>

/** The data folder of an app that was never started. */
export const emptyFolder: DataFolder = new Map()

/** A database with a gate before every commit. */
export interface VirtualDatabase {
  /** For the app. */
  readonly db: Database
  /** What a crash at this moment leaves. */
  snapshot(): DataFolder
  /** Whether it is amid a transaction. */
  isInTransaction(): boolean
  /** Looks at what is remembered, past the gate. */
  look(sql: string): readonly unknown[]
  close(): void
}

/** A connection, which serves one process after another: to open one, and prepare its statements, takes longest. */
class Connection {
  readonly raw = new SQLite(':memory:')
  notes: Note[] = []
  readonly #statements = new Map<string, SQLite.Statement>()
  readonly #tables: readonly string[]

  /** With the real schema, and its changes noted. */
  constructor() {
    for (const migration of MIGRATIONS) this.raw.exec(migration)
    this.raw.pragma(`user_version = ${MIGRATIONS.length}`)
    const tables = this.raw.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
    this.#tables = tables.pluck().all()
    this.raw.exec(TRIGGER_SQL)
    this.raw.pragma('secure_delete = ON')
    this.raw.function('note', { varargs: true }, (...note: unknown[]) => {
      this.notes.push(note as unknown as Note)
      return null
    })
  }

  prepare(sql: string): SQLite.Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.raw.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  /** Puts this into it, and nothing else. */
  load(folder: DataFolder): void {
    if (this.raw.inTransaction) this.raw.exec('ROLLBACK')
    // Rows go in one table after the other.
    this.raw.pragma('foreign_keys = OFF')
    this.raw.exec('BEGIN')
    for (const table of this.#tables) {
      this.prepare(`DELETE FROM ${table}`).run()
      for (const row of folder.get(table) ?? []) {
        this.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join()})`).run(...row)
      }
    }
    this.raw.exec('COMMIT')
    this.raw.pragma('foreign_keys = ON')
    this.notes.length = 0
  }

  rows(): DataFolder {
    const rowsOf = (table: string): unknown[][] =>
      this.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][]
    return new Map(this.#tables.map((table) => [table, rowsOf(table)]))
  }
}

const idle: Connection[] = []

/** Opens what a crash, or an orderly end, has left. */
export function openVirtualDatabase(folder: DataFolder, gate: CommitGate): VirtualDatabase {
  const connection = idle.pop() ?? new Connection()
  connection.load(folder)
  const { raw, notes } = connection
  let isOpen = true

  const prepare = (sql: string): SQLite.Statement => {
    // Another process has the connection by now.
    if (!isOpen) throw new TypeError('The database connection is not open')
    return connection.prepare(sql)
  }
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
  return {
    db: guarded(raw, prepare, commit),
    snapshot: () => connection.rows(),
    isInTransaction: () => raw.inTransaction,
    look: (sql) => prepare(sql).all(),
    close() {
      isOpen = false
      idle.push(connection)
    },
  }
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
function guarded(
  raw: SQLite.Database,
  statementOf: (sql: string) => SQLite.Statement,
  commit: Commit,
): Database {
  const prepare = (sql: string): unknown => ({
    run: (...values: unknown[]) => commit(() => statementOf(sql).run(...values)),
    get: (...values: unknown[]) => statementOf(sql).get(...values),
    all: (...values: unknown[]) => statementOf(sql).all(...values),
  })
  const transaction = (change: (...values: unknown[]) => unknown): unknown => {
    const inOne = raw.transaction(change)
    return (...values: unknown[]) => commit(() => inOne(...values))
  }
  // The stores use these and no more; anything else they come to use fails loudly.
  return { prepare, transaction, pragma: raw.pragma.bind(raw) } as unknown as Database
}

import type { FileId, UploadId } from '../contract/ids.ts'
import type { Database } from './database.ts'

/** An opened multipart upload, without its URLs. */
export interface Session {
  readonly fileId: FileId
  /** S3's `UploadId`. */
  readonly multipartId: string
  /** S3's key. */
  readonly path: string
  /** When the first of its URLs dies: epoch milliseconds on S3's clock. */
  readonly expiresAt: number
  /** How long its URLs lived when they were new, in seconds. */
  readonly lifetimeSeconds: number
  /** Whether Polar has been asked to complete it: then it may have, even if no answer came. */
  readonly completionSent: boolean
  /** How often Polar answered 500 to that, and did not list the file. */
  readonly completionsFailed: number
}

/** An S3 URL that lets us PUT one part, with the headers that must go with it, verbatim. A secret while it lives. */
export interface PresignedUrl {
  readonly number: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Remembers open sessions. */
export interface SessionStore {
  /** Committed to disk when this returns; must come before the first PUT. */
  open(id: UploadId, session: Session, urls: readonly PresignedUrl[]): void
  find(id: UploadId): Session | null
  /** By part number. */
  urls(id: UploadId): ReadonlyMap<number, PresignedUrl>
  markCompletionSent(id: UploadId): void
  setCompletionsFailed(id: UploadId, completionsFailed: number): void
  /** Ends a session whose file is complete: its secrets are erased, the parts' ETags stay as a receipt. */
  close(id: UploadId): void
  /** Ends a session that leads nowhere: with its secrets goes what S3 had stored in it. `also` is in the same commit. */
  drop(id: UploadId, also: () => void): void
}

interface SessionRow extends Omit<Session, 'completionSent'> {
  readonly completionSent: 0 | 1
}

const SELECT = `
  SELECT file_id AS fileId, multipart_id AS multipartId, path, expires_at AS expiresAt,
    lifetime_seconds AS lifetimeSeconds, completion_sent AS completionSent,
    completions_failed AS completionsFailed
  FROM sessions WHERE upload_id = ?`

/** Creates the session store on an open database. */
export function createSessionStore(db: Database): SessionStore {
  const insert = db.prepare(
    `INSERT INTO sessions (upload_id, file_id, multipart_id, path, expires_at, lifetime_seconds)
     VALUES (:id, :fileId, :multipartId, :path, :expiresAt, :lifetimeSeconds)`,
  )
  const insertUrl = db.prepare(
    'INSERT INTO presigned_urls (upload_id, number, url, headers) VALUES (?, ?, ?, ?)',
  )
  const select = db.prepare<[UploadId], SessionRow>(SELECT)
  const selectUrls = db.prepare<[UploadId], { number: number; url: string; headers: string }>(
    'SELECT number, url, headers FROM presigned_urls WHERE upload_id = ?',
  )
  const markCompletionSent = db.prepare('UPDATE sessions SET completion_sent = 1 WHERE upload_id = ?')
  const setCompletionsFailed = db.prepare('UPDATE sessions SET completions_failed = ? WHERE upload_id = ?')
  const remove = db.prepare('DELETE FROM sessions WHERE upload_id = ?')
  const forgetEtags = db.prepare('UPDATE parts SET etag = NULL WHERE upload_id = ? AND etag IS NOT NULL')
  // Deleted rows are overwritten in the database, but their old pages live on in the log until it is folded in.
  const eraseLog = (): void => void db.pragma('wal_checkpoint(TRUNCATE)')
  return {
    open: db.transaction((id: UploadId, session: Session, urls: readonly PresignedUrl[]) => {
      const { fileId, multipartId, path, expiresAt, lifetimeSeconds } = session
      insert.run({ id, fileId, multipartId, path, expiresAt, lifetimeSeconds })
      for (const { number, url, headers } of urls) insertUrl.run(id, number, url, JSON.stringify(headers))
    }),
    find(id) {
      const row = select.get(id)
      return row === undefined ? null : { ...row, completionSent: row.completionSent === 1 }
    },
    urls: (id) => new Map(selectUrls.all(id).map((row) => [row.number, presignedUrlOf(row)])),
    markCompletionSent: (id) => void markCompletionSent.run(id),
    setCompletionsFailed: (id, completionsFailed) => void setCompletionsFailed.run(completionsFailed, id),
    close(id) {
      remove.run(id)
      eraseLog()
    },
    drop(id, also) {
      db.transaction(() => {
        remove.run(id)
        forgetEtags.run(id)
        also()
      })()
      eraseLog()
    },
  }
}

const presignedUrlOf = (row: { number: number; url: string; headers: string }): PresignedUrl => ({
  number: row.number,
  url: row.url,
  headers: JSON.parse(row.headers) as Record<string, string>,
})

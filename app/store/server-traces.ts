import type { Database } from './database.ts'

/** What past and present uploads tell of a server. */
export interface ServerTraces {
  /** The address of the bucket that open sessions send to, without a key or a signature; null without one. */
  readonly bucketUrl: string | null
  /** When an upload to it was last completed, in epoch milliseconds; null when none was. */
  readonly lastCompletedAt: number | null
}

/** Reads what the uploads in a database tell of a server. */
export function serverTraces(db: Database, serverUrl: string): ServerTraces {
  const session = db
    .prepare<[string], { url: string; path: string }>(
      `SELECT presigned_urls.url, sessions.path FROM presigned_urls
       JOIN sessions ON sessions.upload_id = presigned_urls.upload_id
       JOIN uploads ON uploads.id = presigned_urls.upload_id
       JOIN accounts ON accounts.id = uploads.account_id
       WHERE accounts.server_url = ? LIMIT 1`,
    )
    .get(serverUrl)
  const completed = db
    .prepare<[string], { at: number | null }>(
      `SELECT MAX(uploads.completed_at) AS at FROM uploads
       JOIN accounts ON accounts.id = uploads.account_id WHERE accounts.server_url = ?`,
    )
    .get(serverUrl)
  return {
    bucketUrl: session === undefined ? null : bucketUrlOf(session.url, session.path),
    lastCompletedAt: completed?.at ?? null,
  }
}

/** The key is the end of the path, after the bucket's name or straight after the host that names the bucket. */
function bucketUrlOf(presignedUrl: string, key: string): string {
  const { origin, pathname } = new URL(presignedUrl)
  return origin + (pathname.split('/').slice(0, -key.split('/').length).join('/') || '/')
}

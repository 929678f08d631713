import type { Database } from './database.ts'

/** What past uploads told about the way to a server; null where they did not. */
export interface KnownLink {
  readonly bytesPerSecond: number | null
  /** How long the server's presigned URLs live, in seconds. */
  readonly lifetimeSeconds: number | null
}

/** Remembers how fast each server is reached. */
export interface LinkStore {
  find(serverUrl: string): KnownLink
  save(serverUrl: string, link: KnownLink): void
}

/** Creates the link store on an open database. */
export function createLinkStore(db: Database): LinkStore {
  const select = db.prepare<[string], KnownLink>(
    `SELECT bytes_per_second AS bytesPerSecond, lifetime_seconds AS lifetimeSeconds
     FROM links WHERE server_url = ?`,
  )
  const upsert = db.prepare(
    `INSERT INTO links (server_url, bytes_per_second, lifetime_seconds)
     VALUES (:serverUrl, :bytesPerSecond, :lifetimeSeconds)
     ON CONFLICT (server_url) DO UPDATE SET
       bytes_per_second = excluded.bytes_per_second, lifetime_seconds = excluded.lifetime_seconds`,
  )
  return {
    find: (serverUrl) => select.get(serverUrl) ?? { bytesPerSecond: null, lifetimeSeconds: null },
    save: (serverUrl, { bytesPerSecond, lifetimeSeconds }) =>
      void upsert.run({ serverUrl, bytesPerSecond, lifetimeSeconds }),
  }
}

/**
 * The schema, one entry per version, append only: entry n takes a database from version n to n + 1. A released entry
 * is never edited.
 *
 * Times are epoch milliseconds, checksums SHA-256 in base64, byte ranges have an exclusive end.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    server_url TEXT NOT NULL,
    organization_id TEXT,
    organization_name TEXT
  ) STRICT;

  CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    account_id TEXT REFERENCES accounts (id),
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    service TEXT NOT NULL CHECK (service IN ('downloadable', 'product_media', 'organization_avatar')),
    size_bytes INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
      'queued', 'hashing', 'opening', 'uploading', 'completing',
      'waiting', 'paused', 'failed', 'completed', 'canceled')),
    retry_at INTEGER,
    failure_code TEXT,
    failure_message TEXT,
    file_id TEXT,
    completed_at INTEGER,
    file_checksum TEXT,
    file_device TEXT,
    file_inode TEXT,
    file_modified_ns TEXT,
    sent_bytes INTEGER NOT NULL DEFAULT 0,
    CHECK (state <> 'waiting' OR retry_at IS NOT NULL),
    CHECK (state NOT IN ('waiting', 'failed') OR (failure_code IS NOT NULL AND failure_message IS NOT NULL)),
    CHECK (state <> 'completed' OR (file_id IS NOT NULL AND completed_at IS NOT NULL))
  ) STRICT;

  CREATE INDEX uploads_by_path ON uploads (path);

  CREATE TABLE parts (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    etag TEXT,
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sessions (
    upload_id TEXT PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
    file_id TEXT NOT NULL,
    multipart_id TEXT NOT NULL,
    path TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    completion_sent INTEGER NOT NULL DEFAULT 0 CHECK (completion_sent IN (0, 1))
  ) STRICT;

  CREATE TABLE presigned_urls (
    upload_id TEXT NOT NULL REFERENCES sessions (upload_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    url TEXT NOT NULL,
    headers TEXT NOT NULL,
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE abandoned_files (
    file_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id)
  ) STRICT;
  `,
  `
  CREATE TABLE links (
    server_url TEXT PRIMARY KEY,
    bytes_per_second REAL,
    lifetime_seconds REAL
  ) STRICT;

  ALTER TABLE sessions ADD COLUMN lifetime_seconds REAL NOT NULL DEFAULT 3600;
  ALTER TABLE uploads ADD COLUMN sessions_lost INTEGER NOT NULL DEFAULT 0;
  `,
  `
  CREATE TABLE timeline (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE uploads ADD COLUMN polar_file TEXT;
  `,
  `
  ALTER TABLE uploads DROP COLUMN file_device;
  ALTER TABLE uploads ADD COLUMN file_changed_ns TEXT;
  `,
  `
  ALTER TABLE sessions ADD COLUMN completions_failed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE uploads ADD COLUMN loss_reason TEXT;
  `,
]

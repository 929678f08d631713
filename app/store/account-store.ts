import type { AccountId, FileId } from '../contract/ids.ts'
import type { Database } from './database.ts'

/** An account as remembered: everything but the token, which is in the keychain under `id`. */
export interface Account {
  readonly id: AccountId
  readonly serverUrl: string
  /** Null when the token may not read it. */
  readonly organizationId: string | null
  readonly organizationName: string | null
}

/** A record at Polar that no upload wants any more. */
export interface AbandonedFile {
  readonly fileId: FileId
  readonly accountId: AccountId
}

/** Remembers accounts, and what is left to tidy up in them. */
export interface AccountStore {
  /** A name that is not given leaves the one known. */
  save(account: Account): void
  find(id: AccountId): Account | null
  /** The server of an account, from memory once it was asked for: it never changes. Null for an unknown account. */
  serverUrl(id: AccountId): string | null
  /** Every one that was ever signed in to. */
  all(): readonly Account[]
  /** Gives what is to be tidied up in one account to another: it turned out to be the same. */
  moveAbandoned(from: AccountId, to: AccountId): void
  /** Notes a record to be deleted at Polar when there is time. */
  abandon(file: AbandonedFile): void
  abandonedBy(id: AccountId): readonly FileId[]
  /** Polar has deleted it, or does not know it. */
  forgetAbandoned(fileId: FileId): void
}

const COLUMNS =
  'id, server_url AS serverUrl, organization_id AS organizationId, organization_name AS organizationName'

/** Creates the account store on an open database. */
export function createAccountStore(db: Database): AccountStore {
  const upsert = db.prepare<Account>(
    `INSERT INTO accounts (id, server_url, organization_id, organization_name)
     VALUES (:id, :serverUrl, :organizationId, :organizationName)
     ON CONFLICT (id) DO UPDATE SET organization_name = COALESCE(excluded.organization_name, organization_name)`,
  )
  const selectOne = db.prepare<[AccountId], Account>(`SELECT ${COLUMNS} FROM accounts WHERE id = ?`)
  const selectAll = db.prepare<[], Account>(`SELECT ${COLUMNS} FROM accounts`)
  const moveAbandoned = db.prepare('UPDATE abandoned_files SET account_id = ? WHERE account_id = ?')
  const insertAbandoned = db.prepare<AbandonedFile>(
    'INSERT OR IGNORE INTO abandoned_files (file_id, account_id) VALUES (:fileId, :accountId)',
  )
  const selectAbandoned = db.prepare<[AccountId], { fileId: FileId }>(
    'SELECT file_id AS fileId FROM abandoned_files WHERE account_id = ?',
  )
  const deleteAbandoned = db.prepare<[FileId]>('DELETE FROM abandoned_files WHERE file_id = ?')
  const serverUrls = new Map<AccountId, string>()
  return {
    save: (account) => void upsert.run(account),
    find: (id) => selectOne.get(id) ?? null,
    serverUrl(id) {
      const serverUrl = serverUrls.get(id) ?? selectOne.get(id)?.serverUrl
      if (serverUrl === undefined) return null
      serverUrls.set(id, serverUrl)
      return serverUrl
    },
    all: () => selectAll.all(),
    moveAbandoned: (from, to) => void moveAbandoned.run(to, from),
    abandon: (file) => void insertAbandoned.run(file),
    abandonedBy: (id) => selectAbandoned.all(id).map(({ fileId }) => fileId),
    forgetAbandoned: (fileId) => void deleteAbandoned.run(fileId),
  }
}

import type { AccountId, FileId, UploadId } from '../contract/ids.ts'
import { RECOVERY, type FailureCode, type UploadFailure } from '../contract/upload-failure.ts'
import type { UploadState, UploadStateKind } from '../contract/upload-state.ts'
import type { FileService } from '../contract/upload-view.ts'
import type { FileIdentity } from '../source/source-file.ts'
import type { Database } from './database.ts'

/** An upload as remembered, without its parts and its session. */
export interface UploadRecord {
  readonly id: UploadId
  /** Its place in the queue; lower is earlier. */
  readonly position: number
  readonly accountId: AccountId | null
  readonly path: string
  readonly name: string
  readonly mimeType: string
  readonly service: FileService
  readonly sizeBytes: number
  readonly addedAt: number
  readonly state: UploadState
  /** What the file was like when its checksums were made; null until then, or when they must be made again. */
  readonly identity: FileIdentity | null
  readonly fileChecksum: string | null
  /** Bytes that left for it, in all attempts, as far as they were noted. */
  readonly sentBytes: number
  /** How many sessions ended before all parts were stored in them. */
  readonly sessionsLost: number
  /** What the last of them ended with; null before, and where an earlier version did not note it. */
  readonly lossReason: FailureCode | null
}

/** What hashing found out. */
export interface HashedFile {
  readonly identity: FileIdentity
  readonly fileChecksum: string
}

/** Remembers uploads and their states. */
export interface UploadStore {
  /** All of them, in queue order. */
  all(): readonly UploadRecord[]
  find(id: UploadId): UploadRecord | null
  /** In one transaction: all or none. */
  add(uploads: readonly UploadRecord[]): void
  setState(id: UploadId, state: UploadState): void
  /** In one transaction; they may trade places among themselves. */
  setPositions(places: readonly { readonly id: UploadId; readonly position: number }[]): void
  /** The file is somewhere else now. */
  setPath(id: UploadId, path: string): void
  setAccount(id: UploadId, accountId: AccountId): void
  /** Gives all uploads of one account to another: it turned out to be the same. */
  moveToAccount(from: AccountId, to: AccountId): void
  setHashed(id: UploadId, hashed: HashedFile): void
  /** The checksums must be made again before anything else is believed about the file. */
  forgetIdentity(id: UploadId): void
  /** Whatever the file was, it is to be uploaded as it is when it is next looked at. */
  forgetVersion(id: UploadId): void
  setSentBytes(id: UploadId, sentBytes: number): void
  setLosses(id: UploadId, losses: Pick<UploadRecord, 'sessionsLost' | 'lossReason'>): void
  /** With its parts and its session. */
  remove(id: UploadId): void
}

interface UploadRow {
  id: UploadId
  position: number
  accountId: AccountId | null
  path: string
  name: string
  mimeType: string
  service: FileService
  sizeBytes: number
  addedAt: number
  fileChecksum: string | null
  inode: string | null
  modifiedNs: string | null
  changedNs: string | null
  sentBytes: number
  sessionsLost: number
  lossReason: string | null
}

interface StateRow {
  state: UploadStateKind
  retryAt: number | null
  failureCode: string | null
  failureMessage: string | null
  fileId: FileId | null
  completedAt: number | null
}

const SELECT = `
  SELECT id, position, account_id AS accountId, path, name, mime_type AS mimeType, service,
    size_bytes AS sizeBytes, added_at AS addedAt, file_checksum AS fileChecksum,
    file_inode AS inode, file_modified_ns AS modifiedNs, file_changed_ns AS changedNs, sent_bytes AS sentBytes,
    sessions_lost AS sessionsLost, loss_reason AS lossReason,
    state, retry_at AS retryAt, failure_code AS failureCode, failure_message AS failureMessage,
    file_id AS fileId, completed_at AS completedAt
  FROM uploads`

const INSERT = `
  INSERT INTO uploads (id, position, account_id, path, name, mime_type, service, size_bytes, added_at, state)
  VALUES (:id, :position, :accountId, :path, :name, :mimeType, :service, :sizeBytes, :addedAt, 'queued')`

const SET_STATE = `
  UPDATE uploads SET state = :state, retry_at = :retryAt, failure_code = :failureCode,
    failure_message = :failureMessage, file_id = :fileId, completed_at = :completedAt
  WHERE id = :id`

const SET_HASHED = `
  UPDATE uploads SET file_checksum = :fileChecksum, size_bytes = :sizeBytes,
    file_inode = :inode, file_modified_ns = :modifiedNs, file_changed_ns = :changedNs
  WHERE id = :id`

function createPositionSetter(db: Database): UploadStore['setPositions'] {
  const setPosition = db.prepare('UPDATE uploads SET position = ? WHERE id = ?')
  const selectLowest = db.prepare<[], { lowest: number | null }>(
    'SELECT min(position) AS lowest FROM uploads',
  )
  return db.transaction((places: Parameters<UploadStore['setPositions']>[0]) => {
    // Positions are unique at every moment, so all step aside before the first takes its place.
    const lowest = places.reduce(
      (least, { position }) => Math.min(least, position),
      selectLowest.get()?.lowest ?? 0,
    )
    places.forEach(({ id }, index) => setPosition.run(lowest - 1 - index, id))
    for (const { id, position } of places) setPosition.run(position, id)
  })
}

/** Creates the upload store on an open database. */
export function createUploadStore(db: Database): UploadStore {
  const selectAll = db.prepare<[], UploadRow & StateRow>(`${SELECT} ORDER BY position`)
  const selectOne = db.prepare<[UploadId], UploadRow & StateRow>(`${SELECT} WHERE id = ?`)
  const insert = db.prepare(INSERT)
  const setState = db.prepare(SET_STATE)
  const setPath = db.prepare('UPDATE uploads SET path = ? WHERE id = ?')
  const setAccount = db.prepare('UPDATE uploads SET account_id = ? WHERE id = ?')
  const moveToAccount = db.prepare('UPDATE uploads SET account_id = ? WHERE account_id = ?')
  const setHashed = db.prepare(SET_HASHED)
  const forgetIdentity = db.prepare('UPDATE uploads SET file_modified_ns = NULL WHERE id = ?')
  const forgetVersion = db.prepare(
    'UPDATE uploads SET file_checksum = NULL, file_modified_ns = NULL, sessions_lost = 0, loss_reason = NULL WHERE id = ?',
  )
  const setSentBytes = db.prepare('UPDATE uploads SET sent_bytes = ? WHERE id = ?')
  const setLosses = db.prepare('UPDATE uploads SET sessions_lost = ?, loss_reason = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM uploads WHERE id = ?')
  return {
    all: () => selectAll.all().map(recordOf),
    find(id) {
      const row = selectOne.get(id)
      return row === undefined ? null : recordOf(row)
    },
    add: db.transaction((uploads: readonly UploadRecord[]) => {
      for (const { id, position, accountId, path, name, mimeType, service, sizeBytes, addedAt } of uploads) {
        insert.run({ id, position, accountId, path, name, mimeType, service, sizeBytes, addedAt })
      }
    }),
    setState: (id, state) => void setState.run({ id, ...rowOfState(state) }),
    setPositions: createPositionSetter(db),
    setPath: (id, path) => void setPath.run(path, id),
    setAccount: (id, accountId) => void setAccount.run(accountId, id),
    moveToAccount: (from, to) => void moveToAccount.run(to, from),
    setHashed(id, { identity, fileChecksum }) {
      setHashed.run({ id, fileChecksum, ...identity })
    },
    forgetIdentity: (id) => void forgetIdentity.run(id),
    forgetVersion: (id) => void forgetVersion.run(id),
    setSentBytes: (id, sentBytes) => void setSentBytes.run(sentBytes, id),
    setLosses: (id, { sessionsLost, lossReason }) => void setLosses.run(sessionsLost, lossReason, id),
    remove: (id) => void remove.run(id),
  }
}

function recordOf(row: UploadRow & StateRow): UploadRecord {
  const { id, position, accountId, path, name, mimeType, service, sizeBytes, addedAt, fileChecksum } = row
  return {
    ...{ id, position, accountId, path, name, mimeType, service, sizeBytes, addedAt, fileChecksum },
    sentBytes: row.sentBytes,
    sessionsLost: row.sessionsLost,
    lossReason: isFailureCode(row.lossReason) ? row.lossReason : null,
    identity: identityOf(row),
    state: stateOf(row),
  }
}

function identityOf({ inode, modifiedNs, changedNs, sizeBytes }: UploadRow): FileIdentity | null {
  if (inode === null || modifiedNs === null) return null
  return { inode, modifiedNs, changedNs, sizeBytes }
}

/** The state a row stands for. Throws on a row the schema's checks should not have let in. */
export function stateOf(row: StateRow): UploadState {
  switch (row.state) {
    case 'waiting':
      return { kind: row.state, retryAt: present(row.retryAt), failure: failureOf(row) }
    case 'failed':
      return { kind: row.state, failure: failureOf(row) }
    case 'completed':
      return { kind: row.state, fileId: present(row.fileId), completedAt: present(row.completedAt) }
    case 'queued':
    case 'hashing':
    case 'opening':
    case 'uploading':
    case 'completing':
    case 'paused':
    case 'canceled':
      return { kind: row.state }
  }
}

/** The row a state becomes; columns that do not belong to the state are null. */
export function rowOfState(state: UploadState): StateRow {
  const failure = 'failure' in state ? state.failure : null
  return {
    state: state.kind,
    retryAt: state.kind === 'waiting' ? state.retryAt : null,
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    fileId: state.kind === 'completed' ? state.fileId : null,
    completedAt: state.kind === 'completed' ? state.completedAt : null,
  }
}

const failureOf = (row: StateRow): UploadFailure => ({
  code: isFailureCode(row.failureCode) ? row.failureCode : 'internal',
  message: present(row.failureMessage),
})

const isFailureCode = (code: string | null): code is FailureCode =>
  code !== null && Object.hasOwn(RECOVERY, code)

function present<T>(value: T | null): T {
  if (value === null) throw new Error('A column that belongs to the state is empty')
  return value
}

import { describe, expect, test } from 'vitest'
import type { AccountId, FileId, UploadId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { FileIdentity } from '../../../app/source/source-file.ts'
import type { UploadRecord } from '../../../app/store/upload-store.ts'
import { createKnownUploads, type Wanted } from '../../../app/upload/known-uploads.ts'

const ours = 'ours' as AccountId
const theirs = 'theirs' as AccountId
const path = '/files/game.zip'
const identity: FileIdentity = { inode: '2', sizeBytes: 3, modifiedNs: '4', changedNs: '5' }
const wanted: Wanted = { name: 'game.zip', service: 'downloadable' }
const completed: UploadState = { kind: 'completed', fileId: 'file' as FileId, completedAt: 1 }
const failure = { code: 'network', message: 'No connection.' } as const

const upload = (id: string, change: Partial<UploadRecord> = {}, isCleared = false) => ({
  isCleared,
  upload: {
    ...{ id: id as UploadId, position: 1, accountId: ours, path, ...wanted, mimeType: 'application/zip' },
    ...{ sizeBytes: 3, addedAt: 0, fileChecksum: null, sentBytes: 0, sessionsLost: 0, lossReason: null },
    ...{ state: completed, identity, ...change },
  },
})

describe('an upload is on its way', () => {
  test.each<UploadState>([
    ...(['queued', 'hashing', 'opening', 'uploading', 'completing', 'paused'] as const).map((kind) => ({
      kind,
    })),
    { kind: 'waiting', retryAt: 1, failure },
    { kind: 'failed', failure },
  ])('while it is $kind', (state) => {
    expect(createKnownUploads([upload('a', { state })], ours).underway(path, wanted)).toBe('a')
  })

  test.each<UploadState>([completed, { kind: 'canceled' }])('but not when it is $kind', (state) => {
    expect(createKnownUploads([upload('a', { state })], ours).underway(path, wanted)).toBeNull()
  })

  test('but not when it was taken off the list', () => {
    const known = createKnownUploads([upload('a', { state: { kind: 'failed', failure } }, true)], ours)

    expect(known.underway(path, wanted)).toBeNull()
  })

  test('from the moment it is added', () => {
    const known = createKnownUploads([], ours)
    known.add({ id: 'a' as UploadId, path, ...wanted })

    expect([known.underway(path, wanted), known.underway('/other', wanted)]).toEqual(['a', null])
  })
})

describe('an upload of the same file is another one', () => {
  test.each<[string, Partial<Wanted>]>([
    ['under another name', { name: 'other.zip' }],
    ['for another service', { service: 'product_media' }],
  ])('%s', (_what, change) => {
    const known = createKnownUploads([upload('a', { state: { kind: 'failed', failure } })], ours)

    expect(known.underway(path, { ...wanted, ...change })).toBeNull()
  })
})

describe('a file is in Polar already', () => {
  const found = (uploads: Parameters<typeof createKnownUploads>[0], account: AccountId | null = ours) =>
    createKnownUploads(uploads, account).completed({ path, identity }, wanted)

  test('when an upload of it was completed and it is still the same', () => {
    expect(found([upload('a')])).toBe('a')
  })

  test.each<[string, Partial<UploadRecord>]>([
    ['is not completed', { state: { kind: 'uploading' } }],
    ['was canceled', { state: { kind: 'canceled' } }],
    ['was of another path', { path: '/files/other.zip' }],
    ['gave it another name', { name: 'other.zip' }],
    ['was for another service', { service: 'product_media' }],
    ['went to another account', { accountId: theirs }],
    [
      'was of the file when it was written to at another time',
      { identity: { ...identity, modifiedNs: '5' } },
    ],
    [
      'was of the file before another was laid over it with its dates kept',
      { identity: { ...identity, changedNs: '6' } },
    ],
    ['was of the file when it was of another size', { identity: { ...identity, sizeBytes: 4 } }],
    ['was of another file in its place', { identity: { ...identity, inode: '5' } }],
    ['no longer knows what the file was like', { identity: null }],
  ])('but not when the upload %s', (_what, change) => {
    expect(found([upload('a', change)])).toBeNull()
  })

  test('when it is not known when that last changed, as before an update', () => {
    expect(found([upload('a', { identity: { ...identity, changedNs: null } })])).toBe('a')
  })

  test('by the latest of several uploads', () => {
    expect(found([upload('a'), upload('b')])).toBe('b')
  })

  test('but not when the latest was of another version', () => {
    const older = upload('a')
    const latest = upload('b', { identity: { ...identity, modifiedNs: '5' } })

    expect(found([older, latest])).toBeNull()
  })

  test('whichever account it went to, while nobody is signed in', () => {
    expect(found([upload('a', { accountId: theirs })], null)).toBe('a')
  })
})

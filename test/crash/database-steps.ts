import type { AccountId, FileId, UploadId } from '../../app/contract/ids.ts'
import type { Database } from '../../app/store/database.ts'
import type { Store } from '../../app/store/store.ts'

const ACCOUNT = 'https://polar.test organization' as AccountId
const PARTS = 3
/** How many commits one upload takes. */
const COMMITS = 10

/** The id of the upload that a step is about. */
export function uploadNumber(step: number): UploadId {
  const number = String(Math.floor(step / COMMITS)).padStart(12, '0')
  return `00000000-0000-4000-8000-${number}` as UploadId
}

/** Makes the commit with that number: uploads from added to completed, one after another. Every step is one commit. */
export function writeStep(store: Store, step: number): void {
  const id = uploadNumber(step)
  const position = Math.floor(step / COMMITS) + 1
  switch (step % COMMITS) {
    case 0: {
      store.together(() => {
        store.accounts.save({
          ...{ id: ACCOUNT, serverUrl: 'https://polar.test' },
          ...{ organizationId: null, organizationName: null },
        })
        store.uploads.add([
          {
            ...{ id, position, accountId: ACCOUNT, path: `/files/${position}.zip`, name: `${position}.zip` },
            ...{
              mimeType: 'application/zip',
              service: 'downloadable',
              sizeBytes: PARTS * 100,
              addedAt: step,
            },
            ...{
              state: { kind: 'queued' },
              identity: null,
              fileChecksum: null,
              sentBytes: 0,
              sessionsLost: 0,
              lossReason: null,
            },
          },
        ])
      })
      return
    }
    case 1: {
      store.uploads.setState(id, { kind: 'hashing' })
      return
    }
    case 2: {
      store.together(() => {
        const parts = Array.from({ length: PARTS }, (_, index) => {
          return { number: index + 1, start: index * 100, end: (index + 1) * 100 }
        })
        store.parts.setPlan(
          id,
          parts,
          parts.map(({ number }) => `checksum ${number}`),
        )
        const identity = { inode: '2', modifiedNs: '3', changedNs: '4', sizeBytes: PARTS * 100 }
        store.uploads.setHashed(id, { identity, fileChecksum: 'checksum' })
      })
      return
    }
    case 3: {
      store.sessions.open(
        id,
        {
          ...{ fileId: `file ${position}` as FileId, multipartId: `multipart ${position}`, path: 'path' },
          ...{ expiresAt: 5, lifetimeSeconds: 3600, completionSent: false, completionsFailed: 0 },
        },
        Array.from({ length: PARTS }, (_, index) => {
          return { number: index + 1, url: `https://s3.test/${index}`, headers: { name: 'value' } }
        }),
      )
      return
    }
    case 4:
    case 5:
    case 6: {
      store.together(() => {
        const number = (step % COMMITS) - 3
        store.parts.markStored(id, number, `"etag ${number}"`)
        store.uploads.setSentBytes(id, number * 100)
      })
      return
    }
    case 7: {
      store.sessions.markCompletionSent(id)
      return
    }
    case 8: {
      store.together(() => {
        const fileId = `file ${position}` as FileId
        store.uploads.setState(id, { kind: 'completed', fileId, completedAt: step })
        store.receipts.note(id, { kind: 'completed', detail: fileId }, step)
      })
      return
    }
    case 9: {
      store.sessions.close(id)
      return
    }
  }
}

/** Everything that is remembered, as text: equal when it is the same. */
export function remembered(db: Database): string {
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
  return JSON.stringify(tables.map(({ name }) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]))
}

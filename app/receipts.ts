import type { UploadId } from './contract/ids.ts'
import type { Receipt } from './contract/receipt.ts'
import type { Store } from './store/store.ts'

/** The receipt of a completed upload; null for any other. Times before the timeline was kept are left out. */
export function receiptOf({ uploads, parts, receipts }: Store, id: UploadId): Receipt | null {
  const upload = uploads.find(id)
  if (upload?.state.kind !== 'completed' || upload.fileChecksum === null) return null
  const { path, name, sizeBytes, addedAt, sentBytes, state, fileChecksum } = upload
  const added = { kind: 'added', detail: null, firstAt: addedAt, lastAt: addedAt, count: 1 } as const
  return {
    ...{ uploadId: id, fileId: state.fileId, path, name, sizeBytes, addedAt, completedAt: state.completedAt },
    sha256: Buffer.from(fileChecksum, 'base64').toString('hex'),
    sentBytes,
    sentAgainBytes: Math.max(0, sentBytes - sizeBytes),
    polarFile: receipts.polarFile(id),
    timeline: [added, ...receipts.timeline(id)],
    parts: parts.plan(id).map(({ number, start, end, checksum, etag }) => {
      return { number, start, end, checksum, etag: etag ?? '' }
    }),
  }
}

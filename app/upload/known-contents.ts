import type { UploadRecord } from '../store/upload-store.ts'

type Content = Pick<UploadRecord, 'accountId' | 'fileChecksum' | 'sizeBytes' | 'name' | 'state'>

/** Knows what this computer has brought to Polar, by its bytes. */
export interface KnownContents {
  /** Notes a completed upload; anything else is passed over. */
  note(upload: Content): void
  /** The name under which the same bytes are in Polar already, by another upload; null when they are not known to be. */
  nameOf(upload: Content): string | null
}

/** Knows nothing yet. What is taken off the list stays known: it is in Polar all the same. */
export function createKnownContents(): KnownContents {
  const names = new Map<string, string>()
  return {
    note(upload) {
      const key = keyOf(upload)
      if (upload.state.kind === 'completed' && key !== null) names.set(key, upload.name)
    },
    nameOf(upload) {
      const key = keyOf(upload)
      return upload.state.kind === 'completed' || key === null ? null : (names.get(key) ?? null)
    },
  }
}

// Two files of no bytes are not the same file.
const keyOf = ({ accountId, fileChecksum, sizeBytes }: Content): string | null =>
  accountId === null || fileChecksum === null || sizeBytes === 0 ? null : `${accountId} ${fileChecksum}`

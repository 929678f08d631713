import type { AccountId } from '../contract/ids.ts'
import type { UploadRecord } from '../store/upload-store.ts'

type Content = Pick<UploadRecord, 'accountId' | 'fileChecksum' | 'sizeBytes' | 'name' | 'state'>

/** Knows what this computer has brought to Polar, by its bytes. */
export interface KnownContents {
  /** Notes a completed upload; anything else is passed over. */
  note(upload: Content): void
  /** What a completed upload brought there has been deleted since. */
  forget(upload: Content | null): void
  /** The name under which the same bytes are in Polar already, by another upload; null when they are not known to be. */
  nameOf(upload: Content): string | null
}

/** Knows nothing yet. What is taken off the list stays known: it is in Polar all the same. */
export function createKnownContents(): KnownContents {
  // By account and then by checksum: a key of both would be a text of its own for every upload.
  const names = new Map<AccountId, Map<string, string>>()
  return {
    note(upload) {
      if (upload.state.kind !== 'completed' || !isTelling(upload)) return
      const theirs = names.get(upload.accountId) ?? new Map<string, string>()
      names.set(upload.accountId, theirs.set(upload.fileChecksum, upload.name))
    },
    forget(upload) {
      if (upload !== null && isTelling(upload)) names.get(upload.accountId)?.delete(upload.fileChecksum)
    },
    nameOf(upload) {
      if (upload.state.kind === 'completed' || !isTelling(upload)) return null
      return names.get(upload.accountId)?.get(upload.fileChecksum) ?? null
    },
  }
}

type Telling = Content & { readonly accountId: AccountId; readonly fileChecksum: string }

// Two files of no bytes are not the same file.
const isTelling = (upload: Content): upload is Telling =>
  upload.accountId !== null && upload.fileChecksum !== null && upload.sizeBytes > 0

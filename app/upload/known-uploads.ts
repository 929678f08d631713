import type { AccountId, UploadId } from '../contract/ids.ts'
import type { UploadStateKind } from '../contract/upload-state.ts'
import { isUntouched, type FoundFile } from '../source/source-file.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import type { RosterEntry } from './roster-entry.ts'

/** What becomes of a file that is added depends on the uploads there are of it. */
export interface KnownUploads {
  /** The upload that is bringing that path to Polar as it is wanted there; null when there is none. */
  underway(path: string, wanted: Wanted): UploadId | null
  /** The upload that brought this version of the file to Polar as it is wanted there; null when there is none. */
  completed(file: FoundFile, wanted: Wanted): UploadId | null
  /** A new upload is on its way from now on. */
  add(upload: Pick<UploadRecord, 'id' | 'path'> & Wanted): void
}

/** How a file is wanted in Polar: another name or service makes another file of it. */
export type Wanted = Pick<UploadRecord, 'name' | 'service'>

/** An upload in one of these is over: its file may be added once more. */
const OVER: readonly UploadStateKind[] = ['completed', 'canceled']

/** Looks through the uploads in queue order, leaving out those of other accounts than the one signed in. */
export function createKnownUploads(
  uploads: Iterable<Pick<RosterEntry, 'upload' | 'isCleared'>>,
  accountId: AccountId | null,
): KnownUploads {
  const underway = new Map<string, UploadId>()
  const completed = new Map<string, UploadRecord>()
  for (const { upload, isCleared } of uploads) {
    // Off the list is off the list, though it may come back.
    if (isCleared) continue
    const elsewhere = accountId !== null && upload.accountId !== null && upload.accountId !== accountId
    if (elsewhere) continue
    if (!OVER.includes(upload.state.kind)) underway.set(keyOf(upload.path, upload), upload.id)
    // Of several the latest: what was completed before it is another version, or the same once more.
    if (upload.state.kind === 'completed') completed.set(keyOf(upload.path, upload), upload)
  }
  return {
    underway: (path, wanted) => underway.get(keyOf(path, wanted)) ?? null,
    completed({ path, identity }, wanted) {
      const latest = completed.get(keyOf(path, wanted))
      // Its identity is that of the bytes its checksums were made of, and those are what Polar has.
      const known = latest?.identity ?? null
      return latest !== undefined && known !== null && isUntouched(known, identity) ? latest.id : null
    },
    add: (upload) => void underway.set(keyOf(upload.path, upload), upload.id),
  }
}

const keyOf = (path: string, { name, service }: Wanted): string => [service, name, path].join('\0')

import { basename } from 'node:path'
import { once } from '../contract/once.ts'
import type { Relocation } from '../contract/relocation.ts'
import { sameIdentity, type FileIdentity, type SourceFile, type SourceFiles } from '../source/source-file.ts'
import type { PlannedPart } from '../store/part-store.ts'
import type { Store } from '../store/store.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import type { RosterEntry } from './roster-entry.ts'
import type { UploadRoster } from './upload-roster.ts'

/** What looking for a moved file works with. */
export interface RelocatingParts {
  readonly sources: Pick<SourceFiles, 'open'>
  readonly store: Store
  readonly roster: UploadRoster
}

/** Says whether an upload waits for the user to say where its file is. */
export const isMissing = ({ upload: { state }, isCleared }: RosterEntry): boolean =>
  !isCleared && state.kind === 'failed' && state.failure.code === 'file-missing'

/**
 * Has an upload go by another path, when the file there is the one it was added with: by its identity on the disk,
 * which a rename keeps, or by its bytes, when it was copied. Of a file that was not checked yet only the size is known,
 * and nothing of it is stored that another could be mixed with. Throws `UploadError` when that file cannot be read.
 */
export async function relocateSource(
  parts: RelocatingParts,
  entry: RosterEntry,
  path: string,
  signal: AbortSignal,
): Promise<Relocation> {
  if (!isMissing(entry)) return { kind: 'not-missing' }
  const source = await parts.sources.open(path)
  try {
    const identity = await source.identity()
    const plan = parts.store.parts.plan(entry.id)
    const message = await differenceOf({ upload: entry.upload, plan, source, identity, signal })
    // Hashing may have taken a while.
    if (!isMissing(entry)) return { kind: 'not-missing' }
    if (message !== null) return { kind: 'other', message }
    take(parts, entry, path, identity, plan.length > 0)
    return { kind: 'same' }
  } finally {
    await source.close()
  }
}

interface Comparison {
  readonly upload: UploadRecord
  readonly plan: readonly PlannedPart[]
  readonly source: SourceFile
  readonly identity: FileIdentity
  readonly signal: AbortSignal
}

/** Why it is another file, in a sentence; null when it is the same. */
async function differenceOf({ upload, plan, source, identity, signal }: Comparison): Promise<string | null> {
  if (upload.identity !== null && sameIdentity(upload.identity, identity)) return null
  const sizeBytes = plan.at(-1)?.end ?? upload.sizeBytes
  if (identity.sizeBytes !== sizeBytes) return sizeDiffers(source.path, identity.sizeBytes, sizeBytes)
  if (plan.length === 0) return null
  const { partChecksums } = await source.checksums(plan, { signal, onHashed: () => undefined })
  const differing = plan.filter((part, index) => part.checksum !== partChecksums[index]).length
  if (differing > 0) return partsDiffer(source.path, differing, plan.length)
  return sameIdentity(identity, await source.identity()) ? null : stillWritten(source.path)
}

function take(
  { store, roster }: RelocatingParts,
  { id, upload: { fileChecksum } }: RosterEntry,
  path: string,
  identity: FileIdentity,
  isChecked: boolean,
): void {
  store.together(() => {
    store.uploads.setPath(id, path)
    if (isChecked && fileChecksum !== null) store.uploads.setHashed(id, { identity, fileChecksum })
  })
  roster.learn(id, isChecked && fileChecksum !== null ? { path, identity } : { path })
}

const count = once(() => new Intl.NumberFormat('en-US'))
const WHAT_NOW = 'Choose the right one, or add this one as a new upload.'

const sizeDiffers = (path: string, has: number, wanted: number): string =>
  `“${basename(path)}” is another file: it has ${count().format(has)} bytes, and the one added had ${count().format(wanted)}. ${WHAT_NOW}`

const partsDiffer = (path: string, differing: number, total: number): string =>
  `“${basename(path)}” is another file: ${count().format(differing)} of ${count().format(total)} parts are not those of the one added. ${WHAT_NOW}`

const stillWritten = (path: string): string =>
  `“${basename(path)}” changed while it was being compared. Choose it again once it stops changing.`

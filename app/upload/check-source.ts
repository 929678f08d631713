import { once } from '../contract/once.ts'
import { isUntouched, sameIdentity, type FileIdentity, type SourceFile } from '../source/source-file.ts'
import type { PlannedPart } from '../store/part-store.ts'
import { UploadError } from '../upload-error.ts'
import { refusalFor } from './file-rules.ts'
import { planParts } from './part-plan.ts'
import type { RunContext } from './run-context.ts'

/**
 * Makes sure that the plan and its checksums are those of the file as it is now; hashes it when they are not known,
 * or when the file may have changed. Throws `UploadError('file-changed')` when it has: an upload is one version of a
 * file, never a mixture of two.
 */
export async function checkSource(run: RunContext, source: SourceFile): Promise<void> {
  const { id, store, meter } = run
  const before = await source.identity()
  const planned = store.parts.plan(id)
  const known = run.upload().identity
  if (planned.length > 0 && known !== null && isUntouched(known, before)) {
    meter.hashedAll(before.sizeBytes)
    return
  }
  const plannedBytes = planned.at(-1)?.end ?? before.sizeBytes
  if (plannedBytes !== before.sizeBytes) throw sizeChanged(plannedBytes, before.sizeBytes)
  refuseIfUnfit(run, before)
  await hash(run, source, before, planned)
  meter.hashedAll(before.sizeBytes)
}

/** Makes sure nothing has written to the file since it was hashed. Throws `UploadError('file-touched')`. */
export async function checkUntouched(run: RunContext, source: SourceFile): Promise<void> {
  const known = run.upload().identity
  if (known !== null && sameIdentity(known, await source.identity())) return
  throw new UploadError('file-touched', 'The file was written to since it was checked. Checking it again.')
}

async function hash(
  run: RunContext,
  source: SourceFile,
  identity: FileIdentity,
  planned: readonly PlannedPart[],
): Promise<void> {
  const { id, store, meter, signal } = run
  const link = run.link().estimate(run.upload().sessionsLost)
  const parts = planned.length > 0 ? planned : planParts(identity.sizeBytes, { link })
  meter.hashingStarted()
  const checksums = await source.checksums(parts, { signal, onHashed: (bytes) => meter.hashed(bytes) })
  if (!sameIdentity(identity, await source.identity())) throw stillWritten()
  const { fileChecksum, partChecksums } = checksums
  const differing = planned.filter((part, index) => part.checksum !== partChecksums[index]).length
  if (differing > 0) throw partsChanged(differing, planned.length)
  const expected = run.upload().fileChecksum ?? fileChecksum
  if (expected !== fileChecksum) throw contentsChanged()
  store.together(() => {
    store.uploads.setHashed(id, { identity, fileChecksum })
    if (planned.length === 0) store.parts.setPlan(id, parts, partChecksums)
  })
  run.learn({ identity, fileChecksum, sizeBytes: identity.sizeBytes })
}

function refuseIfUnfit(run: RunContext, { sizeBytes }: FileIdentity): void {
  const { name, service, mimeType } = run.upload()
  const refusal = refusalFor({ name, sizeBytes, service, mimeType })
  if (refusal !== null) throw new UploadError('rejected', refusal)
}

const count = once(() => new Intl.NumberFormat('en-US'))
const WHAT_NOW = 'Upload the new version, or remove this upload.'

const sizeChanged = (from: number, to: number): UploadError =>
  new UploadError(
    'file-changed',
    `The file has ${to > from ? 'grown' : 'shrunk'} from ${count().format(from)} to ${count().format(to)} bytes since it was checked. ${WHAT_NOW}`,
  )

const partsChanged = (differing: number, total: number): UploadError =>
  new UploadError(
    'file-changed',
    `${count().format(differing)} of ${count().format(total)} parts of the file changed since it was checked. ${WHAT_NOW}`,
  )

const contentsChanged = (): UploadError =>
  new UploadError('file-changed', `The file changed since it was checked. ${WHAT_NOW}`)

const stillWritten = (): UploadError =>
  new UploadError(
    'file-busy',
    'The file changed while it was being checked. It will be checked again once it stops changing.',
  )

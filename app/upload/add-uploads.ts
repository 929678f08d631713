import { basename } from 'node:path'
import type { AddReport, AddRequest } from '../contract/add-request.ts'
import type { AccountId, UploadId } from '../contract/ids.ts'
import type { UploadStateKind } from '../contract/upload-state.ts'
import type { Clock, Random } from '../ports.ts'
import type { FoundFile, SourceFiles } from '../source/source-file.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import { fileNameForPolar, refusalForName } from './file-name.ts'
import { mimeTypeFor, refusalFor } from './file-rules.ts'
import type { UploadRoster } from './upload-roster.ts'

/** What adding works with. */
export interface AddingParts {
  readonly sources: SourceFiles
  readonly roster: UploadRoster
  readonly clock: Clock
  readonly random: Random
  /** Where new uploads go; null while nobody is signed in. */
  readonly accountId: () => AccountId | null
}

/** An upload in one of these is over: its file may be added once more. */
const OVER: readonly UploadStateKind[] = ['completed', 'canceled']

/** Puts files, and the files in folders, at the end of the queue. What cannot be added is in the report. */
export async function addUploads(parts: AddingParts, request: AddRequest): Promise<AddReport> {
  const { files, leftOutCount, refused } = await parts.sources.expand(request.paths)
  const badName = nameProblem(request, files.length)
  if (badName !== null) {
    const problems = request.paths.map((path) => ({ path, message: badName }))
    return { added: [], alreadyThere: [], leftOutCount, refused: problems, renamed: [] }
  }
  const sorting = createSorting(parts, request)
  files.forEach((file) => sorting.take(file))
  parts.roster.add(sorting.uploads)
  return {
    added: sorting.uploads.map(({ id }) => id),
    alreadyThere: sorting.alreadyThere,
    leftOutCount,
    refused: [...refused, ...sorting.refused],
    renamed: sorting.renamed,
  }
}

function nameProblem({ name }: AddRequest, fileCount: number): string | null {
  if (name === undefined) return null
  if (fileCount > 1)
    return 'One name cannot be given to several files. Please add them one by one, or leave the name out.'
  return refusalForName(name)
}

interface Sorting {
  take(file: FoundFile): void
  readonly uploads: UploadRecord[]
  readonly alreadyThere: { path: string; id: UploadId }[]
  readonly refused: { path: string; message: string }[]
  readonly renamed: { from: string; to: string }[]
}

/** Sorts found files into new uploads, those already on their way, and those Polar would not take. */
function createSorting(parts: AddingParts, request: AddRequest): Sorting {
  const { roster, random, clock } = parts
  const service = request.service ?? 'downloadable'
  const accountId = parts.accountId()
  const firstPosition = roster.nextPosition()
  const underway = new Map<string, UploadId>()
  for (const { upload } of roster.all()) {
    const elsewhere = accountId !== null && upload.accountId !== null && upload.accountId !== accountId
    if (!OVER.includes(upload.state.kind) && !elsewhere) underway.set(upload.path, upload.id)
  }
  const sorting: Sorting = {
    uploads: [],
    alreadyThere: [],
    refused: [],
    renamed: [],
    take({ path, sizeBytes }) {
      const known = underway.get(path)
      if (known !== undefined) return void sorting.alreadyThere.push({ path, id: known })
      const ownName = request.name ?? basename(path)
      const name = fileNameForPolar(ownName)
      const mimeType = mimeTypeFor(name)
      const message = refusalFor({ name, sizeBytes, service, mimeType })
      if (message !== null) return void sorting.refused.push({ path, message })
      if (name !== ownName.normalize('NFC')) sorting.renamed.push({ from: ownName, to: name })
      const id = random.uuid() as UploadId
      underway.set(path, id)
      const state = { kind: 'queued' } as const
      const position = firstPosition + sorting.uploads.length
      const fresh = {
        state,
        identity: null,
        fileChecksum: null,
        sentBytes: 0,
        sessionsLost: 0,
        addedAt: clock.now(),
      }
      sorting.uploads.push({ id, position, accountId, path, name, mimeType, service, sizeBytes, ...fresh })
    },
  }
  return sorting
}

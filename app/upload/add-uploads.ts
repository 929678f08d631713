import { basename } from 'node:path'
import type { AddReport, AddRequest } from '../contract/add-request.ts'
import type { AccountId, UploadId } from '../contract/ids.ts'
import type { Clock, Random } from '../ports.ts'
import type { FoundFile, SourceFiles } from '../source/source-file.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import { fileNameForPolar, refusalForName } from './file-name.ts'
import { mimeTypeFor, refusalFor } from './file-rules.ts'
import { createKnownUploads, type KnownUploads } from './known-uploads.ts'
import type { UploadRoster } from './upload-roster.ts'

/** What adding works with. */
export interface AddingParts {
  readonly sources: SourceFiles
  readonly roster: UploadRoster
  readonly clock: Clock
  readonly random: Random
  /** Where new uploads go: to whichever account was chosen when they were asked for; null for none. */
  readonly accountId: () => AccountId | null
}

const NOTHING: AddReport = {
  added: [],
  addedBytes: 0,
  alreadyThere: [],
  alreadyCompleted: [],
  leftOutCount: 0,
  refused: [],
  renamed: [],
}

/** Puts files, and the files in folders, at the end of the queue. What cannot be added is in the report. */
export async function addUploads(parts: AddingParts, request: AddRequest): Promise<AddReport> {
  const { files, leftOutCount, refused } = await parts.sources.expand(request.paths)
  const badName = nameProblem(request, files.length)
  if (badName !== null) {
    const problems = request.paths.map((path) => ({ path, message: badName }))
    return { ...NOTHING, leftOutCount, refused: problems }
  }
  const sorting = createSorting(parts, request)
  files.forEach((file) => sorting.take(file))
  parts.roster.add(sorting.uploads)
  const { uploads, alreadyThere, alreadyCompleted, renamed } = sorting
  return {
    ...addedOf(uploads),
    ...{ alreadyThere, alreadyCompleted, leftOutCount, renamed },
    refused: [...refused, ...sorting.refused],
  }
}

/**
 * Puts the files of completed uploads at the end of the queue once more. They are looked at when their turn comes;
 * other ids are passed over.
 */
export function addAgain(parts: AddingParts, ids: readonly UploadId[]): AddReport {
  const { roster } = parts
  const newUploads = createNewUploads(parts)
  const alreadyThere: { path: string; id: UploadId }[] = []
  for (const id of ids) {
    const before = roster.find(id)
    if (before?.isCleared !== false || before.upload.state.kind !== 'completed') continue
    const { path, name, mimeType, service, sizeBytes } = before.upload
    const goingOn = newUploads.known.underway(path, { name, service })
    if (goingOn === null) newUploads.add({ path, name, mimeType, service, sizeBytes })
    else alreadyThere.push({ path, id: goingOn })
  }
  roster.add(newUploads.uploads)
  return { ...NOTHING, ...addedOf(newUploads.uploads), alreadyThere }
}

/** A report in which files that were `gone` from Polar are no longer completed, but what adding them `anew` came to. */
export function withAnew(report: AddReport, anew: AddReport, gone: AddReport['alreadyCompleted']): AddReport {
  return {
    added: [...report.added, ...anew.added],
    addedBytes: report.addedBytes + anew.addedBytes,
    alreadyThere: [...report.alreadyThere, ...anew.alreadyThere],
    alreadyCompleted: report.alreadyCompleted.filter((completed) => !gone.includes(completed)),
    leftOutCount: report.leftOutCount,
    refused: [...report.refused, ...anew.refused],
    renamed: [...report.renamed, ...anew.renamed],
  }
}

const addedOf = (uploads: readonly UploadRecord[]): Pick<AddReport, 'added' | 'addedBytes'> => ({
  added: uploads.map(({ id }) => id),
  addedBytes: uploads.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
})

function nameProblem({ name }: AddRequest, fileCount: number): string | null {
  if (name === undefined) return null
  if (fileCount > 1)
    return 'One name cannot be given to several files. Please add them one by one, or leave the name out.'
  return refusalForName(name)
}

interface Sorting extends Pick<AddReport, 'alreadyThere' | 'alreadyCompleted' | 'refused' | 'renamed'> {
  take(file: FoundFile): void
  readonly uploads: readonly UploadRecord[]
}

/** Sorts found files into new uploads, those on their way or completed already, and those Polar would not take. */
function createSorting(parts: AddingParts, request: AddRequest): Sorting {
  const service = request.service ?? 'downloadable'
  const { uploads, known, add } = createNewUploads(parts)
  const alreadyThere: { path: string; id: UploadId }[] = []
  const alreadyCompleted: { path: string; id: UploadId }[] = []
  const refused: { path: string; message: string }[] = []
  const renamed: { from: string; to: string }[] = []
  return {
    ...{ uploads, alreadyThere, alreadyCompleted, refused, renamed },
    take(file) {
      const { path } = file
      const { sizeBytes } = file.identity
      const ownName = request.name ?? basename(path)
      const name = fileNameForPolar(ownName)
      const goingOn = known.underway(path, { name, service })
      if (goingOn !== null) return void alreadyThere.push({ path, id: goingOn })
      const completed = request.again === true ? null : known.completed(file, { name, service })
      if (completed !== null) return void alreadyCompleted.push({ path, id: completed })
      const mimeType = mimeTypeFor(name)
      const message = refusalFor({ name, sizeBytes, service, mimeType })
      if (message !== null) return void refused.push({ path, message })
      if (name !== ownName.normalize('NFC')) renamed.push({ from: ownName, to: name })
      add({ path, name, mimeType, service, sizeBytes })
    },
  }
}

/** What of a new upload is not the same for every one. */
type NewUpload = Pick<UploadRecord, 'path' | 'name' | 'mimeType' | 'service' | 'sizeBytes'>

interface NewUploads {
  readonly uploads: readonly UploadRecord[]
  /** The uploads there are, these included. */
  readonly known: KnownUploads
  readonly add: (upload: NewUpload) => void
}

/** Makes uploads for the end of the queue and the account that is signed in; they are not in the roster yet. */
function createNewUploads({ roster, random, clock, accountId: account }: AddingParts): NewUploads {
  const accountId = account()
  const known = createKnownUploads(roster.all(), accountId)
  const firstPosition = roster.nextPosition()
  const uploads: UploadRecord[] = []
  return {
    ...{ uploads, known },
    add(upload) {
      const id = random.uuid() as UploadId
      const fresh = {
        state: { kind: 'queued' },
        identity: null,
        fileChecksum: null,
        sentBytes: 0,
        sessionsLost: 0,
        lossReason: null,
        addedAt: clock.now(),
      } as const
      uploads.push({ ...upload, id, position: firstPosition + uploads.length, accountId, ...fresh })
      known.add({ ...upload, id })
    },
  }
}

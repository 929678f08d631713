import type { createFiles, uploadedFiles } from '@polar-sh/sdk/2026-10/services/files'
import type { FileId } from '../contract/ids.ts'
import type { FileService } from '../contract/upload-view.ts'
import type { PlannedPart } from '../store/part-store.ts'
import type { PresignedUrl, Session } from '../store/session-store.ts'
import { UploadError } from '../upload-error.ts'

/** What Polar is told when an upload is opened. */
export interface NewFile {
  readonly name: string
  readonly mimeType: string
  readonly service: FileService
  readonly sizeBytes: number
  readonly fileChecksum: string
  readonly parts: readonly PlannedPart[]
}

/** What Polar gives for it; `expiresAt` is for the caller to read from the URLs. */
export interface OpenedFile {
  readonly session: Pick<Session, 'fileId' | 'multipartId' | 'path'>
  readonly organizationId: string
  /** In the order of the parts. */
  readonly urls: readonly PresignedUrl[]
  /** Polar's own word on when the URLs die, epoch milliseconds. */
  readonly expiresAt: number
}

/** A file at Polar whose upload is complete. */
export interface PolarFile {
  readonly id: FileId
  readonly name: string
  readonly sizeBytes: number
  readonly mimeType: string
  readonly service: string
  /** SHA-256 of the whole file as announced, base64. */
  readonly checksum: string | null
  /** S3's ETag of the whole, made from those of the parts. */
  readonly etag: string | null
  readonly createdAt: string
  readonly organizationId: string
}

type Creation = Parameters<ReturnType<typeof createFiles>>[0]
type Created = Awaited<ReturnType<ReturnType<typeof createFiles>>>
type Completion = Parameters<ReturnType<typeof uploadedFiles>>[1]

/** What Polar's JSON says of a part on the way in. */
const partOf = ({ number, start, end, checksum }: PlannedPart) => ({
  number,
  chunk_start: start,
  chunk_end: end,
  checksum_sha256_base64: checksum,
})

/** The request that opens an upload. */
export const creationOf = (file: NewFile): Creation => ({
  service: file.service,
  name: file.name,
  mime_type: file.mimeType,
  size: file.sizeBytes,
  checksum_sha256_base64: file.fileChecksum,
  upload: { parts: file.parts.map(partOf) },
})

/**
 * The request that completes an upload. Throws when a part has no ETag: Polar would take a list without its last
 * parts and serve a truncated file.
 */
export const completionOf = (session: Session, parts: readonly PlannedPart[]): Completion => ({
  id: session.multipartId,
  path: session.path,
  parts: parts.map(({ number, etag, checksum }, index) => {
    if (etag === null || number !== index + 1) throw new Error(`Part ${number} is missing at completion`)
    return { number, checksum_etag: etag, checksum_sha256_base64: checksum }
  }),
})

/** What Polar's answer to a creation says. Throws `UploadError('not-polar')` when it lacks what it must have. */
export function openedFrom(created: Created, parts: readonly PlannedPart[]): OpenedFile {
  try {
    const { upload } = created
    const byNumber = new Map(upload.parts.map((part) => [part.number, part]))
    const answers = parts.map(({ number }) => required(byNumber.get(number)))
    return {
      session: { fileId: text(created.id) as FileId, multipartId: text(upload.id), path: text(upload.path) },
      organizationId: text(created.organization_id),
      urls: answers.map((part): PresignedUrl => ({
        number: part.number,
        url: text(part.url),
        headers: part.headers ?? {},
      })),
      expiresAt: Math.min(...answers.map((part) => Date.parse(text(part.expires_at)))),
    }
  } catch (error) {
    throw anotherShape(error)
  }
}

/** The fields of a file this app reads. */
interface FileFields {
  readonly id: string
  readonly organization_id: string
  readonly name: string
  readonly size: number
  readonly mime_type: string
  readonly service: string
  readonly checksum_sha256_base64?: string | null
  readonly checksum_etag?: string | null
  readonly created_at: string
}

/** A file as Polar tells of it. Throws `UploadError('not-polar')` when it lacks what it must have. */
export function polarFileFrom(file: FileFields): PolarFile {
  try {
    return {
      id: text(file.id) as FileId,
      organizationId: text(file.organization_id),
      name: text(file.name),
      sizeBytes: whole(file.size),
      mimeType: text(file.mime_type),
      service: text(file.service),
      checksum: file.checksum_sha256_base64 ?? null,
      etag: file.checksum_etag ?? null,
      createdAt: text(file.created_at),
    }
  } catch (error) {
    throw anotherShape(error)
  }
}

/** The failure for JSON that came from something else than the API this client was made for. */
export const anotherShape = (cause: unknown): UploadError =>
  new UploadError(
    'not-polar',
    'The server answers in a form this version of Polar Uploader does not know. Please check the server’s address and for a newer version.',
    { cause },
  )

// The client's types promise these fields; what really came over the wire is anything.
const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new TypeError('A text is missing')
  return value
}

const whole = (value: unknown): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError('A number is missing')
  return value
}

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('A part is missing')
  return value
}

import { createHash } from 'node:crypto'
import type { PlannedPart } from '../store/part-store.ts'
import type { PolarFile } from '../polar/polar-files.ts'
import { UploadError } from '../upload-error.ts'

/** What Polar must have stored. */
export interface Expected {
  readonly sizeBytes: number
  readonly fileChecksum: string
  readonly parts: readonly PlannedPart[]
}

/**
 * Compares what Polar says it has stored with what was sent; throws `UploadError('stored-differs')` when it is not
 * the same. Size and checksum are what Polar was told; the ETag is made by S3 from the parts it put together, so it
 * also shows a part that is missing or in the wrong place.
 */
export function checkStored(file: PolarFile, expected: Expected): void {
  const etag = multipartEtag(expected.parts.map((part) => part.etag ?? ''))
  const differences = [
    file.sizeBytes === expected.sizeBytes ? null : `its size is ${file.sizeBytes} bytes`,
    file.checksum === expected.fileChecksum ? null : 'its checksum differs',
    file.etag === null || etag === null || file.etag === etag ? null : 'its parts differ',
  ].filter((difference) => difference !== null)
  if (differences.length === 0) return
  throw new UploadError(
    'stored-differs',
    `What Polar stored is not the file that was sent: ${differences.join(', ')}. Please do not use it, and upload the file again.`,
  )
}

/**
 * The ETag S3 gives a file put together from parts: the MD5 of the parts' MD5s, a dash and their number, in quotes.
 * A part's ETag is its MD5 only where S3 encrypts with its own keys, as Polar's buckets do; null when it is not
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html).
 */
export function multipartEtag(etags: readonly string[]): string | null {
  const digests = etags.map((etag) => /^"([0-9a-f]{32})"$/.exec(etag)?.[1])
  if (digests.some((digest) => digest === undefined)) return null
  const all = createHash('md5').update(digests.join(''), 'hex').digest('hex')
  return `"${all}-${etags.length}"`
}

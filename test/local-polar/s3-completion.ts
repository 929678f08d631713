import { createHash, randomBytes } from 'node:crypto'
import type { MultipartUpload, MultipartUploads, StoredObject, StoredPart } from './multipart-uploads.ts'
import { S3Error } from './s3-errors.ts'

/** S3's smallest part, but for the last. */
export const MIN_PART_BYTES = 5 * 1024 * 1024

/** A part as it is named in a completion. */
export interface ListedPart {
  readonly number: number
  readonly etag: string
  /** Base64. */
  readonly checksum: string | null
}

/** What a completion asks for. */
export interface Completion {
  readonly bucket: string
  readonly key: string
  readonly uploadId: string
  readonly parts: readonly ListedPart[]
  /** Base64 of the SHA-256 over the parts' digests; null when no part has a checksum. */
  readonly compositeChecksum: string | null
}

/** What S3 does when an upload that is completed is completed again with the same parts. AWS promises only the latter. */
export type SecondCompletion = 'succeeds' | 'no-such-upload'

/** Puts a multipart upload together with all of S3's checks. Throws `S3Error`; then nothing has changed. */
export async function completeMultipartUpload(
  uploads: MultipartUploads,
  completion: Completion,
  rules: { readonly now: number; readonly secondCompletion: SecondCompletion },
): Promise<StoredObject> {
  const upload = uploads.find(completion.uploadId)
  const unknown = new S3Error('NoSuchUpload', { UploadId: completion.uploadId })
  if (upload?.bucket !== completion.bucket || upload.key !== completion.key) throw unknown
  if (upload.object && rules.secondCompletion === 'no-such-upload') throw unknown

  const parts = checkedParts(upload, completion)
  const etag = multipartEtag(parts)
  if (upload.object) {
    if (upload.object.etag !== etag) throw unknown
    return upload.object
  }
  const object: StoredObject = {
    parts,
    sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    etag,
    versionId: randomBytes(24).toString('base64url'),
    lastModified: Math.floor(rules.now / 1000) * 1000,
  }
  await uploads.complete(upload, object)
  return object
}

function checkedParts(upload: MultipartUpload, completion: Completion): readonly StoredPart[] {
  const { parts: listed, uploadId } = completion
  if (listed.length === 0) throw new S3Error('InvalidRequest', {}, 'You must specify at least one part')
  checkOrder(listed, uploadId)
  const parts = listed.map((part) => checkedPart(upload, part))
  parts.slice(0, -1).forEach((part, index) => {
    if (part.sizeBytes >= MIN_PART_BYTES) return
    throw new S3Error('EntityTooSmall', {
      ETag: listed[index]?.etag ?? '',
      MinSizeAllowed: MIN_PART_BYTES,
      PartNumber: part.number,
      ProposedSize: part.sizeBytes,
    })
  })
  const composite = compositeChecksum(parts)
  if (completion.compositeChecksum !== composite) {
    throw new S3Error('BadDigest', {}, 'The sha256 you specified did not match the calculated checksum.')
  }
  return parts
}

function checkOrder(listed: readonly ListedPart[], uploadId: string): void {
  listed.forEach((part, index) => {
    if (!Number.isInteger(part.number) || part.number < 1 || part.number > 10_000) {
      throw new S3Error('InvalidArgument', { ArgumentName: 'PartNumber', ArgumentValue: part.number })
    }
    // Not only ascending: an upload with checksums takes only consecutive numbers from 1 on.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompletedPart.html
    if (part.number !== index + 1) throw new S3Error('InvalidPartOrder', { UploadId: uploadId })
  })
}

function checkedPart(upload: MultipartUpload, listed: ListedPart): StoredPart {
  if (listed.checksum === null) {
    throw new S3Error(
      'InvalidRequest',
      {},
      'The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part ' +
        `${listed.number} in the request.`,
    )
  }
  const stored = upload.parts.get(listed.number)
  const checksum = stored && Buffer.from(stored.sha256, 'hex').toString('base64')
  if (stored?.md5 !== listed.etag.replace(/^"(.*)"$/, '$1') || checksum !== listed.checksum) {
    throw new S3Error('InvalidPart', { UploadId: upload.id, PartNumber: listed.number, ETag: listed.etag })
  }
  return stored
}

const multipartEtag = (parts: readonly StoredPart[]): string => {
  const md5 = createHash('md5')
  for (const part of parts) md5.update(part.md5, 'hex')
  return `"${md5.digest('hex')}-${parts.length}"`
}

const compositeChecksum = (parts: readonly StoredPart[]): string => {
  const sha256 = createHash('sha256')
  for (const part of parts) sha256.update(part.sha256, 'hex')
  return sha256.digest('base64')
}

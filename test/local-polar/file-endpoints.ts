import { createHash, randomUUID } from 'node:crypto'
import { jsonAnswer, Refusal, type Answer } from './answer.ts'
import { isoMicroseconds } from './clock.ts'
import { effectOf, markCommitted, type Exchange } from './exchange.ts'
import { fileRead, fileWith, isPublicService, type FileRecord, type FileRecords } from './file-records.ts'
import type { AnnouncedPart, FileCreate, FileUploaded } from './file-validation.ts'
import type { MultipartUpload } from './multipart-uploads.ts'
import type { Organization } from './organization.ts'
import { againstRules, INTERNAL_SERVER_ERROR, notPermitted, resourceNotFound } from './polar-errors.ts'
import { encodeKey } from './presign.ts'
import { PRIVATE_BUCKET, PUBLIC_BUCKET, type S3 } from './s3-api.ts'
import { completeMultipartUpload, type SecondCompletion } from './s3-completion.ts'
import { S3Error } from './s3-errors.ts'
import { mayManageFiles, type TokenRecord } from './tokens.ts'

/** What the endpoints for files work with. */
export interface FilesContext {
  readonly s3: S3
  readonly files: FileRecords
  readonly organization: Organization
  readonly secondCompletion: SecondCompletion
  /** How long it takes to sign the URL of a part; nobody else is answered meanwhile. */
  readonly signingMsPerPart: number
  urlLifetimeSeconds(): number
  /** Where clients reach S3: `http://127.0.0.1:PORT` unless something stands between. */
  s3Origin(): string
}

const MAX_KEY_BYTES = 1024
const MAX_METADATA_BYTES = 2048
const MAX_INT64 = 2 ** 63

/** The bucket a file's bytes go to. */
export const bucketOf = (record: Pick<FileRecord, 'service'>): string =>
  isPublicService(record.service) ? PUBLIC_BUCKET : PRIVATE_BUCKET

/** A file as answered, with the URL under which everybody may read it if its service is a public one. */
export const shownFile = (context: FilesContext, record: FileRecord): Record<string, unknown> =>
  fileRead(record, `${context.s3Origin()}/${bucketOf(record)}/${encodeKey(record.path)}`)

/** Refuses a user whose role may not manage files. */
export function checkRole(token: TokenRecord): void {
  if (!mayManageFiles(token)) {
    throw new Refusal(notPermitted("You don't have permission to manage products"))
  }
}

/** The file with that id, unless it is deleted. Refuses with 404. */
export function existingFile(context: FilesContext, id: string): FileRecord {
  const record = context.files.find(id)
  if (!record || record.deleted_at !== null) throw new Refusal(resourceNotFound())
  return record
}

/** `POST /v1/files/`: a new row, a new multipart upload, a presigned URL for each part. */
export async function createFile(
  exchange: Exchange,
  context: FilesContext,
  body: FileCreate,
  token: TokenRecord,
): Promise<Answer> {
  checkOrganization(context.organization, body.organization_id, token)
  checkRole(token)
  const record = newRecord(context.organization, body, exchange.clock.now())
  checkForS3(record)
  const upload = await context.s3.uploads.create(bucketOf(record), record.path, record.mime_type)
  await exchange.thread.occupy(body.upload.parts.length * context.signingMsPerPart)
  const parts = await presignParts(context, upload, body.upload.parts, exchange.clock.now())
  await context.files.save(record)
  exchange.counters.sessionOpened()
  markCommitted(exchange)
  return jsonAnswer(201, fileWith(record, { upload: { id: upload.id, path: upload.key, parts } }))
}

function checkOrganization(organization: Organization, given: string | null, token: TokenRecord): void {
  const refuse = (type: string, msg: string): never => {
    throw new Refusal(againstRules([{ type, loc: ['body', 'organization_id'], msg, input: given }]))
  }
  if (token.kind === 'organization') {
    if (given === null) return
    refuse('organization_token', 'Setting organization_id is disallowed when using an organization token.')
  }
  if (given === null) refuse('missing', 'organization_id is required.')
  if (given !== organization.id) refuse('value_error', 'Organization not found.')
}

function newRecord(organization: Organization, body: FileCreate, now: number): FileRecord {
  const id = randomUUID()
  const checksum = body.checksum_sha256_base64 === '' ? null : body.checksum_sha256_base64
  return {
    id,
    organization_id: organization.id,
    service: body.service,
    name: body.name,
    path: `${body.service}/${organization.id}/${id}/${body.name}`,
    mime_type: body.mime_type,
    size: body.size,
    checksum_sha256_base64: body.checksum_sha256_base64,
    checksum_sha256_hex: checksum === null ? null : decodeBase64(checksum).toString('hex'),
    storage_version: null,
    checksum_etag: null,
    last_modified_at: null,
    // Polar takes a version but does not write it down; only PATCH does.
    version: null,
    is_uploaded: false,
    flagged_malicious_at: null,
    created_at: now,
    deleted_at: null,
  }
}

// Neither HTTP nor XML can carry them. The last two are a byte order mark turned round, and the end of the plane.
const UNSENDABLE = /[\0-\x1f\x7f\ufffe\uffff]/

/** Fails the way Polar fails when Python, botocore or S3 refuse what nobody checked before. */
function checkForS3(record: FileRecord): void {
  const asciiName = record.name.replace(/[^\p{ASCII}]/gu, '')
  const metadata = [record.id, record.organization_id, asciiName, record.size]
  const metadataBytes =
    metadata.join('').length +
    (record.checksum_sha256_base64?.length ?? 0) +
    (record.checksum_sha256_hex?.length ?? 0) +
    'polar-idpolar-organization-idpolar-namepolar-sizepolar-sha256-base64polar-sha256-hex'.length
  if (Buffer.byteLength(record.path) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError')
  if (metadataBytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge')
  const unsendable =
    UNSENDABLE.test(record.name + record.mime_type) || record.size >= MAX_INT64 || record.size < -MAX_INT64
  if (unsendable) throw new Refusal(INTERNAL_SERVER_ERROR)
}

/** Decodes base64 as Python does, which passes over whatever is not of its alphabet; a part of a group is an exception. */
function decodeBase64(encoded: string): Buffer {
  const [, whole = '', rest = ''] = /^((?:.{4})*)(.*)$/.exec(encoded.replace(/[^A-Za-z0-9+/=]/g, '')) ?? []
  if (!/[^\p{ASCII}]/u.test(encoded) && /^=*$/.test(rest)) return Buffer.from(whole, 'base64')
  throw new Refusal(INTERNAL_SERVER_ERROR)
}

async function presignParts(
  context: FilesContext,
  upload: MultipartUpload,
  parts: readonly AnnouncedPart[],
  signedAt: number,
): Promise<readonly unknown[]> {
  const lifetimeSeconds = context.urlLifetimeSeconds()
  const origin = context.s3Origin()
  const presigned: unknown[] = []
  for (const [index, part] of parts.entries()) {
    // One after the other: the last is the youngest.
    const now = signedAt - (parts.length - 1 - index) * context.signingMsPerPart
    const headers: Record<string, string> = part.checksum_sha256_base64
      ? {
          'x-amz-checksum-sha256': part.checksum_sha256_base64,
          'x-amz-sdk-checksum-algorithm': 'SHA256',
        }
      : {}
    const pathAndQuery = await context.s3.presigner.presign(
      {
        method: 'PUT',
        path: `/${upload.bucket}/${encodeKey(upload.key)}`,
        query: { uploadId: upload.id, partNumber: String(part.number) },
        headers: { host: new URL(origin).host, ...headers },
      },
      { signedAt: now, lifetimeSeconds },
    )
    const expires_at = isoMicroseconds(now + lifetimeSeconds * 1000)
    presigned.push({ ...part, url: origin + pathAndQuery, expires_at, headers })
  }
  return presigned
}

/**
 * `POST /v1/files/{id}/uploaded`: hands what the client says to S3, whatever the row says, and writes S3's answer down.
 */
export async function completeFile(
  exchange: Exchange,
  context: FilesContext,
  id: string,
  body: FileUploaded,
  token: TokenRecord,
): Promise<Answer> {
  const record = existingFile(context, id)
  checkRole(token)
  const digests = body.parts.flatMap(({ checksum_sha256_base64: checksum }) =>
    checksum ? [decodeBase64(checksum)] : [],
  )
  const composite = createHash('sha256').update(Buffer.concat(digests)).digest('base64')
  if (effectOf(exchange, 'error-in-success')) throw new S3Error('InternalError')
  const object = await completeMultipartUpload(
    context.s3.uploads,
    {
      bucket: bucketOf(record),
      key: body.path,
      uploadId: body.id,
      parts: body.parts.map((part) => ({
        number: part.number,
        etag: part.checksum_etag.trim(),
        checksum: part.checksum_sha256_base64 === '' ? null : part.checksum_sha256_base64,
      })),
      compositeChecksum: digests.length === 0 ? null : composite,
    },
    { now: exchange.clock.now(), secondCompletion: context.secondCompletion },
  )
  if (effectOf(exchange, 'half-commit')) throw new Refusal(INTERNAL_SERVER_ERROR)
  const uploaded: FileRecord = {
    // As it is by now: it may have been renamed or deleted meanwhile.
    ...(context.files.find(id) ?? record),
    is_uploaded: true,
    checksum_etag: object.etag,
    storage_version: object.versionId,
    last_modified_at: object.lastModified,
  }
  await context.files.save(uploaded)
  markCommitted(exchange)
  return jsonAnswer(200, shownFile(context, uploaded))
}

import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import type { MultipartUploads } from './multipart-uploads.ts'
import type { Presigner } from './presign.ts'
import { authenticate, parseS3Address, type S3Address } from './s3-authentication.ts'
import { S3Error, s3ErrorAnswer } from './s3-errors.ts'
import { checkFraming, putPart } from './s3-parts.ts'

/** The bucket of downloadables: only presigned URLs reach into it. */
export const PRIVATE_BUCKET = 'polar-local-files'
/** The bucket of media and avatars: anybody may read it. */
export const PUBLIC_BUCKET = 'polar-local-public-files'

/** What S3 works with. */
export interface S3 {
  readonly uploads: MultipartUploads
  readonly presigner: Presigner
  readonly silenceTimeoutMs: number
}

/** Says whether a path is one of S3's. */
export const isS3Path = (path: string): boolean =>
  [PRIVATE_BUCKET, PUBLIC_BUCKET].some((bucket) => path.startsWith(`/${bucket}/`) || path === `/${bucket}`)

/** The file id in a key of Polar's: `service/organization/file/name`. */
export const fileIdOfKey = (key: string): string | null => key.split('/')[2] ?? null

/** Answers a request to S3. */
export async function handleS3(exchange: Exchange, s3: S3): Promise<Answer> {
  const headers = { 'x-amz-request-id': exchange.ids.requestId, 'x-amz-id-2': exchange.ids.hostId }
  const answer = await s3Answer(exchange, s3).catch((error: unknown) => {
    if (!(error instanceof S3Error)) throw error
    exchange.counters.s3Error(exchange.target, error.label)
    exchange.s3Error = error.label
    const closes = error.code === 'RequestTimeout' ? { connection: 'close' } : undefined
    return s3ErrorAnswer(error, exchange, closes)
  })
  return { ...answer, headers: { server: 'AmazonS3', ...headers, ...answer.headers } }
}

async function s3Answer(exchange: Exchange, s3: S3): Promise<Answer> {
  const address = parseS3Address(exchange.request.url ?? '')
  const { method } = exchange.request
  if (method === 'OPTIONS')
    throw new S3Error('AccessForbidden', { Method: 'OPTIONS', ResourceType: 'BUCKET' })
  if (method === 'PUT') {
    await authenticate(exchange, address, s3.presigner)
    checkFraming(exchange)
    return putPart(exchange, address, s3.uploads, s3.silenceTimeoutMs)
  }
  if (method !== 'GET') {
    await authenticate(exchange, address, s3.presigner)
    throw new S3Error('MethodNotAllowed', { Method: method ?? '', ResourceType: 'OBJECT' })
  }
  if (address.bucket !== PUBLIC_BUCKET) await authenticate(exchange, address, s3.presigner)
  return getObject(address, s3.uploads)
}

function getObject(address: S3Address, uploads: MultipartUploads): Answer {
  const found = uploads.findObject(address.bucket, address.key)
  if (!found) throw new S3Error('NoSuchKey', { Key: address.key })
  const { upload, object } = found
  const disposition = address.query.get('response-content-disposition')
  return {
    status: 200,
    headers: {
      'content-type': address.query.get('response-content-type') ?? upload.mimeType,
      ...(disposition !== undefined && { 'content-disposition': disposition }),
      etag: object.etag,
      'last-modified': new Date(object.lastModified).toUTCString(),
      'x-amz-version-id': object.versionId,
    },
    body: { sizeBytes: object.sizeBytes, stream: uploads.read(upload, object) },
  }
}

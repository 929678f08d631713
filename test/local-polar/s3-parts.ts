import { createHash } from 'node:crypto'
import type { Answer } from './answer.ts'
import { readBody } from './body.ts'
import { announcedLength, markCommitted, type Exchange } from './exchange.ts'
import type { IncomingPart, MultipartUpload, MultipartUploads, StoredPart } from './multipart-uploads.ts'
import type { S3Address } from './s3-authentication.ts'
import { S3Error } from './s3-errors.ts'

/** S3's largest part. */
export const MAX_PART_BYTES = 5 * 1024 ** 3

const CHECKSUM_HEADER = 'x-amz-checksum-sha256'

/** Refuses bodies S3 does not take from a presigned URL: chunked ones and those without a length. */
export function checkFraming(exchange: Exchange): void {
  if (exchange.request.headers['transfer-encoding'] !== undefined) {
    throw new S3Error('NotImplemented', { Header: 'Transfer-Encoding' })
  }
  if (announcedLength(exchange.request) === null) throw new S3Error('MissingContentLength')
}

/**
 * Takes a part in, hashing it as it comes. It is stored when the whole body is there and its SHA-256 is the one that
 * was signed; otherwise nothing changes. Throws `S3Error`.
 */
export async function putPart(
  exchange: Exchange,
  address: S3Address,
  uploads: MultipartUploads,
  silenceTimeoutMs: number,
): Promise<Answer> {
  const number = partNumber(address)
  const checksum = announcedChecksum(exchange)
  const md5 = announcedMd5(exchange)
  const length = announcedLength(exchange.request) ?? 0
  if (length > MAX_PART_BYTES) {
    throw new S3Error('EntityTooLarge', { ProposedSize: length, MaxSizeAllowed: MAX_PART_BYTES })
  }
  const upload = openUpload(uploads, address)
  if (checksum === null) {
    throw new S3Error(
      'InvalidRequest',
      {},
      'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: null',
    )
  }

  const incoming = await uploads.receive(upload)
  try {
    const part = await receive(exchange, incoming, number, silenceTimeoutMs)
    if (md5 !== null && md5 !== part.md5) {
      throw new S3Error('BadDigest', {}, 'The Content-MD5 you specified did not match what we received.')
    }
    if (part.sha256 !== checksum) throw new S3Error('BadDigest')
    await incoming.commit(part)
    markCommitted(exchange)
    return storedAnswer(part)
  } catch (error) {
    await incoming.discard()
    throw error
  }
}

async function receive(
  exchange: Exchange,
  incoming: IncomingPart,
  number: number,
  silenceTimeoutMs: number,
): Promise<StoredPart> {
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  const silence = { timeoutMs: silenceTimeoutMs, error: () => new S3Error('RequestTimeout') }
  let sizeBytes = 0
  for await (const bytes of readBody(exchange, silence)) {
    await incoming.write(bytes)
    sha256.update(bytes)
    md5.update(bytes)
    sizeBytes += bytes.length
  }
  return { number, sizeBytes, md5: md5.digest('hex'), sha256: sha256.digest('hex') }
}

const storedAnswer = (part: StoredPart): Answer => ({
  status: 200,
  headers: {
    etag: `"${part.md5}"`,
    [CHECKSUM_HEADER]: Buffer.from(part.sha256, 'hex').toString('base64'),
    'x-amz-server-side-encryption': 'AES256',
  },
  body: '',
})

function partNumber(address: S3Address): number {
  const given = address.query.get('partNumber') ?? ''
  const number = Number(given)
  if (/^\d+$/.test(given) && number >= 1 && number <= 10_000) return number
  throw new S3Error('InvalidArgument', { ArgumentName: 'partNumber', ArgumentValue: given })
}

/** Hex of the SHA-256 the client announces. */
function announcedChecksum(exchange: Exchange): string | null {
  const given = exchange.request.headers[CHECKSUM_HEADER]
  if (given === undefined) return null
  const digest = Buffer.from(String(given), 'base64')
  if (digest.length !== 32 || digest.toString('base64') !== given) throw new S3Error('InvalidRequest')
  return digest.toString('hex')
}

/** Hex of the MD5 the client announces, which it need not. */
function announcedMd5(exchange: Exchange): string | null {
  const given = exchange.request.headers['content-md5']
  if (given === undefined) return null
  const digest = Buffer.from(String(given), 'base64')
  if (digest.length !== 16) throw new S3Error('InvalidDigest')
  return digest.toString('hex')
}

function openUpload(uploads: MultipartUploads, address: S3Address): MultipartUpload {
  const id = address.query.get('uploadId') ?? ''
  const upload = uploads.find(id)
  if (upload?.bucket !== address.bucket || upload.key !== address.key || upload.object) {
    throw new S3Error('NoSuchUpload', { UploadId: id })
  }
  return upload
}

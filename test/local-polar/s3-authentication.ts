import type { IncomingMessage } from 'node:http'
import { isoSeconds } from './clock.ts'
import type { Exchange } from './exchange.ts'
import { encodeKey, REGION, type Presigner } from './presign.ts'
import { S3Error } from './s3-errors.ts'

/** A request line of S3's, taken apart. */
export interface S3Address {
  readonly bucket: string
  readonly key: string
  readonly query: ReadonlyMap<string, string>
}

const MAX_LIFETIME_SECONDS = 604_800
/** How far a request's date may lie ahead of S3's clock. */
const MAX_SKEW_MS = 15 * 60 * 1000

const SIGNATURE_PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
] as const

/** Takes a path-style URL apart: `/bucket/key?query`. Throws `S3Error` when it is malformed. */
export function parseS3Address(url: string): S3Address {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const query = new Map<string, string>()
  try {
    const pairs = mark < 0 ? [] : url.slice(mark + 1).split('&')
    for (const pair of pairs.filter((one) => one !== '')) {
      const [name = '', ...value] = pair.split('=').map(decodeURIComponent)
      if (query.has(name)) throw new S3Error('SignatureDoesNotMatch')
      query.set(name, value.join('='))
    }
    const [bucket = '', ...key] = path.slice(1).split('/')
    return { bucket, key: decodeURIComponent(key.join('/')), query }
  } catch (error) {
    if (error instanceof S3Error) throw error
    throw new S3Error('InvalidRequest', {}, "Couldn't parse the specified URI.")
  }
}

/** Checks the presigned URL a request came with. Throws `S3Error` unless it is genuine and its time has not passed. */
export async function authenticate(
  exchange: Exchange,
  address: S3Address,
  presigner: Presigner,
): Promise<void> {
  const [, credential, date, expires, signedHeaders, signature] = signatureParameters(address)
  refuseSecondMechanism(exchange.request)
  const signedAt = parseAmzDate(date)
  const lifetimeSeconds = Number(expires)
  if (signedAt === null || !/^\d+$/.test(expires) || lifetimeSeconds > MAX_LIFETIME_SECONDS) {
    throw new S3Error(
      'AuthorizationQueryParametersError',
      {},
      "X-Amz-Expires must be less than a week (in seconds) that is 604800 and X-Amz-Date in the format \"yyyyMMdd'T'HHmmss'Z'\"",
    )
  }
  checkCredential(credential, date, presigner)
  checkTime(exchange.startedAt, signedAt, lifetimeSeconds)

  const names = signedHeaders.split(';')
  const headers = pickHeaders(exchange.request, names)
  const others = [...address.query].filter(([name]) => !SIGNATURE_PARAMETERS.some((one) => one === name))
  const request = {
    method: exchange.request.method ?? '',
    path: `/${address.bucket}/${encodeKey(address.key)}`,
    query: Object.fromEntries(others),
    headers,
  }
  // Before the signature is looked at, which a URL that no longer names its headers does not fit either.
  refuseUnsignedHeaders(exchange.request, names)
  const genuine =
    Object.keys(headers).length === names.length &&
    (await presigner.verify(request, { signedAt, lifetimeSeconds }, signature))
  if (!genuine) {
    throw new S3Error('SignatureDoesNotMatch', {
      AWSAccessKeyId: presigner.accessKeyId,
      SignatureProvided: signature,
    })
  }
}

function signatureParameters(address: S3Address): [string, string, string, string, string, string] {
  const values = SIGNATURE_PARAMETERS.map((name) => address.query.get(name))
  if (values.every((value) => value === undefined)) throw new S3Error('AccessDenied')
  if (values.some((value) => value === undefined) || values[0] !== 'AWS4-HMAC-SHA256') {
    throw new S3Error('AuthorizationQueryParametersError')
  }
  return values as [string, string, string, string, string, string]
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html: one way of authentication only.
function refuseSecondMechanism({ headers }: IncomingMessage): void {
  if (headers.authorization === undefined) return
  throw new S3Error(
    'InvalidArgument',
    { ArgumentName: 'Authorization' },
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
  )
}

function parseAmzDate(date: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(date)
  if (!match) return null
  const [, year, month, day, hour, minute, second] = match.map(Number)
  const epochMs = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second)
  return Number.isNaN(epochMs) ? null : epochMs
}

function checkCredential(credential: string, date: string, presigner: Presigner): void {
  const [accessKeyId = '', ...scope] = credential.split('/')
  if (accessKeyId !== presigner.accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', { AWSAccessKeyId: accessKeyId })
  }
  if (scope.join('/') !== `${date.slice(0, 8)}/${REGION}/s3/aws4_request`) {
    const message = `Error parsing the X-Amz-Credential parameter; the region must be '${REGION}'`
    throw new S3Error('AuthorizationQueryParametersError', {}, message)
  }
}

// Only when a request starts does its age matter: a transfer that is running may go on.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
function checkTime(now: number, signedAt: number, lifetimeSeconds: number): void {
  if (signedAt > now + MAX_SKEW_MS) throw new S3Error('AccessDenied', {}, 'Request is not yet valid')
  const expiresAt = signedAt + lifetimeSeconds * 1000
  if (now < expiresAt) return
  throw new S3Error(
    'AccessDenied',
    { 'X-Amz-Expires': lifetimeSeconds, Expires: isoSeconds(expiresAt), ServerTime: isoSeconds(now) },
    'Request has expired',
  )
}

function pickHeaders(request: IncomingMessage, names: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of names) {
    const value = request.headers[name]
    if (value !== undefined) headers[name] = String(value)
  }
  return headers
}

function refuseUnsignedHeaders(request: IncomingMessage, signed: readonly string[]): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) => name.startsWith('x-amz-') && !signed.includes(name),
  )
  if (unsigned.length === 0) return
  throw new S3Error(
    'AccessDenied',
    { HeadersNotSigned: unsigned.join(', ') },
    'There were headers present in the request which were not signed',
  )
}

import { retryAfterOf } from '../polar/polar-answer.ts'
import type { HttpResponse } from '../ports.ts'
import { UploadError } from '../upload-error.ts'

/**
 * The failure in S3's answer to the PUT of a part, null when the part is stored. Codes and what to do about them:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. Beware of 4xx that are worth another try
 * (`RequestTimeout`, `BadDigest`) and of 403s that are not about permission but about time.
 */
export function failureInPartAnswer(response: HttpResponse): UploadError | null {
  const { status, body } = response
  // S3 says no more than the ETag; a page in its place may have one of its own.
  if (status === 200) return response.headers.etag === undefined || body !== '' ? notS3(status) : null
  const code = element(body, 'Code')
  if (status >= 300 && status < 400)
    return busy('S3 sends the part elsewhere for a moment. Trying again soon.')
  if (code === null) return status >= 500 || status === 429 ? serverTrouble(response, code) : notS3(status)
  if (status === 501) return refusedRequest(code, body)
  if (status >= 500 || status === 429) return serverTrouble(response, code)
  return byCode(code, body)
}

function byCode(code: string, body: string): UploadError {
  switch (code) {
    case 'BadDigest':
    case 'XAmzContentChecksumMismatch':
      return new UploadError('checksum-mismatch', 'A part arrived damaged. Sending it again.')
    case 'RequestTimeout':
      return new UploadError('network', 'The connection was too slow for a part. Trying again soon.')
    case 'NoSuchUpload':
      return new UploadError('session-unknown', 'S3 no longer knows this upload. Starting it again.')
    case 'ExpiredToken':
      return urlsExpired()
    case 'AccessDenied':
      return deniedFor(body)
    case 'SignatureDoesNotMatch':
      return new UploadError(
        'request-altered',
        'Something between this computer and S3 changes what is sent: a proxy or a security program. Please let it pass S3 untouched, then try again.',
      )
    default:
      return refusedRequest(code, body)
  }
}

function deniedFor(body: string): UploadError {
  const message = element(body, 'Message') ?? ''
  if (/expired/i.test(message)) return urlsExpired()
  return refusedRequest('AccessDenied', body)
}

const urlsExpired = (): UploadError =>
  new UploadError(
    'session-expired',
    'The hour that Polar gives an upload is over. Starting it again; it is not read again.',
  )

const busy = (message: string, retryAfterMs = 0): UploadError =>
  new UploadError('server-busy', message, { retryAfterMs })

function serverTrouble(response: HttpResponse, code: string | null): UploadError {
  return busy(`S3 is busy (${code ?? response.status}). Trying again soon.`, retryAfterOf(response) ?? 0)
}

const notS3 = (status: number): UploadError =>
  new UploadError(
    'not-polar',
    `What answers is not S3 (status ${status}). Please check the network for a sign-in page or a proxy.`,
  )

function refusedRequest(code: string, body: string): UploadError {
  const words = element(body, 'Message')
  const what = words === null ? code : `${words} (${code})`
  return new UploadError('rejected', `S3 does not take a part: ${what}`)
}

/**
 * The text of an XML element, null when it is absent or empty: many of S3's errors have an empty message. They are flat
 * and small, which spares a parser.
 */
function element(xml: string, name: string): string | null {
  const content = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1] ?? ''
  const text = content.replace(
    MARKUP,
    (markup, literal: string | undefined) => literal ?? characterOf(markup),
  )
  return text.trim() === '' ? null : text.trim()
}

/** A section whose text is literal, or the reference to one character. https://www.w3.org/TR/xml/#sec-references */
const MARKUP = /<!\[CDATA\[(.*?)\]\]>|&(?:#\d{1,7}|#x[\da-f]{1,6}|\w+);/gis

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The character a reference stands for; the reference itself when it is not one XML knows. */
function characterOf(reference: string): string {
  const name = reference.slice(1, -1)
  if (!name.startsWith('#')) return NAMED[name] ?? reference
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0x10ffff ? reference : String.fromCodePoint(code)
}

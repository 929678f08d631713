import type { Answer } from './answer.ts'
import { effectOf, type Exchange } from './exchange.ts'
import { isS3Operation } from './operations.ts'
import {
  INTERNAL_SERVER_ERROR,
  invalidToken,
  notPermitted,
  resourceNotFound,
  tooManyRequests,
} from './polar-errors.ts'
import { S3_ERRORS, S3Error, s3ErrorAnswer, xmlAnswer, type S3ErrorCode } from './s3-errors.ts'

/** The answer a fault puts in the place of the real one at this moment, if any. */
export function replacementAnswer(
  exchange: Exchange,
  when: 'before' | 'after-body' | 'after-commit',
): Answer | null {
  const error = effectOf(exchange, 'error')
  if (error && (error.when ?? 'after-body') === when) {
    const answer = isS3Operation(exchange.target.operation)
      ? s3Answer(exchange, error.status, error.code)
      : polarAnswer(error.status)
    if (error.retryAfterSeconds === undefined) return answer
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(error.retryAfterSeconds) } }
  }
  const html = effectOf(exchange, 'html')
  if (html && (html.when ?? 'after-body') === when) return proxyPage(html.status ?? 524)
  return null
}

/** S3's 307 to the very URL that was asked for. */
export function redirectAnswer(exchange: Exchange): Answer {
  const { request } = exchange
  const host = request.headers.host ?? ''
  const location = `http://${host}${request.url ?? ''}`
  return s3ErrorAnswer(new S3Error('TemporaryRedirect', { Endpoint: host }), exchange, { location })
}

const USUAL_CODE: Readonly<Record<number, S3ErrorCode>> = { 500: 'InternalError', 503: 'SlowDown' }

function s3Answer(exchange: Exchange, status: number, given?: string): Answer {
  const code = given ?? USUAL_CODE[status]
  if (code === undefined) return { status, headers: {}, body: '' }
  exchange.counters.s3Error(exchange.target, code)
  exchange.s3Error = code
  const message = Object.hasOwn(S3_ERRORS, code) ? S3_ERRORS[code as S3ErrorCode][1] : code
  return xmlAnswer(status, { Code: code, Message: message }, exchange)
}

function polarAnswer(status: number): Answer {
  const known: Readonly<Record<number, () => Answer>> = {
    401: invalidToken,
    403: notPermitted,
    404: resourceNotFound,
    429: () => tooManyRequests(60),
    500: () => INTERNAL_SERVER_ERROR,
  }
  return known[status]?.() ?? { status, headers: {}, body: '' }
}

/** A page in the manner of Cloudflare, which stands in front of Polar: no JSON, whatever was asked for. */
const proxyPage = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8', server: 'cloudflare', 'cache-control': 'no-store' },
  body: `<!DOCTYPE html>\n<html lang="en-US"><head><title>api.polar.sh | ${status}: A timeout occurred</title></head><body><h1>Error code ${status}</h1></body></html>\n`,
})

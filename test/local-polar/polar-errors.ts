import { jsonAnswer, Refusal, type Answer } from './answer.ts'
import { WRONG, type Issue } from './json-checks.ts'

const REALM = 'Bearer realm="polar"'
const NOT_CACHED = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** Polar's answer when something fails that nobody thought of, every error of S3's among it. */
export const INTERNAL_SERVER_ERROR: Answer = {
  status: 500,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'Internal Server Error',
}

/** No credentials at all, or none that are a bearer token. */
export const unauthorized = (): Answer =>
  jsonAnswer(401, { error: 'Unauthorized', detail: 'Unauthorized' }, { 'www-authenticate': REALM })

const INVALID_TOKEN =
  'The access token provided is expired, revoked, malformed, or invalid for other reasons.'

/** A token that is unknown, expired or revoked. */
export const invalidToken = (): Answer =>
  jsonAnswer(
    401,
    { error: 'invalid_token', error_description: INVALID_TOKEN },
    {
      ...NOT_CACHED,
      'www-authenticate': `${REALM}, error="invalid_token", error_description="${INVALID_TOKEN}"`,
    },
  )

const INSUFFICIENT_SCOPE = 'The request requires higher privileges than provided by the access token.'

/** A token without any of the scopes; they are named in the header only. */
export const insufficientScope = (scopes: readonly string[]): Answer =>
  jsonAnswer(
    403,
    { error: 'insufficient_scope', error_description: INSUFFICIENT_SCOPE },
    {
      ...NOT_CACHED,
      'www-authenticate': `${REALM}, scope="${scopes.join(' ')}", error="insufficient_scope", error_description="${INSUFFICIENT_SCOPE}"`,
    },
  )

/** A role that may not do this. */
export const notPermitted = (detail = 'Not permitted'): Answer =>
  jsonAnswer(403, { error: 'NotPermitted', detail })

/** A file that is absent, deleted or of another organization. */
export const resourceNotFound = (): Answer =>
  jsonAnswer(404, { error: 'ResourceNotFound', detail: 'Not found' })

/** A path or an API version that does not exist. */
export const notFound = (): Answer => jsonAnswer(404, { detail: 'Not Found' })

/** A path that exists, but not for this method. */
export const methodNotAllowed = (allowed: readonly string[]): Answer =>
  jsonAnswer(405, { detail: 'Method Not Allowed' }, { allow: allowed.join(', ') })

/** A body without its length. */
export const lengthRequired = (): Answer =>
  jsonAnswer(411, { error: 'LengthRequired', detail: 'Content-Length header is required' })

/** A body above the limit. */
export const bodyTooLarge = (): Answer =>
  jsonAnswer(413, { error: 'RequestBodyTooLarge', detail: 'Request body is too large' })

/** Too many requests; the wait is the whole window, whatever of it has passed. The body is empty. */
export const tooManyRequests = (windowSeconds: number): Answer => ({
  status: 429,
  headers: { 'retry-after': String(windowSeconds) },
  body: '',
})

/** A request of the wrong shape. */
export const invalid = (issues: readonly Issue[]): Answer =>
  jsonAnswer(422, { error: 'RequestValidationError', detail: issues })

/** A request of the right shape that breaks a rule. */
export const againstRules = (issues: readonly Issue[]): Answer =>
  jsonAnswer(422, { error: 'PolarRequestValidationError', detail: issues })

/** Refuses unless there are no issues; gives the value then. */
export function validOrRefuse<T>(value: T | typeof WRONG, issues: readonly Issue[]): T {
  if (value === WRONG || issues.length > 0) throw new Refusal(invalid(issues))
  return value
}

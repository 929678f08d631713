import { jsonAnswer, Refusal, type Answer } from './answer.ts'
import { WRONG, type Issue } from './json-checks.ts'

const REALM = 'Bearer realm="polar"'
const NOT_CACHED = { 'cache-control': 'no-store', pragma: 'no-cache' }

/**
 * Polar's answer when something fails that nobody thought of, every error of S3's among it. It passes by everything
 * that adds Polar's own headers, and the server hangs up after it.
 */
export const INTERNAL_SERVER_ERROR: Answer = {
  status: 500,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'Internal Server Error',
  hangsUp: true,
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

/** A token without any of the scopes; they are named in the header only, in no order. */
export const insufficientScope = (scopes: readonly string[]): Answer =>
  jsonAnswer(
    403,
    { error: 'insufficient_scope', error_description: INSUFFICIENT_SCOPE },
    {
      ...NOT_CACHED,
      'www-authenticate': `${REALM}, scope="${scopes.join(' ')}", error="insufficient_scope", error_description="${INSUFFICIENT_SCOPE}"`,
    },
  )

/** What a user's role or a file's service forbids. */
export const notPermitted = (detail = 'Not permitted'): Answer =>
  jsonAnswer(403, { error: 'NotPermitted', detail })

/** A file that is absent, deleted or of another organization. */
export const resourceNotFound = (): Answer =>
  jsonAnswer(404, { error: 'ResourceNotFound', detail: 'Not found' })

/** A path or an API version that does not exist. */
export const notFound = (): Answer => jsonAnswer(404, { detail: 'Not Found' })

/** A path that exists, but not for this method; the answer names one that is. */
export const methodNotAllowed = (allowed: string): Answer =>
  jsonAnswer(405, { detail: 'Method Not Allowed' }, { allow: allowed })

/** A path that exists with, or without, a slash at its end. */
export const redirected = (location: string): Answer => ({ status: 307, headers: { location }, body: '' })

/** A body that Python's JSON reader gives up on. */
export const unreadableBody = (): Answer => jsonAnswer(400, { detail: 'There was an error parsing the body' })

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

/** A request of the wrong shape; what is wrong is repeated in the answer, and an answer that cannot be written fails. */
const invalid = (issues: readonly Issue[]): Answer =>
  issues.every(({ input }) => isWritable(input))
    ? jsonAnswer(422, { error: 'RequestValidationError', detail: issues })
    : INTERNAL_SERVER_ERROR

/** The deepest value the server writes down; it was measured between 700 and 990. */
const MAX_DEPTH = 900

/** Python writes no lone surrogate, no number that is none, and nothing too deep. */
function isWritable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return depth < MAX_DEPTH && Object.values(value).every((one) => isWritable(one, depth + 1))
}

/** A request of the right shape that breaks a rule. */
export const againstRules = (issues: readonly Issue[]): Answer =>
  jsonAnswer(422, { error: 'PolarRequestValidationError', detail: issues })

/** Refuses unless there are no issues; gives the value then. */
export function validOrRefuse<T>(value: T | typeof WRONG, issues: readonly Issue[]): T {
  if (value === WRONG || issues.length > 0) throw new Refusal(invalid(issues))
  return value
}

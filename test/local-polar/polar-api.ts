import { jsonAnswer, Refusal, type Answer } from './answer.ts'
import { announcedLength, effectOf, type Exchange } from './exchange.ts'
import { completeFile, createFile, type FilesContext } from './file-endpoints.ts'
import { deleteFile, downloadFile, listFiles, updateFile } from './file-queries.ts'
import { uuid4, WRONG, type Check, type Issue } from './json-checks.ts'
import { readJson } from './json-body.ts'
import { organizationAnswer } from './organization.ts'
import { corsHeaders, isPreflight, preflightAnswer } from './polar-cors.ts'
import {
  bodyTooLarge,
  insufficientScope,
  INTERNAL_SERVER_ERROR,
  invalidToken,
  lengthRequired,
  methodNotAllowed,
  notFound,
  redirected,
  tooManyRequests,
  unauthorized,
  validOrRefuse,
} from './polar-errors.ts'
import { routePolar, type Routed } from './polar-routes.ts'
import type { RateLimiter } from './rate-limit.ts'
import { S3Error } from './s3-errors.ts'
import type { TokenRecord, TokenStore } from './tokens.ts'
import { filePatch, fileCreate, fileUploaded } from './file-validation.ts'

/** What Polar works with. */
export interface Polar extends FilesContext {
  readonly tokens: TokenStore
  readonly rateLimiter: RateLimiter
}

/**
 * The versions of the API; the first is what a request without the header gets. Polar at c6c3645e63 knows 2026-04, which
 * it takes as given, and 2026-10; Polar's SDK 1.0.1 has all three and calls 2026-10 the current one.
 */
export const API_VERSIONS = ['2026-10', '2026-04', '2027-01'] as const
/** The largest body Polar reads, in bytes. */
export const MAX_BODY_BYTES = 10_485_760

/** Answers a request to Polar, checking in Polar's order: version, CORS, length, rate, token, path, JSON, scope, body, role. */
export async function handlePolar(exchange: Exchange, polar: Polar): Promise<Answer> {
  await exchange.thread.free()
  const { headers, method = '' } = exchange.request
  // An empty version is none.
  const given = headers['polar-version'] || API_VERSIONS[0]
  const version = API_VERSIONS.find((one) => one === given)
  if (!version) return notFound()
  const answer = isPreflight(method, headers) ? preflightAnswer(headers) : await guarded(exchange, polar)
  if (answer.hangsUp) return answer
  return { ...answer, headers: { ...answer.headers, ...corsHeaders(headers), 'polar-version': version } }
}

async function guarded(exchange: Exchange, polar: Polar): Promise<Answer> {
  try {
    return await answered(exchange, polar)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    if (!(error instanceof S3Error)) throw error
    // Nobody in Polar handles what S3 throws; only those who listen learn what it was.
    exchange.counters.s3Error(exchange.target, error.label)
    exchange.s3Error = error.label
    return INTERNAL_SERVER_ERROR
  }
}

async function answered(exchange: Exchange, polar: Polar): Promise<Answer> {
  const { method = '', url = '' } = exchange.request
  checkLength(exchange, method)
  const bearer = bearerToken(exchange)
  if (bearer !== null && effectOf(exchange, 'revoke-token')) polar.tokens.revoke(bearer)
  const now = exchange.clock.now()
  const token = bearer === null ? null : polar.tokens.find(bearer, now)
  const [path = '', query = ''] = url.split('?')
  const wait = /^\/v1/.test(path)
    ? polar.rateLimiter.refuse({ bearer, kind: token?.kind ?? null }, now)
    : null
  if (wait !== null) return tooManyRequests(wait)
  if (bearer !== null && !token) return invalidToken()
  const answer = await routed(exchange, polar, path, query, token).catch((error: unknown) => {
    if (error instanceof Refusal) return error.answer
    throw error
  })
  if (answer.hangsUp) return answer
  return { ...answer, headers: { 'cache-control': 'private, no-store', ...answer.headers } }
}

async function routed(
  exchange: Exchange,
  polar: Polar,
  path: string,
  query: string,
  token: TokenRecord | null,
): Promise<Answer> {
  const { method = '', headers } = exchange.request
  const routed = routePolar(method, path)
  if (routed.kind === 'unknown') return notFound()
  if (routed.kind === 'elsewhere') {
    const tail = query === '' ? '' : `?${query}`
    return redirected(`http://${headers.host ?? ''}${routed.path}${tail}`)
  }
  if (routed.kind === 'wrong-method') return methodNotAllowed(routed.allowed)
  const body = hasBody(routed) ? await readJson(exchange) : undefined
  if (!token) return unauthorized()
  const { scopes } = routed.route
  if (!scopes.some((scope) => token.scopes.includes(scope))) {
    // A set has no order: it is another one each time, so that nobody relies on one.
    return insufficientScope(exchange.number % 2 === 0 ? scopes : scopes.toReversed())
  }
  return perform(exchange, polar, { ...routed, body, query: new URLSearchParams(query) }, token)
}

type Found = Extract<Routed, { kind: 'found' }>

/** A request that has a route, with what came in it. */
interface Call extends Found {
  readonly body: unknown
  readonly query: URLSearchParams
}

const hasBody = ({ route }: Found): boolean => ['create', 'complete', 'update'].includes(route.operation)

async function perform(exchange: Exchange, polar: Polar, call: Call, token: TokenRecord): Promise<Answer> {
  const { operation } = call.route
  switch (operation) {
    case 'organizations':
      return jsonAnswer(200, organizationAnswer(polar.organization))
    case 'list':
      return listFiles(polar, call.query)
    case 'create':
      return createFile(exchange, polar, checkedBody(call, [], fileCreate), token)
    case 'complete': {
      const { id, issues } = pathId(call)
      return completeFile(exchange, polar, id, checkedBody(call, issues, fileUploaded), token)
    }
    case 'update': {
      const { id, issues } = pathId(call)
      return updateFile(exchange, polar, id, checkedBody(call, issues, filePatch), token)
    }
    case 'delete':
    case 'download': {
      const { id, issues } = pathId(call)
      validOrRefuse(id, issues)
      return operation === 'delete'
        ? deleteFile(exchange, polar, id, token)
        : downloadFile(exchange, polar, id)
    }
    case 'part':
    case 'object':
    case 'other':
      throw new Error(`Polar has no operation ${operation}`)
  }
}

function checkLength({ request }: Exchange, method: string): void {
  if (!['POST', 'PUT', 'PATCH'].includes(method)) return
  const length = announcedLength(request)
  if (length === null) throw new Refusal(lengthRequired())
  if (length > MAX_BODY_BYTES) throw new Refusal(bodyTooLarge())
}

const bearerToken = ({ request }: Exchange): string | null =>
  /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

function pathId(call: Call): { id: string; issues: Issue[] } {
  const issues: Issue[] = []
  const id = uuid4(call.id, ['path', 'id'], issues)
  return { id: id === WRONG ? '' : id, issues }
}

function checkedBody<T>({ body }: Call, issues: Issue[], check: Check<T>): T {
  if (body !== undefined) return validOrRefuse(check(body, ['body'], issues), issues)
  issues.push({ type: 'missing', loc: ['body'], msg: 'Field required', input: null })
  return validOrRefuse<T>(WRONG, issues)
}

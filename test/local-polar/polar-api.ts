import { jsonAnswer, Refusal, type Answer } from './answer.ts'
import { readBody } from './body.ts'
import { announcedLength, effectOf, type Exchange } from './exchange.ts'
import { completeFile, createFile, type FilesContext } from './file-endpoints.ts'
import { deleteFile, downloadFile, listFiles, updateFile } from './file-queries.ts'
import { uuid4, WRONG, type Check, type Issue } from './json-checks.ts'
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
  notPermitted,
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

/** The versions of the API; the first is what a request without the header gets. */
export const API_VERSIONS = ['2026-10', '2026-04', '2027-01'] as const
/** The largest body Polar reads, in bytes. */
export const MAX_BODY_BYTES = 10_485_760

/** Answers a request to Polar, checking in Polar's order: version, CORS, length, rate, token, scope, body, role. */
export async function handlePolar(exchange: Exchange, polar: Polar): Promise<Answer> {
  const { headers, method = '' } = exchange.request
  const given = headers['polar-version']
  const version = given === undefined ? API_VERSIONS[0] : API_VERSIONS.find((one) => one === given)
  if (!version) return notFound()
  const answer = isPreflight(method, headers) ? preflightAnswer(headers) : await guarded(exchange, polar)
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
  const token = bearer === null ? null : polar.tokens.find(bearer, exchange.clock.now())
  const wait = polar.rateLimiter.refuse(token ? 'organization' : 'address', exchange.clock.now())
  if (wait !== null) return tooManyRequests(wait)

  const [path = '', query = ''] = url.split('?')
  const routed = routePolar(method, path)
  if (routed.kind === 'unknown') return notFound()
  if (routed.kind === 'wrong-method') return methodNotAllowed(routed.allowed)
  if (bearer === null) return unauthorized()
  if (!token) return invalidToken()
  const { scopes } = routed.route
  if (!scopes.some((scope) => token.scopes.includes(scope))) return insufficientScope(scopes)
  return perform(exchange, polar, routed, new URLSearchParams(query), token)
}

async function perform(
  exchange: Exchange,
  polar: Polar,
  routed: Extract<Routed, { kind: 'found' }>,
  query: URLSearchParams,
  token: TokenRecord,
): Promise<Answer> {
  const { operation } = routed.route
  switch (operation) {
    case 'organizations':
      return jsonAnswer(200, organizationAnswer(polar.organization))
    case 'list':
      return listFiles(polar, query)
    case 'create': {
      const body = await checkedBody(exchange, [], fileCreate)
      checkRole(token)
      return createFile(exchange, polar, body, token)
    }
    case 'complete': {
      const { id, issues } = pathId(routed)
      const body = await checkedBody(exchange, issues, fileUploaded)
      checkRole(token)
      return completeFile(exchange, polar, id, body)
    }
    case 'update': {
      const { id, issues } = pathId(routed)
      const patch = await checkedBody(exchange, issues, filePatch)
      checkRole(token)
      return updateFile(exchange, polar, id, patch)
    }
    case 'delete':
    case 'download': {
      const { id, issues } = pathId(routed)
      validOrRefuse(id, issues)
      checkRole(token)
      return operation === 'delete' ? deleteFile(exchange, polar, id) : downloadFile(exchange, polar, id)
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

/** Refuses a user whose role may not manage files; an organization's token always may. */
function checkRole(token: TokenRecord): void {
  if (token.kind === 'user' && token.role === 'finance') throw new Refusal(notPermitted())
}

function pathId(routed: Extract<Routed, { kind: 'found' }>): { id: string; issues: Issue[] } {
  const issues: Issue[] = []
  const id = uuid4(routed.id, ['path', 'id'], issues)
  return { id: id === WRONG ? '' : id, issues }
}

async function checkedBody<T>(exchange: Exchange, issues: Issue[], check: Check<T>): Promise<T> {
  const chunks: Buffer[] = []
  for await (const bytes of readBody(exchange, null)) chunks.push(bytes)
  const raw = Buffer.concat(chunks).toString('utf8')
  if (raw === '') {
    issues.push({ type: 'missing', loc: ['body'], msg: 'Field required', input: null })
    return validOrRefuse<T>(WRONG, issues)
  }
  return validOrRefuse(check(parseJson(exchange, raw), ['body'], issues), issues)
}

function parseJson(exchange: Exchange, raw: string): unknown {
  const type = exchange.request.headers['content-type'] ?? ''
  if (!/^application\/([^;]*\+)?json\s*(;|$)/i.test(type)) return raw
  try {
    return JSON.parse(raw)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    const issue: Issue = {
      type: 'json_invalid',
      loc: ['body', position],
      msg: 'JSON decode error',
      input: {},
      ctx: { error: 'Expecting value' },
    }
    return validOrRefuse<unknown>(WRONG, [issue])
  }
}

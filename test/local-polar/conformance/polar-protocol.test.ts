import { randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { MAX_BODY_BYTES } from '../polar-api.ts'
import { RATE_LIMITS } from '../rate-limit.ts'
import {
  call,
  completion,
  create,
  creation,
  NOON,
  send,
  startBench,
  upload,
  type Bench,
  type Polar,
  type Reply,
} from './bench.ts'
import { notRunWithout, remoteServer } from './server-under-test.ts'
import type { TokenKind } from './server-variable.ts'

const BYTES = [Buffer.from('hello')]

test('a request without a version, or with an empty one, gets one, and every answer names its own', async () => {
  const { polar } = await startBench()

  const plain = await call(polar, 'GET', '/v1/files/')
  const empty = await call(polar, 'GET', '/v1/files/', undefined, { 'polar-version': '' })
  const newer = await call(polar, 'GET', '/v1/files/', undefined, { 'polar-version': '2026-10' })
  const older = await call(polar, 'GET', '/v1/files/', undefined, { 'polar-version': '2026-04' })
  const unauthorized = await send({ url: `${polar.url}/v1/files/` })

  expect(
    [plain, empty, newer, older, unauthorized].map(({ status, headers }) => [
      status,
      headers['polar-version'],
    ]),
  ).toEqual([
    [200, expect.stringMatching(/^2026-(04|10)$/)],
    [200, plain.headers['polar-version']],
    [200, '2026-10'],
    [200, '2026-04'],
    [401, plain.headers['polar-version']],
  ])
})

test('the version a request gets unasked is the current one, which is newer than where the server was looked at', async () => {
  const { polar } = await startBench()

  const plain = await call(polar, 'GET', '/v1/files/')
  const next = await call(polar, 'GET', '/v1/files/', undefined, { 'polar-version': '2027-01' })

  expect([plain.headers['polar-version'], next.status]).toEqual(['2026-10', 200])
})

test.each(['2025-01', '2026-4', 'latest', '2026-10, 2026-10'])(
  'version %j is answered 404 before anything else is looked at',
  async (version) => {
    const { polar } = await startBench()

    const reply = await send({
      method: 'POST',
      url: `${polar.url}/v1/files/`,
      headers: { 'polar-version': version, 'transfer-encoding': 'chunked' },
    })

    expect([reply.status, JSON.parse(reply.body), reply.headers['polar-version']]).toEqual([
      404,
      { detail: 'Not Found' },
      undefined,
    ])
  },
)

test('a token has the prefix, 37 letters and digits and their CRC-32 in base 62', async () => {
  const { local: polar } = await startBench()
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

  const [, random = '', checksum = ''] =
    /^polar_oat_([A-Za-z0-9]{37})([A-Za-z0-9]{6})$/.exec(polar.token) ?? []

  const value = Array.from(checksum).reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)
  expect(random).not.toBe('')
  expect(value).toBe(crc32(random))
})

const REALM = 'Bearer realm="polar"'
const INVALID = {
  error: 'invalid_token',
  error_description:
    'The access token provided is expired, revoked, malformed, or invalid for other reasons.',
}

test.each([
  ['no header', {}],
  ['another scheme', { authorization: 'Basic cG9sYXI6cG9sYXI=' }],
])('%s is answered 401 in the first dialect', async (_, headers) => {
  const { polar } = await startBench()

  const reply = await send({ url: `${polar.url}/v1/files/`, headers })

  expect([reply.status, JSON.parse(reply.body), reply.headers['www-authenticate']]).toEqual([
    401,
    { error: 'Unauthorized', detail: 'Unauthorized' },
    REALM,
  ])
})

test('a revoked token and one that expires are answered 401 from then on', async () => {
  const { local: polar, turnClock } = await startBench()
  const revoked = polar.createToken()
  const expiring = polar.createToken({ expiresAt: NOON + 1000 })
  polar.revokeToken(revoked)
  const ask = (token: string) =>
    call(polar, 'GET', '/v1/files/', undefined, { authorization: `Bearer ${token}` })

  const valid = await ask(expiring)
  turnClock(1000)
  const replies = await Promise.all([revoked, expiring].map(ask))

  expect(valid.status).toBe(200)
  expect(replies.map(({ status }) => status)).toEqual([401, 401])
})

test.each([
  ['of another kind', () => 'ghp_other'],
  ['unknown', () => `polar_oat_${'A'.repeat(43)}`],
  ['expired', ({ tokenOf }: Bench) => tokenOf('expired')],
])('a token that is %s is answered 401 in the second dialect, whatever is asked for', async (_, tokenFor) => {
  const bench = await startBench()
  const authorization = `Bearer ${tokenFor(bench)}`
  const ask = (method: string, path: string) => call(bench.polar, method, path, undefined, { authorization })

  const replies = [
    await ask('GET', '/v1/files/'),
    await ask('GET', '/v1/nothing'),
    await ask('GET', '/nothing'),
    await ask('GET', `/v1/files/${ID}`),
    await ask('GET', '/v1/files'),
  ]

  for (const { status, body, headers } of replies) {
    expect([status, JSON.parse(body), headers['cache-control']]).toEqual([401, INVALID, 'no-store'])
    expect(headers['www-authenticate']).toBe(
      `${REALM}, error="invalid_token", error_description="${INVALID.error_description}"`,
    )
  }
})

const ID = '11111111-1111-4111-8111-111111111111'

test.each([
  ['GET', '/v1/files/', ['files:read', 'files:write']],
  ['GET', `/v1/files/${ID}/download`, ['files:read', 'files:write']],
  ['POST', '/v1/files/', ['files:write']],
  ['POST', `/v1/files/${ID}/uploaded`, ['files:write']],
  ['PATCH', `/v1/files/${ID}`, ['files:write']],
  ['DELETE', `/v1/files/${ID}`, ['files:write']],
  ['GET', '/v1/organizations/', ['organizations:read', 'organizations:write']],
] as const)('%s %s needs one of %j', async (method, path, scopes) => {
  const bench = await startBench()
  const body = method === 'POST' || method === 'PATCH' ? {} : undefined
  const ask = (kind: TokenKind) =>
    call(bench.polar, method, path, body, { authorization: `Bearer ${bench.tokenOf(kind)}` })
  const needsFiles = path !== '/v1/organizations/'
  const needsWrite = needsFiles && scopes.length === 1

  const refused = await ask(needsFiles ? 'no-files' : 'read-only')
  const readOnly = await ask(needsFiles ? 'read-only' : 'no-files')
  const writeOnly = await ask('write-only')

  const description = 'The request requires higher privileges than provided by the access token.'
  expect([refused.status, JSON.parse(refused.body), scopesIn(refused)]).toEqual([
    403,
    { error: 'insufficient_scope', error_description: description },
    scopes.toSorted(),
  ])
  expect(refused.headers['www-authenticate']).toMatch(
    `, error="insufficient_scope", error_description="${description}"`,
  )
  expect(readOnly.status === 403).toBe(needsWrite)
  expect(writeOnly.status === 403).toBe(!needsFiles)
})

/** The scopes an answer asks for, sorted: the server names them in no order. */
const scopesIn = ({ headers }: Reply): readonly string[] =>
  /^Bearer realm="polar", scope="([^"]*)"/
    .exec(headers['www-authenticate'] ?? '')?.[1]
    ?.split(' ')
    .toSorted() ?? []

test('scopes are named in any order', async () => {
  const { local: polar } = await startBench()
  const authorization = `Bearer ${polar.createToken({ scopes: ['organizations:read'] })}`
  const ask = () => call(polar, 'GET', '/v1/files/', undefined, { authorization })

  const [one, other] = [await ask(), await ask()]

  expect(one.headers['www-authenticate']).not.toBe(other.headers['www-authenticate'])
  expect(scopesIn(one)).toEqual(scopesIn(other))
})

const statusAndBody = ({ status, body }: Reply): readonly [number, unknown] => [status, JSON.parse(body)]

const NOT_PERMITTED = { error: 'NotPermitted', detail: "You don't have permission to manage products" }
const NOT_FOUND = { error: 'ResourceNotFound', detail: 'Not found' }

test('a user in finance may not create files, and is told only after the body was checked', async () => {
  const { polar, tokenOf } = await startBench()
  const authorization = `Bearer ${tokenOf('finance')}`
  const body = { ...creation(BYTES), organization_id: polar.organization.id }
  const other = { ...body, organization_id: '22222222-2222-4222-8222-222222222222' }
  const ask = (sent: unknown) => call(polar, 'POST', '/v1/files/', sent, { authorization })

  const [wrong, elsewhere, right] = [await ask({}), await ask(other), await ask(body)]

  expect([wrong.status, elsewhere.status]).toEqual([422, 422])
  expect([right.status, JSON.parse(right.body)]).toEqual([403, NOT_PERMITTED])
})

test('a user in finance may not change files: 403 for one that is there, 404 for one that is not', async () => {
  const { polar, tokenOf } = await startBench()
  const authorization = `Bearer ${tokenOf('finance')}`
  const file = await create(polar, BYTES)
  const ask = (id: string, method: string, path = '', body?: unknown) =>
    call(polar, method, `/v1/files/${id}${path}`, body, { authorization })
  const all = async (id: string) => [
    await ask(id, 'PATCH', '', { name: 'other.zip' }),
    await ask(id, 'DELETE'),
    await ask(id, 'POST', '/uploaded', completion(file, BYTES)),
  ]

  const [known, unknown] = [await all(file.id), await all(ID)]

  expect(known.map(statusAndBody)).toEqual(known.map(() => [403, NOT_PERMITTED]))
  expect(unknown.map(statusAndBody)).toEqual(unknown.map(() => [404, NOT_FOUND]))
})

test('a user in finance may list and download files', async () => {
  const { polar, tokenOf } = await startBench()
  const authorization = `Bearer ${tokenOf('finance')}`
  const file = await upload(polar, BYTES)
  const ask = (path: string) => call(polar, 'GET', `/v1/files/${path}`, undefined, { authorization })

  const replies = [await ask(''), await ask(`${file.id}/download`)]

  expect(replies.map(({ status }) => status)).toEqual([200, 200])
})

test('a file of another organization is one that is not there', async () => {
  const { polar, tokenOf } = await startBench()
  const authorization = `Bearer ${tokenOf('other-organization')}`
  const file = await upload(polar, BYTES)
  const ask = (method: string, path: string, body?: unknown) =>
    call(polar, method, `/v1/files/${path}`, body, { authorization })

  const listed = await ask('GET', `?ids=${file.id}`)
  const replies = [
    await ask('GET', `${file.id}/download`),
    await ask('PATCH', file.id, { name: 'other.zip' }),
    await ask('DELETE', file.id),
    await ask('POST', `${file.id}/uploaded`, completion(file, BYTES)),
  ]

  expect(JSON.parse(listed.body)).toEqual({ items: [], pagination: { total_count: 0, max_page: 0 } })
  expect(replies.map(statusAndBody)).toEqual(replies.map(() => [404, NOT_FOUND]))
})

test('an organization token sees exactly its own organization', async () => {
  const { polar } = await startBench()

  const reply = await call(polar, 'GET', '/v1/organizations/')

  const answer = JSON.parse(reply.body) as { items: unknown[]; pagination: unknown }
  expect(answer).toEqual({
    items: [expect.objectContaining({ id: polar.organization.id })],
    pagination: { total_count: 1, max_page: 1 },
  })
})

test('an organization has all its fields, in order', async () => {
  const { polar } = await startBench()

  const reply = await call(polar, 'GET', '/v1/organizations/?unknown=1')

  const { items } = JSON.parse(reply.body) as { items: [object] }
  expect(Object.keys(items[0])).toEqual(ORGANIZATION_FIELDS)
})

/** What `OrganizationRead` shows of an organization. */
const ORGANIZATION_FIELDS = [
  ...['created_at', 'modified_at', 'id', 'name', 'slug', 'avatar_url', 'proration_behavior'],
  ...['allow_customer_updates', 'bio', 'company', 'blog', 'location', 'twitter_username'],
  ...['pledge_minimum_amount', 'pledge_badge_show_amount', 'default_upfront_split_to_contributors', 'email'],
  ...['website', 'socials', 'status', 'details_submitted_at', 'onboarding_resubmission_requested_at'],
  ...['sso_enforced', 'default_presentment_currency', 'default_tax_behavior', 'feature_settings'],
  ...['subscription_settings', 'customer_email_settings', 'customer_portal_settings', 'dispute_settings'],
  ...['embed_hosts', 'embed_hosts_enforced', 'country', 'account_id', 'payout_account_id', 'capabilities'],
  'notification_settings',
]

test('above the limit Polar answers 429 with an empty body and the whole window to wait', async () => {
  const { local: polar, turnClock } = await startBench({ rateLimit: { requests: 2 } })
  const ask = () => call(polar, 'GET', '/v1/files/')

  const first = await ask()
  turnClock(59_000)
  const second = await ask()
  const third = await ask()
  turnClock(1000)
  const later = await ask()

  expect([first, second, later].map((reply) => reply.status)).toEqual([200, 200, 200])
  expect({
    status: third.status,
    body: third.body,
    type: third.headers['content-type'],
    wait: third.headers['retry-after'],
  }).toEqual({ status: 429, body: '', type: undefined, wait: '60' })
})

test('a token counts apart until it has been accepted, and again after five minutes', async () => {
  const { local: polar, turnClock } = await startBench({ rateLimit: { requests: 5, newTokenRequests: 3 } })
  const ask = async (token: string) =>
    (await call(polar, 'GET', '/v1/files/', undefined, { authorization: `Bearer ${token}` })).status
  const askTimes = async (times: number, token = polar.token) => {
    const statuses: number[] = []
    for (let count = 0; count < times; count += 1) statuses.push(await ask(token))
    return statuses
  }

  const known = await askTimes(7)
  const other = await askTimes(2, polar.createToken())
  const unknown = await askTimes(4, 'polar_oat_nobody')
  turnClock(300_000)
  const later = await askTimes(7)

  // The first one counts for the token, the five after it for the organization, whatever token they come with.
  expect(known).toEqual([200, 200, 200, 200, 200, 200, 429])
  expect(other).toEqual([200, 429])
  expect(unknown).toEqual([401, 401, 401, 429])
  expect(later).toEqual(known)
})

test('only what is below /v1 is limited, a preflight never', async () => {
  const { local: polar } = await startBench({ rateLimit: { requests: 0 } })

  const limited = await call(polar, 'GET', '/v1/nothing')
  const free = await call(polar, 'GET', '/nothing')
  const preflight = await send({
    method: 'OPTIONS',
    url: `${polar.url}/v1/files/`,
    headers: { origin: 'https://example.com', 'access-control-request-method': 'GET' },
  })

  expect([limited, free, preflight].map(({ status }) => status)).toEqual([429, 404, 200])
})

/** Asks until a 429 comes, and gives how many were answered otherwise. */
async function requestsUntilLimited(polar: Polar, token: string, most: number): Promise<number> {
  for (let count = 0; count <= most; count += 1) {
    const authorization = `Bearer ${token}`
    const reply = await call(polar, 'GET', '/v1/files/?limit=1', undefined, { authorization })
    if (reply.status !== 429) continue
    expect([reply.body, reply.headers['retry-after']]).toEqual(['', '60'])
    return count
  }
  return Infinity
}

test.each([
  ['production', 500],
  ['production-restricted', 60],
  ['sandbox', 100],
  ['sandbox-restricted', 10],
] as const)('%s takes %d requests a minute of an organization', async (environment, limit) => {
  const { local: polar } = await startBench({ rateLimit: RATE_LIMITS[environment] })

  // The first one counts for the token.
  expect(await requestsUntilLimited(polar, polar.token, limit + 1)).toBe(limit + 1)
})

test('an organization may ask so often in a minute, the first call of its token apart', async () => {
  const limit = remoteServer === null ? RATE_LIMITS.sandbox.requests : remoteServer.requestsPerMinute
  if (limit === null) notRunWithout('--requests-per-minute')
  const { polar } = await startBench(remoteServer === null ? { rateLimit: RATE_LIMITS.sandbox } : {})

  const count = await requestsUntilLimited(polar, polar.token, limit + 1)

  // Whether its token was accepted within the last five minutes nobody knows of another server.
  expect(count - limit).toBeGreaterThanOrEqual(0)
  expect(count - limit).toBeLessThanOrEqual(1)
})

test('a restricted organization may ask less often', async () => {
  const limits = RATE_LIMITS['sandbox-restricted']
  const limit = remoteServer === null ? limits.requests : remoteServer.restrictedRequestsPerMinute
  if (limit === null) notRunWithout('--restricted-requests-per-minute')
  const bench = await startBench(remoteServer === null ? { rateLimit: limits } : {})
  const token = remoteServer === null ? bench.polar.token : bench.tokenOf('restricted')

  const count = await requestsUntilLimited(bench.polar, token, limit + 1)

  expect(count - limit).toBeGreaterThanOrEqual(0)
  expect(count - limit).toBeLessThanOrEqual(1)
})

test('a token nobody knows may be tried sixty times in a minute', async () => {
  if (remoteServer !== null && remoteServer.requestsPerMinute === null) notRunWithout('--requests-per-minute')
  const { polar } = await startBench(remoteServer === null ? { rateLimit: RATE_LIMITS.sandbox } : {})

  expect(await requestsUntilLimited(polar, `polar_oat_${randomUUID()}`, 61)).toBe(60)
})

test('PUTs to S3 do not count against the rate limit', async () => {
  const { local: polar } = await startBench({ rateLimit: { requests: 2 } })

  await upload(
    polar,
    Array.from({ length: 1 }, () => Buffer.alloc(10)),
  )

  expect(polar.counts().requests).toMatchObject({ create: 1, part: 1, complete: 1 })
})

test.each(['POST', 'PATCH', 'PUT'])('%s without a length is answered 411', async (method) => {
  const { polar } = await startBench()

  const reply = await send({
    method,
    url: `${polar.url}/v1/files/`,
    headers: { 'transfer-encoding': 'chunked' },
    body: '{}',
  })

  expect([reply.status, JSON.parse(reply.body)]).toEqual([
    411,
    { error: 'LengthRequired', detail: expect.any(String) as string },
  ])
})

test('a body of 10 MiB is read', async () => {
  const { polar } = await startBench()

  const fits = await call(polar, 'POST', '/v1/files/', JSON.stringify('x'.repeat(MAX_BODY_BYTES - 2)))

  expect(fits.status).toBe(422)
})

test('a body above 10 MiB is answered 413 before it is read', async () => {
  const { polar } = await startBench()

  const exceeds = await call(polar, 'POST', '/v1/files/', undefined, { 'content-length': MAX_BODY_BYTES + 1 })

  expect([exceeds.status, JSON.parse(exceeds.body)]).toEqual([
    413,
    { error: 'RequestBodyTooLarge', detail: expect.any(String) as string },
  ])
})

test('checks come in order: length, token, route, JSON, credentials, scope, body', async () => {
  const { polar, tokenOf } = await startBench()
  const url = `${polar.url}/v1/files/`
  const chunked = { 'transfer-encoding': 'chunked' }
  const json = { 'content-type': 'application/json' }
  const unknown = { authorization: 'Bearer polar_oat_unknown' }
  const weak = { authorization: `Bearer ${tokenOf('read-only')}` }

  const statuses = [
    (await send({ method: 'POST', url, headers: { ...chunked, ...unknown } })).status,
    (await send({ method: 'POST', url: `${polar.url}/v1/nothing`, headers: unknown, body: '{}' })).status,
    (await send({ method: 'POST', url: `${polar.url}/v1/nothing`, headers: json, body: '{' })).status,
    (await send({ method: 'POST', url, headers: json, body: '{' })).status,
    (await send({ method: 'POST', url, headers: json, body: '{}' })).status,
    (await call(polar, 'POST', '/v1/files/', '{', weak)).status,
    (await call(polar, 'POST', '/v1/files/', '{}', weak)).status,
    (await call(polar, 'POST', '/v1/files/', '{}')).status,
  ]

  expect(statuses).toEqual([411, 401, 404, 422, 401, 422, 403, 422])
})

test('the length is checked before the rate, the rate before all else', async () => {
  const { local: polar } = await startBench({ rateLimit: { requests: 0 } })
  const url = `${polar.url}/v1/files/`
  const unknown = { authorization: 'Bearer polar_oat_unknown' }

  const replies = [
    await send({ method: 'POST', url, headers: { 'transfer-encoding': 'chunked' } }),
    await send({ method: 'GET', url: `${polar.url}/v1/nothing`, headers: unknown }),
    await call(polar, 'GET', '/v1/files'),
  ]

  expect(replies.map(({ status }) => status)).toEqual([411, 429, 429])
})

test.each([
  ['GET', '/v1/files/?page=1&unknown=1', 200, undefined],
  ['GET', '/v1/files//', 404, { detail: 'Not Found' }],
  ['GET', '/v2/files/', 404, { detail: 'Not Found' }],
  ['GET', `/v1/files/${ID}`, 405, { detail: 'Method Not Allowed' }],
  ['PUT', `/v1/files/${ID}/download`, 405, { detail: 'Method Not Allowed' }],
] as const)('%s %s is answered %d', async (method, path, status, body) => {
  const { polar } = await startBench()

  const reply = await call(polar, method, path, method === 'PUT' ? {} : undefined)

  expect(reply.status).toBe(status)
  if (body) expect(JSON.parse(reply.body)).toEqual(body)
})

test.each([
  ['PUT', '/v1/files/', 'GET'],
  ['HEAD', '/v1/files/', 'GET'],
  ['OPTIONS', '/v1/files/', 'GET'],
  ['GET', `/v1/files/${ID}`, 'PATCH'],
])('%s %s is not allowed, and one of the methods that are is named: %s', async (method, path, allow) => {
  const { polar } = await startBench()

  const reply = await call(polar, method, path, method === 'PUT' ? {} : undefined)

  expect([reply.status, reply.headers.allow]).toEqual([405, allow])
})

test.each([
  ['GET', '/v1/files?page=2&x=%C3%A4', '/v1/files/?page=2&x=%C3%A4'],
  ['POST', '/v1/files', '/v1/files/'],
  ['GET', '/v1/organizations', '/v1/organizations/'],
  ['POST', `/v1/files/${ID}/uploaded/`, `/v1/files/${ID}/uploaded`],
  ['DELETE', `/v1/files/${ID}/`, `/v1/files/${ID}`],
])('%s %s leads to %s: a slash too few or too many', async (method, path, there) => {
  const { polar } = await startBench()
  const body = method === 'POST' ? {} : undefined

  const reply = await call(polar, method, path, body)
  const nobody = await send({
    method,
    url: polar.url + path,
    ...(body && { body: '{}' }),
  })

  const location = `http://${new URL(polar.url).host}${there}`
  expect([reply, nobody].map(({ status, headers }) => [status, headers.location])).toEqual([
    [307, location],
    [307, location],
  ])
})

test('every answer forbids caches to keep it', async () => {
  const { polar } = await startBench()

  const replies = [
    await call(polar, 'GET', '/v1/files/'),
    await call(polar, 'GET', '/v1/nothing'),
    await call(polar, 'POST', '/v1/files/', {}),
  ]

  expect(replies.map(({ headers }) => headers['cache-control'])).toEqual(
    replies.map(() => 'private, no-store'),
  )
})

test('a browser may send from any origin, but only few headers, and sees no Retry-After', async () => {
  const { polar } = await startBench()
  const preflight = (headers: string) =>
    send({
      method: 'OPTIONS',
      url: `${polar.url}/v1/files/`,
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': headers,
      },
    })

  const allowed = await preflight('Authorization, Polar-Version')
  const refused = await preflight('X-Custom')
  const read = await call(polar, 'GET', '/v1/files/', undefined, { origin: 'https://example.com' })

  expect([allowed.status, allowed.headers['access-control-allow-origin']]).toEqual([200, '*'])
  expect([refused.status, refused.body]).toEqual([400, 'Disallowed CORS headers'])
  expect(read.headers['access-control-expose-headers']).toBe('Polar-Version')
})

test("the Date header is on the server's own clock", async () => {
  const { local: polar } = await startBench()
  polar.setClockOffset(-3_600_000)

  const reply = await call(polar, 'GET', '/v1/files/')

  expect(reply.headers.date).toBe(new Date(NOON - 3_600_000).toUTCString())
})

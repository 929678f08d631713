import http from 'node:http'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { call, creation, NOON, send, startBench, upload } from './bench.ts'

const BYTES = [Buffer.from('hello')]

test('a request without a version gets the current one, and every answer names it', async () => {
  const { polar } = await startBench()

  const plain = await call(polar, 'GET', '/v1/files/')
  const older = await call(polar, 'GET', '/v1/files/', undefined, { 'polar-version': '2026-04' })
  const unauthorized = await send({ url: `${polar.url}/v1/files/` })

  expect(
    [plain, older, unauthorized].map(({ status, headers }) => [status, headers['polar-version']]),
  ).toEqual([
    [200, '2026-10'],
    [200, '2026-04'],
    [401, '2026-10'],
  ])
})

test.each(['2025-01', '2026-4', 'latest', '2026-10 '.repeat(2)])(
  'version %j is answered 404 before anything else is looked at',
  async (version) => {
    const { polar } = await startBench({ rateLimit: { requests: 0 } })

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
  const { polar } = await startBench()
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

test('an unknown, a revoked and an expired token are answered 401 in the second dialect', async () => {
  const { polar, turnClock } = await startBench()
  const revoked = polar.createToken()
  const expiring = polar.createToken({ expiresAt: NOON + 1000 })
  polar.revokeToken(revoked)
  const ask = (token: string) =>
    call(polar, 'GET', '/v1/files/', undefined, { authorization: `Bearer ${token}` })

  const valid = await ask(expiring)
  turnClock(1000)
  const replies = await Promise.all(['polar_oat_unknown', 'ghp_other', revoked, expiring].map(ask))

  expect(valid.status).toBe(200)
  for (const reply of replies) {
    expect([reply.status, JSON.parse(reply.body)]).toEqual([401, INVALID])
    expect(reply.headers['www-authenticate']).toBe(
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
  const { polar } = await startBench()
  const body = method === 'POST' || method === 'PATCH' ? {} : undefined
  const ask = (token: string) => call(polar, method, path, body, { authorization: `Bearer ${token}` })
  const others = (
    ['files:read', 'files:write', 'organizations:read', 'organizations:write', 'products:write'] as const
  ).filter((scope) => !scopes.some((one) => one === scope))

  const refused = await ask(polar.createToken({ scopes: others }))
  const taken = await Promise.all(scopes.map((scope) => ask(polar.createToken({ scopes: [scope] }))))

  const description = 'The request requires higher privileges than provided by the access token.'
  expect([refused.status, JSON.parse(refused.body), refused.headers['www-authenticate']]).toEqual([
    403,
    { error: 'insufficient_scope', error_description: description },
    `${REALM}, scope="${scopes.join(' ')}", error="insufficient_scope", error_description="${description}"`,
  ])
  expect(taken.map((reply) => reply.status)).not.toContain(403)
})

test('a user in finance may not manage files, and is told only after the body was checked', async () => {
  const { polar } = await startBench()
  const authorization = `Bearer ${polar.createToken({ kind: 'user', role: 'finance' })}`
  const body = { ...creation(BYTES), organization_id: polar.organization.id }

  const wrong = await call(polar, 'POST', '/v1/files/', {}, { authorization })
  const right = await call(polar, 'POST', '/v1/files/', body, { authorization })

  expect(wrong.status).toBe(422)
  expect([right.status, JSON.parse(right.body)]).toEqual([
    403,
    { error: 'NotPermitted', detail: 'Not permitted' },
  ])
})

test('an organization token sees exactly its own organization', async () => {
  const { polar } = await startBench()

  const reply = await call(polar, 'GET', '/v1/organizations/')

  const answer = JSON.parse(reply.body) as { items: unknown[]; pagination: unknown }
  expect(answer).toEqual({
    items: [expect.objectContaining(polar.organization)],
    pagination: { total_count: 1, max_page: 1 },
  })
})

test('above the limit Polar answers 429 with an empty body and the whole window to wait', async () => {
  const { polar, turnClock } = await startBench({ rateLimit: { requests: 2 } })
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

test('PUTs to S3 do not count against the rate limit', async () => {
  const { polar } = await startBench({ rateLimit: { requests: 2 } })

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
    { error: 'LengthRequired', detail: 'Content-Length header is required' },
  ])
})

test('a body above 10 MiB is answered 413, one of 10 MiB is read', async () => {
  const { polar } = await startBench()
  const limit = 10_485_760

  const fits = await call(polar, 'POST', '/v1/files/', JSON.stringify('x'.repeat(limit - 2)))
  const exceeds = await call(polar, 'POST', '/v1/files/', JSON.stringify('x'.repeat(limit - 1)))

  expect(fits.status).toBe(422)
  expect([exceeds.status, JSON.parse(exceeds.body)]).toEqual([
    413,
    { error: 'RequestBodyTooLarge', detail: 'Request body is too large' },
  ])
})

test('checks come in order: length, rate, route, token, scope, body', async () => {
  const { polar } = await startBench()
  const weak = { authorization: `Bearer ${polar.createToken({ scopes: ['files:read'] })}` }
  const url = `${polar.url}/v1/files/`
  const chunked = { 'transfer-encoding': 'chunked' }
  const statuses = async () => [
    (await send({ method: 'POST', url, headers: chunked })).status,
    (await send({ method: 'POST', url: `${polar.url}/v1/nothing`, body: '{}' })).status,
    (await send({ method: 'POST', url, body: '{}' })).status,
    (await call(polar, 'POST', '/v1/files/', '{', weak)).status,
    (await call(polar, 'POST', '/v1/files/', '{')).status,
  ]

  const free = await statuses()
  polar.setRateLimit({ requests: 0 })
  const limited = await statuses()

  expect({ free, limited }).toEqual({ free: [411, 404, 401, 403, 422], limited: [411, 429, 429, 429, 429] })
})

test.each([
  ['GET', '/v1/files', 404, { detail: 'Not Found' }],
  ['GET', '/v1/files/?page=1', 200, undefined],
  ['GET', '/v1/files//', 404, { detail: 'Not Found' }],
  ['GET', `/v1/files/${ID}`, 405, { detail: 'Method Not Allowed' }],
  ['POST', `/v1/files/${ID}/uploaded/`, 404, { detail: 'Not Found' }],
  ['GET', '/v2/files/', 404, { detail: 'Not Found' }],
] as const)('%s %s is answered %d: slashes are significant', async (method, path, status, body) => {
  const { polar } = await startBench()

  const reply = await call(polar, method, path, method === 'POST' ? {} : undefined)

  expect(reply.status).toBe(status)
  if (body) expect(JSON.parse(reply.body)).toEqual(body)
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
  const { polar } = await startBench()
  polar.setClockOffset(-3_600_000)

  const reply = await call(polar, 'GET', '/v1/files/')

  expect(reply.headers.date).toBe(new Date(NOON - 3_600_000).toUTCString())
})

test('several requests may follow each other on one connection', async () => {
  const { polar } = await startBench()
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (method: string, path: string, body?: string) =>
    new Promise<number>((resolve, reject) => {
      const request = http.request(polar.url + path, {
        method,
        agent,
        headers: { 'content-length': Buffer.byteLength(body ?? '') },
      })
      request.on('response', (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      })
      request.on('error', reject)
      request.end(body)
    })

  const statuses = [
    await ask('GET', '/v1/files/'),
    await ask('POST', '/v1/files/', '{}'),
    await ask('GET', '/x'),
  ]
  agent.destroy()

  expect([statuses, polar.counts().connections]).toEqual([[401, 401, 404], 1])
})

import { beforeEach, expect, test } from 'vitest'
import { faultProblem, type Fault } from '../faults.ts'
import {
  call,
  complete,
  completion,
  create,
  happening,
  MiB,
  partOf,
  put,
  putAll,
  someBytes,
  startBench,
  upload,
  xmlError,
} from './bench.ts'
import { onlyLocally } from './server-under-test.ts'

beforeEach(onlyLocally)

const BODY = someBytes(2 * MiB)

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error as NodeJS.ErrnoException).code,
  )

test.each<[string, Fault, Record<string, number>]>([
  ['before', { operation: 'part', kind: 'reset', when: 'before' }, { committed: 0, bodyBytes: 0 }],
  ['after', { operation: 'part', kind: 'reset', when: 'after' }, { committed: 0, bodyBytes: BODY.length }],
])('a connection reset %s the body stores nothing', async (_, fault, counts) => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BODY])
  polar.addFault(fault)

  const broken = await codeOf(put(partOf(file, 1), BODY))

  expect(['ECONNRESET', 'EPIPE']).toContain(broken)
  expect(polar.counts().parts).toMatchObject({ started: 1, ...counts })
  expect((await put(partOf(file, 1), BODY)).status).toBe(200)
})

test('a connection reset amid the body stores nothing and has taken about as much as told', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BODY])
  polar.addFault({ operation: 'part', kind: 'reset', when: 'amid', afterBytes: MiB })

  const broken = await codeOf(put(partOf(file, 1), BODY))

  const { committed, bodyBytes } = polar.counts().parts
  expect(['ECONNRESET', 'EPIPE']).toContain(broken)
  expect(committed).toBe(0)
  expect(bodyBytes).toBeGreaterThanOrEqual(MiB)
  expect(bodyBytes).toBeLessThan(BODY.length)
})

test('a reply can be lost after a part is stored', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BODY])
  polar.addFault({ operation: 'part', partNumber: 1, kind: 'lose-reply' })

  const broken = await codeOf(put(partOf(file, 1), BODY))

  expect([broken, polar.counts().parts.committed]).toEqual(['ECONNRESET', 1])
  expect((await complete(polar, file, completion(file, [BODY]))).status).toBe(200)
})

test('a reply can be lost after a file is created and after it is completed', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'create', kind: 'lose-reply' })
  polar.addFault({ operation: 'complete', kind: 'lose-reply' })

  const lost = await codeOf(create(polar, [BODY]))
  const file = await create(polar, [BODY])
  await putAll(file, [BODY])
  const alsoLost = await codeOf(complete(polar, file, completion(file, [BODY])))

  expect([lost, alsoLost, polar.counts().sessionsOpened, polar.counts().completions]).toEqual([
    'ECONNRESET',
    'ECONNRESET',
    2,
    1,
  ])
  expect(polar.files().find((row) => row.id === file.id)?.is_uploaded).toBe(true)
})

test.each<[string, Fault, number]>([
  ['takes no byte', { operation: 'part', kind: 'stall', when: 'before' }, 0],
  ['stops amid the body', { operation: 'part', kind: 'stall', when: 'amid' }, 0],
  ['stores the part and never replies', { operation: 'part', kind: 'stall', when: 'reply' }, 1],
])('a server that stalls %s is silent until it stops', async (_, fault, committed) => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BODY])
  polar.addFault(fault)
  const isThere = happening(
    polar,
    (event) => event.kind === (committed ? 'committed' : 'started') && event.operation === 'part',
  )

  const broken = codeOf(put(partOf(file, 1), BODY))
  await isThere
  await polar.stop()

  expect(await broken).not.toBe('answered')
  expect(polar.counts().parts.committed).toBe(committed)
})

test.each<[Fault, number, string | undefined]>([
  [{ operation: 'part', kind: 'error', status: 500 }, 500, 'InternalError'],
  [{ operation: 'part', kind: 'error', status: 503 }, 503, 'SlowDown'],
  [
    { operation: 'part', kind: 'error', status: 503, code: 'ServiceUnavailable', when: 'before' },
    503,
    'ServiceUnavailable',
  ],
  [{ operation: 'part', kind: 'error', status: 502 }, 502, undefined],
  [{ operation: 'part', kind: 'error', status: 503, code: 'SlowDownWrite' }, 503, 'SlowDownWrite'],
  [{ operation: 'part', kind: 'html', status: 520 }, 520, undefined],
])('S3 answers %j once', async (fault, status, code) => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BODY])
  polar.addFault(fault)

  const struck = await put(partOf(file, 1), BODY)
  const next = await put(partOf(file, 1), BODY)

  expect([struck.status, xmlError(struck).Code, next.status]).toEqual([status, code, 200])
  expect(polar.counts().parts).toMatchObject({ started: 2, committed: 1 })
})

test.each<[Fault, number, string, string | undefined]>([
  [{ operation: 'list', kind: 'error', status: 500 }, 500, 'Internal Server Error', undefined],
  [{ operation: 'list', kind: 'error', status: 429 }, 429, '', '60'],
  [{ operation: 'list', kind: 'error', status: 429, retryAfterSeconds: 7 }, 429, '', '7'],
  [
    { operation: 'any', kind: 'error', status: 404 },
    404,
    '{"error":"ResourceNotFound","detail":"Not found"}',
    undefined,
  ],
  [{ operation: 'any', kind: 'error', status: 502, when: 'before' }, 502, '', undefined],
])('Polar answers %j once', async (fault, status, body, wait) => {
  const { local: polar } = await startBench()
  polar.addFault(fault)

  const struck = await call(polar, 'GET', '/v1/files/')
  const next = await call(polar, 'GET', '/v1/files/')

  expect([struck.status, struck.body, struck.headers['retry-after'], next.status]).toEqual([
    status,
    body,
    wait,
    200,
  ])
})

test('a proxy can time out though the completion goes through', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'complete', kind: 'html', when: 'after-commit' })
  const file = await create(polar, [BODY])
  await putAll(file, [BODY])

  const reply = await complete(polar, file, completion(file, [BODY]))

  expect([reply.status, reply.headers['content-type'], reply.body.startsWith('<!DOCTYPE html>')]).toEqual([
    524,
    'text/html; charset=UTF-8',
    true,
  ])
  expect(polar.files().map((row) => row.is_uploaded)).toEqual([true])
})

test('a redirect leads to the same URL, which then works', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BODY])
  const part = partOf(file, 1)
  polar.addFault({ operation: 'part', kind: 'redirect' })

  const reply = await put(part, BODY)
  const followed = await put({ ...part, url: reply.headers.location ?? '' }, BODY)

  expect([reply.status, xmlError(reply).Code, followed.status]).toEqual([307, 'TemporaryRedirect', 200])
})

test.each([undefined, BODY.length - 1])(
  'a byte damaged on the way (%s) is refused with BadDigest',
  async (offset) => {
    const { local: polar } = await startBench()
    const file = await create(polar, [BODY])
    polar.addFault({ operation: 'part', kind: 'flip-byte', ...(offset !== undefined && { offset }) })

    const struck = await put(partOf(file, 1), BODY)
    const next = await put(partOf(file, 1), BODY)

    expect([struck.status, xmlError(struck).Code, next.status]).toEqual([400, 'BadDigest', 200])
  },
)

test('a token can be revoked by the request that carries it', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'list', nth: 2, kind: 'revoke-token' })
  const statuses: number[] = []

  for (let count = 0; count < 3; count += 1) statuses.push((await call(polar, 'GET', '/v1/files/')).status)

  expect(statuses).toEqual([200, 401, 401])
})

test('S3 answering success with an error inside is a 500 of Polar with nothing done', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'complete', kind: 'error-in-success' })
  const file = await create(polar, [BODY])
  await putAll(file, [BODY])

  const struck = await complete(polar, file, completion(file, [BODY]))

  expect([struck.status, struck.body, polar.files().map((row) => row.is_uploaded)]).toEqual([
    500,
    'Internal Server Error',
    [false],
  ])
  expect((await complete(polar, file, completion(file, [BODY]))).status).toBe(200)
})

test.each([
  ['succeeds', 200],
  ['no-such-upload', 500],
] as const)(
  'a file completed at S3 only: where a second completion %s, Polar answers it %d',
  async (rule, status) => {
    const { local: polar } = await startBench({ secondCompletion: rule })
    polar.addFault({ operation: 'complete', kind: 'half-commit' })
    const file = await create(polar, [BODY])
    await putAll(file, [BODY])

    const first = await complete(polar, file, completion(file, [BODY]))
    const second = await complete(polar, file, completion(file, [BODY]))

    expect([first.status, second.status]).toEqual([500, status])
  },
)

test("fields of Polar's reply can be made to lie", async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'complete', kind: 'alter-reply', fields: { size: 1 } })
  const file = await create(polar, [BODY])
  await putAll(file, [BODY])

  const reply = await complete(polar, file, completion(file, [BODY]))

  expect(JSON.parse(reply.body)).toMatchObject({ id: file.id, size: 1, is_uploaded: true })
})

test('a fault strikes from the nth matching request on, as often as told', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'list', nth: 2, count: 2, kind: 'error', status: 500 })
  const statuses: number[] = []

  for (let count = 0; count < 5; count += 1) {
    await call(polar, 'GET', '/v1/organizations/')
    statuses.push((await call(polar, 'GET', '/v1/files/')).status)
  }

  expect(statuses).toEqual([200, 500, 500, 200, 200])
})

test('a fault without end strikes until it is cleared', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'any', count: Infinity, kind: 'error', status: 500 })
  const status = async () => (await call(polar, 'GET', '/v1/files/')).status

  const struck = [await status(), await status(), await status()]
  polar.clearFaults()

  expect([struck, await status()]).toEqual([[500, 500, 500], 200])
})

test('a fault for one part of one file leaves all others alone', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [someBytes(10, 1), someBytes(10, 2)])
  const other = await create(polar, [someBytes(10, 1), someBytes(10, 2)])
  polar.addFault({ operation: 'part', fileId: file.id, partNumber: 2, kind: 'error', status: 500 })
  const status = async (from: typeof file, number: number) =>
    (await put(partOf(from, number), someBytes(10, number))).status

  expect([
    await status(other, 2),
    await status(file, 1),
    await status(file, 2),
    await status(file, 2),
  ]).toEqual([200, 200, 500, 200])
})

test('faults with a probability come the same way from the same seed, and another way from another', async () => {
  const strikes = async (seed: number) => {
    const { local: polar } = await startBench({ seed })
    polar.addFault({ operation: 'list', probability: 0.5, kind: 'error', status: 500 })
    const statuses: number[] = []
    for (let count = 0; count < 40; count += 1) statuses.push((await call(polar, 'GET', '/v1/files/')).status)
    return statuses
  }

  const [one, same, other] = [await strikes(7), await strikes(7), await strikes(8)]

  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
  expect(new Set(one)).toEqual(new Set([200, 500]))
})

test('an unreachable server resets what it has and takes nothing until it is back', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BODY])
  polar.addFault({ operation: 'part', kind: 'stall', when: 'before' })
  const started = happening(polar, (event) => event.kind === 'started' && event.operation === 'part')
  const underWay = codeOf(put(partOf(file, 1), BODY))
  await started

  polar.setReachable(false)
  const broken = [await underWay, await codeOf(call(polar, 'GET', '/v1/files/'))]
  polar.setReachable(true)

  expect(broken).not.toContain('answered')
  expect((await put(partOf(file, 1), BODY)).status).toBe(200)
})

test.each<Fault>([
  { operation: 'list', kind: 'reset', when: 'before' },
  { operation: 'list', kind: 'reset', when: 'amid' },
  { operation: 'list', kind: 'reset', when: 'after' },
])('a request without a body is struck by %j all the same', async (fault) => {
  const { local: polar } = await startBench()
  polar.addFault(fault)

  const broken = await codeOf(call(polar, 'GET', '/v1/files/'))

  expect(broken).toBe('ECONNRESET')
})

test('latency delays a request by what its timer is told', async () => {
  const delays: number[] = []
  const timers = {
    monotonic: () => performance.now(),
    after(delayMs: number, callback: () => void) {
      delays.push(delayMs)
      if (delayMs === 90_000) setImmediate(callback)
      return () => undefined
    },
  }
  const { local: polar } = await startBench({ timers })
  polar.addFault({ operation: 'list', kind: 'latency', delayMs: 90_000 })

  const reply = await call(polar, 'GET', '/v1/files/')

  expect([reply.status, delays[0]]).toEqual([200, 90_000])
})

test.each<[unknown, string]>([
  ['reset', 'A fault is an object.'],
  [{ kind: 'explode', operation: 'part' }, "A fault's kind is one of latency,"],
  [{ kind: 'reset', operation: 'everything', when: 'amid' }, "A fault's operation is any or one of create,"],
  [{ kind: 'reset', operation: 'part' }, 'A fault of kind reset needs when.'],
])('%j is no fault', (value, problem) => {
  expect(faultProblem(value)).toContain(problem)
})

test('a file uploaded with no faults left is as good as any', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'part', kind: 'error', status: 500, count: 3 })
  polar.clearFaults()

  const file = await upload(polar, [BODY])

  expect(polar.counts().files[file.id]?.parts[1]).toEqual({
    started: 1,
    committed: 1,
    refused: 0,
    bodyBytes: BODY.length,
  })
})

import { once } from 'node:events'
import http from 'node:http'
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { API_IDLE_MS, S3_IDLE_MS } from '../idle-connections.ts'
import {
  call,
  create,
  creation,
  failureOf,
  manualTimers,
  NOON,
  partOf,
  put,
  startBench,
  UNHANDLED,
  type CreatedFile,
  type Polar,
  type Reply,
} from './bench.ts'
import { notRunWithout, remoteServer } from './server-under-test.ts'

const BYTES = Buffer.from('hello')

/** Sends over an agent's connection; reads the reply to its end. */
function sendOver(agent: http.Agent, polar: Polar, path: string, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = http.request(polar.url + path, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${polar.token}`,
        origin: 'https://example.com',
        ...(body !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        }),
      },
    })
    request.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** A body that fails where nobody handles it: its checksum is no base64. */
const FAILING = JSON.stringify(creation([BYTES], { checksum_sha256_base64: 'abc' }))

const agentOf = (): http.Agent => new http.Agent({ keepAlive: true, maxSockets: 1 })

/** The only connection an agent has to a server, in use or not. */
function connectionOf(agent: http.Agent): Socket {
  const [socket] = [...Object.values(agent.sockets), ...Object.values(agent.freeSockets)].flat()
  if (socket === undefined) throw new Error('There is no connection')
  return socket
}

test('several requests may follow each other on one connection', async () => {
  const { polar } = await startBench()
  const agent = agentOf()

  const first = await sendOver(agent, polar, '/v1/files/')
  const { localPort } = connectionOf(agent)
  const others = [
    await sendOver(agent, polar, '/v1/files/', '{}'),
    await sendOver(agent, polar, '/v1/nothing'),
    await sendOver(agent, polar, '/v1/files', '{}'),
  ]

  expect([first, ...others].map(({ status }) => status)).toEqual([200, 422, 404, 307])
  expect(connectionOf(agent).localPort).toBe(localPort)
  expect(first.headers['keep-alive']).toBeUndefined()
  agent.destroy()
})

/** Sends what fails, and gives how long after its answer the connection is closed. */
async function failAndClose(
  polar: Polar,
  body?: string,
): Promise<{ readonly reply: Reply; readonly openMs: number }> {
  const agent = agentOf()
  const pending = sendOver(agent, polar, '/v1/files/', body)
  const closed = once(connectionOf(agent), 'close')
  const reply = await pending
  const answeredAt = performance.now()
  await closed
  return { reply, openMs: performance.now() - answeredAt }
}

/** Closed later than this, a connection may have been idle for too long instead. */
const AT_ONCE_MS = API_IDLE_MS - 1000

test('after a failure nobody handles the connection is closed at once, and no header says so', async () => {
  const { polar } = await startBench()

  const { reply, openMs } = await failAndClose(polar, FAILING)

  expect([failureOf(reply), reply.headers.connection]).toEqual([UNHANDLED, undefined])
  expect(openMs).toBeLessThan(AT_ONCE_MS)
})

test('a failure that a fault makes is no other', async () => {
  const { local: polar } = await startBench()
  polar.addFault({ operation: 'list', kind: 'error', status: 500 })

  const { reply, openMs } = await failAndClose(polar)

  expect([failureOf(reply), reply.headers.connection]).toEqual([UNHANDLED, undefined])
  expect(openMs).toBeLessThan(AT_ONCE_MS)
})

/** Opens a connection, asks once and gives what happens to the connection then. */
async function askOnce(url: string, token: string): Promise<{ readonly closed: Promise<unknown> }> {
  const { hostname, host, port, pathname, search } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  const closed = once(socket.resume(), 'close')
  await once(socket, 'data')
  return { closed }
}

test.each([
  ['API', API_IDLE_MS, 5000],
  ['S3', S3_IDLE_MS, 20_000],
])('an idle connection to the %s is closed after a while', async (which, idleMs, expected) => {
  const timers = manualTimers()
  const { local: polar } = await startBench({ timers })
  const path = which === 'API' ? '/v1/files/' : '/polar-local-files/nothing'

  const { closed } = await askOnce(polar.url + path, polar.token)
  await timers.armed(idleMs)
  timers.fire(idleMs)
  await closed

  expect(idleMs).toBe(expected)
})

test('an idle connection to a server elsewhere is closed after five seconds', async () => {
  if (remoteServer === null) notRunWithout('a server elsewhere, and five seconds')
  const { polar } = await startBench()

  const { closed } = await askOnce(`${polar.url}/v1/files/`, polar.token)
  const startedAt = performance.now()
  await closed

  expect(performance.now() - startedAt).toBeGreaterThan(4500)
  expect(performance.now() - startedAt).toBeLessThan(7000)
})

const manyParts = (count: number) => ({
  upload: {
    parts: Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      chunk_start: index,
      chunk_end: index + 1,
      checksum_sha256_base64: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    })),
  },
})

const datesIn = (file: CreatedFile): readonly string[] => [
  ...new Set(file.upload.parts.map(({ url }) => new URL(url).searchParams.get('X-Amz-Date') ?? '')),
]

test('signing takes its time: nobody else is answered, Date stands still, and the URLs differ in age', async () => {
  const timers = manualTimers()
  const { local: polar } = await startBench({ timers, signingMsPerPart: 1000 })

  const creating = call(polar, 'POST', '/v1/files/', creation([BYTES], manyParts(4)))
  await timers.armed(4000)
  const listing = call(polar, 'GET', '/v1/files/')
  const isAnswered = await Promise.race([listing.then(() => true), nextRequestOf(polar).then(() => false)])
  timers.fire(4000)
  const replies = [await creating, await listing]
  const file = JSON.parse(replies[0]?.body ?? '') as CreatedFile

  expect(isAnswered).toBe(false)
  expect(datesIn(file)).toEqual([
    '20261123T115957Z',
    '20261123T115958Z',
    '20261123T115959Z',
    '20261123T120000Z',
  ])
  expect(file.upload.parts.map(({ expires_at }) => expires_at.slice(0, 19))).toEqual([
    ...['2026-11-23T12:59:57', '2026-11-23T12:59:58', '2026-11-23T12:59:59', '2026-11-23T13:00:00'],
  ])
  expect(replies.map(({ headers }) => headers.date)).toEqual(
    replies.map(() => new Date(NOON - 4000).toUTCString()),
  )
})

/** Resolves when the next request has come in. */
const nextRequestOf = (polar: Awaited<ReturnType<typeof startBench>>['local']): Promise<void> =>
  new Promise((resolve) => {
    const stop = polar.onRequest(({ kind }) => {
      if (kind !== 'started') return
      stop()
      resolve()
    })
  })

test('Date goes on a second after the signing', async () => {
  const { local: polar } = await startBench({ timers: leapingTimers(), signingMsPerPart: 2000 })

  const created = await call(polar, 'POST', '/v1/files/', creation([BYTES]))
  const later = await call(polar, 'GET', '/v1/files/')

  expect([created, later].map(({ headers }) => headers.date)).toEqual([
    new Date(NOON - 2000).toUTCString(),
    new Date(NOON).toUTCString(),
  ])
})

/** Timers that go off at once, and take a second between any two looks at them. */
function leapingTimers() {
  let elapsed = 0
  return {
    monotonic: () => (elapsed += 600),
    after(delayMs: number, callback: () => void) {
      if (delayMs < API_IDLE_MS) setImmediate(callback)
      return () => undefined
    },
  }
}

test('S3 goes by its own clock while Polar signs', async () => {
  const { local: polar } = await startBench({ signingMsPerPart: 2 })
  const file = await create(polar, [BYTES])

  const reply = await put(partOf(file, 1), BYTES)

  expect([reply.status, reply.headers.date]).toEqual([200, new Date(NOON).toUTCString()])
})

test('where signing takes long, its URLs differ in age and Date stands still', async () => {
  if (remoteServer === null) notRunWithout('a server elsewhere')
  const { polar } = await startBench()

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], manyParts(10_000)))

  const file = JSON.parse(reply.body) as CreatedFile
  const lagMs = Date.now() - Date.parse(reply.headers.date ?? '')
  expect([reply.status, file.upload.parts.length]).toEqual([201, 10_000])
  expect(datesIn(file).length).toBeGreaterThan(1)
  expect(lagMs).toBeGreaterThan(1500)
})

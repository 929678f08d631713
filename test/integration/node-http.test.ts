import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  connect,
  createServer as createRawServer,
  type AddressInfo,
  type Server as RawServer,
  type Socket,
} from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { HttpRequest, HttpResponse, StreamedBody } from '../../app/ports.ts'
import { UploadError } from '../../app/upload-error.ts'
import { createNodeHttp, type NodeHttp, type NodeHttpOptions, type ProxyEnv } from '../../main/node-http.ts'
import { createAuthority } from '../support/certificates.ts'
import { resolveNames } from '../support/names.ts'
import { bytesOf, sha256 } from '../support/temp-folder.ts'
import type { BusyUntil } from './busy-server.ts'
import type { Haste } from './hasty-server.ts'

const MiB = 1024 ** 2

/** The Http port, closed with the test. */
function openHttp(
  proxyEnvFor: (url: string) => ProxyEnv = () => ({}),
  options: Partial<NodeHttpOptions> = {},
): NodeHttp {
  const http = createNodeHttp({ proxyEnvFor: (url) => Promise.resolve(proxyEnvFor(url)), ...options })
  onTestFinished(() => http.close())
  return http
}

interface TestServer {
  readonly url: string
  readonly server: Server
  /** How many connections it has taken. */
  readonly connections: () => number
}

async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestServer> {
  const server = createServer(answer)
  let connections = 0
  server.on('connection', () => (connections += 1))
  await listen(server)
  onTestFinished(() => server.closeAllConnections())
  return { url: `http://127.0.0.1:${portOf(server)}`, server, connections: () => connections }
}

async function listen(server: RawServer): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
}

const portOf = (server: RawServer): number => (server.address() as AddressInfo).port

/** Resolves once the connection is closed, in order or not. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
  })

const hello = (_request: IncomingMessage, response: ServerResponse): void => void response.end('hello')

/** Reads the whole body, then says what came. */
const tellChecksum = (request: IncomingMessage, response: ServerResponse): void => {
  const hash = createHash('sha256')
  request.on('data', (bytes: Buffer) => hash.update(bytes)).on('end', () => response.end(hash.digest('hex')))
}

const never = new AbortController().signal

const send = (http: NodeHttp, url: string, request: Partial<HttpRequest> = {}): Promise<HttpResponse> =>
  http.send({ method: 'GET', url, headers: {}, signal: never, ...request })

/** A body of these bytes, given out in reads of at most `most` bytes. */
const bodyOf = (bytes: Uint8Array, most = Infinity): StreamedBody => ({
  sizeBytes: bytes.length,
  read(target, position) {
    const length = Math.min(target.length, bytes.length - position, most)
    target.set(bytes.subarray(position, position + length))
    return Promise.resolve(length)
  },
})

/** A body that is nothing but long. */
const longBody = (sizeBytes: number): StreamedBody => ({
  sizeBytes,
  read: (target, position) => Promise.resolve(Math.min(target.length, sizeBytes - position)),
})

describe('a connection', () => {
  test('is kept for the next request, whatever the server of the first one said', async () => {
    const { url, connections } = await startServer((request, response) => {
      response.statusCode = request.url === '/no' ? 404 : 200
      request.resume().on('end', () => response.end('heard'))
    })
    const http = openHttp()

    await send(http, `${url}/no`)
    await send(http, `${url}/part`, { method: 'PUT', body: bodyOf(bytesOf(3 * MiB, 1)) })
    await send(http, `${url}/json`, { method: 'POST', body: '{}' })

    expect(connections()).toBe(1)
  })

  test('that idles ends when the network is closed', async () => {
    const { url, server } = await startServer(hello)
    const http = openHttp()
    const connected = once(server, 'connection') as Promise<[Socket]>
    await send(http, url)
    const [socket] = await connected

    http.close()

    await closed(socket)
  })
})

describe('dropping connections', () => {
  /** A server that says hello, but to whoever asks for `/silence` it says nothing. */
  const startMoody = () =>
    startServer((request, response) => {
      if (request.url !== '/silence') hello(request, response)
    })
  const untilAsked = async ({ server }: TestServer): Promise<void> => {
    await once(server, 'request')
  }
  const LOST = 'The connection was lost while this computer slept or changed networks. Going on soon.'

  test('closes those that idle, and the next request gets a new one', async () => {
    const { url, server, connections } = await startMoody()
    const http = openHttp()
    const connected = once(server, 'connection') as Promise<[Socket]>
    await send(http, url)
    const [socket] = await connected

    const dropped = http.dropConnections('stranded')
    await send(http, url)

    expect([dropped, connections()]).toEqual([0, 2])
    await closed(socket)
  })

  test('of all ends what is in flight, at once, whether or not anything of an answer has come', async () => {
    let asked = 0
    const { url, server } = await startServer((request, response) => {
      asked += 1
      if (request.url === '/half') response.write('half an ans')
    })
    const http = openHttp()
    const outcomes = Promise.allSettled([
      send(http, `${url}/half`),
      send(http, `${url}/silence`, { method: 'PUT', body: longBody(64 * MiB) }),
      send(http, `${url}/silence`),
    ])
    while (asked < 3) await once(server, 'request')

    const dropped = http.dropConnections('all')

    const failed = { status: 'rejected', reason: new UploadError('network', LOST) }
    expect(dropped).toBe(3)
    expect(await outcomes).toEqual([failed, failed, failed])
  })

  test('of those stranded ends what was sent from an address that is gone', async () => {
    const moody = await startMoody()
    const addresses = new Set(['127.0.0.1'])
    const http = openHttp(undefined, { ownAddresses: () => addresses })
    const asked = untilAsked(moody)
    const silence = send(http, `${moody.url}/silence`)
    await asked

    const kept = http.dropConnections('stranded')
    addresses.clear()
    const dropped = http.dropConnections('stranded')

    expect([kept, dropped]).toEqual([0, 1])
    await expect(silence).rejects.toThrow(new UploadError('network', LOST))
  })

  test('does not end what has been answered', async () => {
    const { url } = await startMoody()
    const http = openHttp()
    await send(http, url)

    expect(http.dropConnections('all')).toBe(0)
    expect((await send(http, url)).body).toBe('hello')
  })

  test('happens to those that idle when a request falls silent, but not when it is called off', async () => {
    const moody = await startMoody()
    const { url, connections } = moody
    const http = openHttp()
    const endSilence = async (reason: Error): Promise<number> => {
      const ending = new AbortController()
      const asked = untilAsked(moody)
      const silence = send(http, `${url}/silence`, { signal: ending.signal })
      await asked
      const idle = untilAsked(moody)
      const answered = send(http, url)
      await idle
      await answered
      ending.abort(reason)
      await expect(silence).rejects.toThrow(reason)
      const before = connections()
      await send(http, url)
      return connections() - before
    }

    const afterCall = await endSilence(new Error('Paused'))
    const afterSilence = await endSilence(new UploadError('network', 'Silent.'))

    expect([afterCall, afterSilence]).toEqual([0, 1])
  })
})

describe('a request', () => {
  /** The headers that say how long a body is, as they came. */
  const framing = ({ rawHeaders }: IncomingMessage): readonly string[] =>
    rawHeaders.filter((_text, index) =>
      /^(content-length|transfer-encoding)$/i.test(rawHeaders[index & ~1] ?? ''),
    )

  test.each<{ what: string; request: Partial<HttpRequest>; framed: readonly string[] }>([
    {
      what: 'a streamed body',
      request: { method: 'PUT', body: longBody(2 * MiB + 7) },
      framed: ['Content-Length', '2097159'],
    },
    { what: 'an empty body', request: { method: 'PUT', body: longBody(0) }, framed: ['Content-Length', '0'] },
    {
      what: 'a text, counted in bytes',
      request: { method: 'POST', body: '“é”' },
      framed: ['Content-Length', '8'],
    },
    { what: 'nothing', request: { method: 'GET' }, framed: [] },
    { what: 'nothing to delete with', request: { method: 'DELETE' }, framed: [] },
  ])('with $what says how long it is and is never chunked', async ({ request, framed }) => {
    let seen: readonly string[] = ['none came']
    const { url } = await startServer((incoming, response) => {
      seen = framing(incoming)
      incoming.resume().on('end', () => response.end())
    })

    await send(openHttp(), url, request)

    expect(seen).toEqual(framed)
  })

  test('carries its headers and gets the answer, whatever its status', async () => {
    const { url } = await startServer((request, response) => {
      response.writeHead(409, { 'X-Heard': request.headers['x-said'], ETag: '"quoted"' })
      response.end('“no”')
    })

    const answer = await send(openHttp(), url, { headers: { 'X-Said': 'this' } })

    expect({ ...answer, headers: { heard: answer.headers['x-heard'], etag: answer.headers.etag } }).toEqual({
      status: 409,
      headers: { heard: 'this', etag: '"quoted"' },
      body: '“no”',
    })
  })

  test.each([
    ['/a%2Fb%2fc', '/a%2Fb%2fc'],
    ['/with+plus?and=+&or=%20&%zz', '/with+plus?and=+&or=%20&%zz'],
    ['//two//slashes/', '//two//slashes/'],
    ['/up/../and/./down', '/up/../and/./down'],
    [`/it's(all)*~!$,;=:@[]|^"<>{}`, `/it's(all)*~!$,;=:@[]|^"<>{}`],
    ['/key?url=http://elsewhere/x?y', '/key?url=http://elsewhere/x?y'],
    ['?only=a-query', '/?only=a-query'],
    ['', '/'],
    ['/part#fragment', '/part'],
  ])('to %j asks for it byte for byte', async (path, asked) => {
    let seen: string | undefined
    const { url } = await startServer((request, response) => {
      seen = request.url
      response.end()
    })

    await send(openHttp(), url + path)

    expect(seen).toBe(asked)
  })

  test('finds its path behind a host in capitals', async () => {
    let seen: string | undefined
    const { url } = await startServer((request, response) => {
      seen = request.url
      response.end()
    })

    await send(openHttp(), `${url.replace('http://127.0.0.1', 'HTTP://LocalHost')}/a%2Fb`)

    expect(seen).toBe('/a%2Fb')
  })
})

describe('a streamed body', () => {
  test('arrives whole, however little each read gives, and every byte is told', async () => {
    const { url } = await startServer(tellChecksum)
    const bytes = bytesOf(2 * MiB + 321, 3)
    let told = 0

    const answer = await send(openHttp(), url, {
      method: 'PUT',
      body: bodyOf(bytes, 100_001),
      onSent: (count) => (told += count),
    })

    expect({ checksum: answer.body, told }).toEqual({ checksum: sha256(bytes), told: bytes.length })
  })

  test('does not mix with another sent at the same time', async () => {
    const { url } = await startServer(tellChecksum)
    const http = openHttp()
    const bodies = [1, 2, 3, 4].map((seed) => bytesOf(6 * MiB + seed, seed))

    const answers = await Promise.all(
      [...bodies, ...bodies].map((bytes) => send(http, url, { method: 'PUT', body: bodyOf(bytes) })),
    )

    expect(answers.map(({ body }) => body)).toEqual([...bodies, ...bodies].map(sha256))
  })

  test.each([
    ['a failure', new UploadError('file-touched', 'The file became shorter.')],
    ['a bug', new TypeError('position is not a number')],
  ])('that ends with %s when read ends the request with just that', async (_what, error) => {
    const { url, server } = await startServer((request) => request.resume())
    const connected = once(server, 'connection') as Promise<[Socket]>
    const body: StreamedBody = {
      sizeBytes: 5 * MiB,
      read: (target, position) => (position < MiB ? Promise.resolve(target.length) : Promise.reject(error)),
    }

    const sending = send(openHttp(), url, { method: 'PUT', body })

    await expect(sending).rejects.toBe(error)
    const [socket] = await connected
    await closed(socket)
  })
})

describe('an answer', () => {
  const authority = createAuthority('Test Root')
  const trusted = getCACertificates('default')
  beforeAll(() => setDefaultCACertificates([...trusted, authority.certificate]))
  afterAll(() => setDefaultCACertificates(trusted))
  const certificate = authority.sign({ names: ['127.0.0.1'] })

  test.each<Haste>([
    { then: 'stays', readsBytes: 0 },
    { then: 'ends', readsBytes: 300_000 },
    { then: 'closes', readsBytes: 0 },
    { then: 'closes', readsBytes: 300_000 },
    { then: 'resets', readsBytes: 0 },
    { then: 'closes', readsBytes: 0, certificate },
    { then: 'closes', readsBytes: 300_000, certificate },
  ])('amid a long body may be lost once, and then is heard, a hundred times over: $then', async (haste) => {
    const server = new Worker(new URL('./hasty-server.ts', import.meta.url), { workerData: haste })
    onTestFinished(async () => {
      await server.terminate()
    })
    const [port] = (await once(server, 'message')) as [number]
    const http = openHttp()
    const scheme = haste.certificate === undefined ? 'http' : 'https'
    let reads = 0
    const body: StreamedBody = {
      sizeBytes: 64 * MiB,
      read(target, position) {
        reads += 1
        return longBody(64 * MiB).read(target, position)
      },
    }
    const put = (): Promise<string> =>
      send(http, `${scheme}://127.0.0.1:${port}/part`, { method: 'PUT', body }).then(
        (answer) => `${answer.status} ${answer.body}`,
        (error: unknown) => String(error),
      )

    const first = await put()
    reads = 0
    const heard = new Map<string, number>()
    for (let time = 0; time < 100; time += 1) {
      const answer = await put()
      heard.set(answer, (heard.get(answer) ?? 0) + 1)
    }

    expect(first).toMatch(/^403 early$|: it was cut\./)
    expect({ heard: Object.fromEntries(heard), reads }).toEqual({ heard: { '403 early': 100 }, reads: 0 })
  })

  /** A server that refuses the first body and takes the others, and notes what each request says it expects. */
  async function startFickleServer(whenAsked: (response: ServerResponse) => void) {
    const expectations: (string | undefined)[] = []
    const { url, server } = await startServer((request, response) => {
      expectations.push(request.headers.expect)
      response.statusCode = expectations.length === 1 ? 503 : 200
      request.resume().on('end', () => response.end(request.headers['content-length']))
    })
    server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
      whenAsked(response)
      if (response.headersSent) expectations.push(request.headers.expect)
      else server.emit('request', request, response)
    })
    const http = openHttp()
    const put = async (): Promise<string> => {
      const { status, body } = await send(http, url, { method: 'PUT', body: longBody(3 * MiB) })
      return `${status} ${body}`
    }
    return { expectations, put }
  }

  test('that refuses a body has the next one ask first, until it is taken', async () => {
    const { expectations, put } = await startFickleServer((response) => response.writeContinue())

    const answers = [await put(), await put(), await put()]

    expect({ answers, expectations }).toEqual({
      answers: ['503 3145728', '200 3145728', '200 3145728'],
      expectations: [undefined, '100-continue', undefined],
    })
  })

  test('that finds being asked an error has the body sent at once, and nobody asks again', async () => {
    const { expectations, put } = await startFickleServer((response) => {
      response.writeHead(417, { Connection: 'close' })
      response.end()
    })

    const answers = [await put(), await put()]

    expect({ answers, expectations }).toEqual({
      answers: ['503 3145728', '200 3145728'],
      expectations: [undefined, '100-continue', undefined],
    })
  })

  test('to being asked first is waited for, but not for ever: who does not know the question gets the body', async () => {
    const { expectations, put } = await startFickleServer(() => undefined)

    const answers = [await put(), await put()]

    expect({ answers, expectations }).toEqual({
      answers: ['503 3145728', '200 3145728'],
      expectations: [undefined, '100-continue'],
    })
  })

  test('that breaks off is none', async () => {
    const { url } = await startServer((_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 })
      response.write('only the beginning', () => response.destroy())
    })

    await expect(send(openHttp(), url)).rejects.toMatchObject({ name: 'UploadError', code: 'network' })
  })

  test('longer than any of Polar’s is not read to its end', async () => {
    const { url, server } = await startServer((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(MiB)));
      }
      response.on('drain', more).on('error', () => undefined)
      more()
    })
    const connected = once(server, 'connection') as Promise<[Socket]>

    await expect(send(openHttp(), url)).rejects.toMatchObject({ name: 'UploadError', code: 'not-polar' })

    const [socket] = await connected
    await closed(socket)
  })
})

describe('a network that is gone', () => {
  const broken = (message: string) => ({ name: 'UploadError', code: 'network', message })

  test('in the form of a reset is a failure worth another try', async () => {
    const { url } = await startServer((request) =>
      request.once('data', () => request.socket.resetAndDestroy()),
    )

    const sending = send(openHttp(), url, { method: 'PUT', body: longBody(64 * MiB) })

    await expect(sending).rejects.toMatchObject(broken('No connection: it was cut. Trying again soon.'))
  })

  test('in the form of a closed port is a failure worth another try', async () => {
    const { url, server } = await startServer(hello)
    await new Promise((resolve) => server.close(resolve))

    await expect(send(openHttp(), url)).rejects.toMatchObject(
      broken('No connection: the server does not answer. Trying again soon.'),
    )
  })
})

describe('a server', () => {
  test('that takes a second to be reached is reached, though its last address leads nowhere', async () => {
    const busyUntil: BusyUntil = new Int32Array(new SharedArrayBuffer(4))
    const server = new Worker(new URL('./busy-server.ts', import.meta.url), { workerData: busyUntil })
    const names = resolveNames((name) => (name === 'far.example.test' ? ['127.0.0.1', '::1'] : undefined))
    const [port] = (await once(server, 'message')) as [number]
    const others = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
    onTestFinished(async () => {
      names[Symbol.dispose]()
      for (const socket of others) socket.destroy()
      await server.terminate()
    })
    await Promise.all(others.slice(0, 2).map((socket) => once(socket, 'connect')))

    const sending = send(openHttp(), `http://far.example.test:${port}/`)
    // Longer than Node by itself tries an address that is not the last.
    await delay(300)
    Atomics.store(busyUntil, 0, 1)
    Atomics.notify(busyUntil, 0)

    expect((await sending).body).toBe('hello')
  })
})

describe('an aborted request', () => {
  const reason = new Error('The user changed their mind')

  test('rejects with the reason and closes its connection, however much is underway', async () => {
    const aborting = new AbortController()
    const { url, server } = await startServer((request) => request.once('data', () => aborting.abort(reason)))
    const connected = once(server, 'connection') as Promise<[Socket]>

    const sending = send(openHttp(), url, {
      method: 'PUT',
      body: longBody(64 * MiB),
      signal: aborting.signal,
    })

    await expect(sending).rejects.toBe(reason)
    const [socket] = await connected
    await closed(socket)
  })

  test('rejects with the reason while it waits for an answer', async () => {
    const aborting = new AbortController()
    const { url } = await startServer(() => aborting.abort(reason))

    await expect(send(openHttp(), url, { signal: aborting.signal })).rejects.toBe(reason)
  })

  test('that was aborted before never reaches the server', async () => {
    const { url, connections } = await startServer(hello)
    const http = openHttp()

    await expect(send(http, url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)

    // Only the next one does.
    const { body } = await send(http, url)
    expect({ body, connections: connections() }).toEqual({ body: 'hello', connections: 1 })
  })

  test('leaves its buffers to its connection; those of one that arrived are used again', async () => {
    const aborting = new AbortController()
    const { url } = await startServer((request, response) => {
      if (request.url === '/stuck') request.once('readable', () => aborting.abort(reason))
      else tellChecksum(request, response)
    })
    const http = openHttp()
    const sendAndNote = async (path: string, signal = never): Promise<Set<ArrayBufferLike>> => {
      const noted = new Set<ArrayBufferLike>()
      const body: StreamedBody = {
        sizeBytes: 64 * MiB,
        read(target, position) {
          noted.add(target.buffer)
          return longBody(64 * MiB).read(target, position)
        },
      }
      await send(http, url + path, { method: 'PUT', body, signal }).catch(() => null)
      return noted
    }

    const stuck = await sendAndNote('/stuck', aborting.signal)
    const arrived = await sendAndNote('/whole')
    const next = await sendAndNote('/whole')

    expect({
      both: stuck.size,
      shared: [...stuck].filter((buffer) => arrived.has(buffer)).length,
      next,
    }).toEqual({
      both: 2,
      shared: 0,
      next: arrived,
    })
  })

  test('of a last call, when 64 are sent at once, leaves no more buffers behind than are used otherwise', async () => {
    const { url } = await startServer(tellChecksum)
    const http = openHttp()
    const lastCall = async (): Promise<Set<ArrayBufferLike>> => {
      const noted = new Set<ArrayBufferLike>()
      const zeros = longBody(2 * MiB)
      const body: StreamedBody = {
        sizeBytes: zeros.sizeBytes,
        read(target, position) {
          noted.add(target.buffer)
          return zeros.read(target, position)
        },
      }
      await Promise.all(Array.from({ length: 64 }, () => send(http, url, { method: 'PUT', body })))
      return noted
    }

    const first = await lastCall()
    const second = await lastCall()

    const keptBuffers = [...second].filter((buffer) => first.has(buffer)).length
    expect([first.size, keptBuffers]).toEqual([128, 32])
  })
})

describe('a proxy', () => {
  /** A proxy that forwards, and notes the first line of every request it gets. */
  async function startProxy(): Promise<{ readonly url: string; readonly lines: string[] }> {
    const lines: string[] = []
    const server = createRawServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (bytes) => {
        const [line = ''] = bytes.toString('latin1').split('\r\n')
        lines.push(line)
        const target = /:(\d+)/.exec(line.replace(/^CONNECT /, ''))?.[1]
        if (line.startsWith('CONNECT')) socket.end('HTTP/1.1 502 No way there\r\nContent-Length: 0\r\n\r\n')
        else {
          const onward = connect(Number(target), '127.0.0.1')
          onward.write(bytes)
          socket.pipe(onward).pipe(socket)
        }
      })
    })
    await listen(server)
    return { url: `http://127.0.0.1:${portOf(server)}`, lines }
  }

  test('is asked for the whole URL, and the body goes through it unchanged', async () => {
    const proxy = await startProxy()
    const { url } = await startServer(tellChecksum)
    const http = openHttp(() => ({ HTTP_PROXY: proxy.url }))
    const bytes = bytesOf(3 * MiB + 5, 4)

    const { body } = await send(http, `${url}/a%2Fb//c?d=+`, { method: 'PUT', body: bodyOf(bytes) })

    expect({ body, lines: proxy.lines }).toEqual({
      body: sha256(bytes),
      lines: [`PUT ${url}/a%2Fb//c?d=+ HTTP/1.1`],
    })
  })

  test('is asked for a tunnel to what is encrypted; when there is none, that is a failure worth another try', async () => {
    const proxy = await startProxy()
    const http = openHttp(() => ({ HTTPS_PROXY: proxy.url }))

    const sending = send(http, 'https://files.example.test/part')

    await expect(sending).rejects.toMatchObject({ name: 'UploadError', code: 'network' })
    expect(proxy.lines).toEqual(['CONNECT files.example.test:443 HTTP/1.1'])
  })

  test('is passed by for the hosts that need none', async () => {
    const proxy = await startProxy()
    const { url } = await startServer(hello)
    const http = openHttp(() => ({ HTTP_PROXY: proxy.url, NO_PROXY: 'example.test,127.0.0.1' }))

    const { body } = await send(http, url)

    expect({ body, lines: proxy.lines }).toEqual({ body: 'hello', lines: [] })
  })

  test('that is never found does not keep a request from being aborted', async () => {
    const { url } = await startServer(hello)
    const http = createNodeHttp({ proxyEnvFor: () => new Promise(() => undefined) })
    onTestFinished(() => http.close())
    const aborting = new AbortController()
    const sent = send(http, url, { signal: aborting.signal })
    const reason = new Error('paused')

    aborting.abort(reason)

    await expect(sent).rejects.toBe(reason)
  })

  test('is asked about before each request, because networks change', async () => {
    const proxy = await startProxy()
    const { url } = await startServer(hello)
    let env: ProxyEnv = {}
    const http = openHttp(() => env)

    await send(http, `${url}/at-home`)
    env = { HTTP_PROXY: proxy.url }
    await send(http, `${url}/at-work`)

    expect(proxy.lines).toEqual([`GET ${url}/at-work HTTP/1.1`])
  })
})

describe('a kept connection that the server closed without a word', () => {
  /** Answers the first request of each connection, and closes it when the next arrives, after so many of its bytes. */
  async function startForgetful(readsBytes = 0): Promise<{ url: string; heads: string[]; bodies: number[] }> {
    const heads: string[] = []
    const bodies: number[] = []
    const server = createRawServer((socket) => {
      let answered = false
      let received = Buffer.alloc(0)
      socket.on('error', () => undefined)
      socket.on('data', (bytes) => {
        received = Buffer.concat([received, bytes])
        const end = received.indexOf('\r\n\r\n')
        if (end < 0) return
        const head = received.subarray(0, end).toString('latin1')
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
        const body = received.length - end - 4
        if (answered && body >= Math.min(readsBytes, length)) socket.resetAndDestroy()
        else if (!answered && body >= length) {
          heads.push(head.split(' ')[0] ?? '')
          bodies.push(body)
          received = Buffer.alloc(0)
          answered = true
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        }
      })
    })
    await listen(server)
    return { url: `http://127.0.0.1:${portOf(server)}`, heads, bodies }
  }

  test('does not fail a request that may be sent twice', async () => {
    const { url, heads } = await startForgetful()
    const http = openHttp()
    await send(http, url)

    const answer = await send(http, url, { method: 'DELETE', mayRepeat: true })

    expect(answer.body).toBe('ok')
    expect(heads).toEqual(['GET', 'DELETE'])
  })

  test('fails one that may not, and says that the connection was stale', async () => {
    const { url, heads } = await startForgetful()
    const http = openHttp()
    await send(http, url)

    const failed = send(http, url, { method: 'POST', body: '{}' })

    await expect(failed).rejects.toMatchObject({ code: 'network', isStale: true })
    expect(heads).toEqual(['GET'])
  })

  test('makes the next one that may not be sent twice go over a new connection', async () => {
    const { url, heads } = await startForgetful()
    const http = openHttp()
    await send(http, url)
    await send(http, url, { method: 'POST', body: '{}' }).catch(() => undefined)
    await send(http, url)

    const answer = await send(http, url, { method: 'POST', body: '{}' })

    expect(answer.body).toBe('ok')
    expect(heads).toEqual(['GET', 'GET', 'POST'])
  })

  test('gets a streamed body again from its start, and no byte of it counts twice', async () => {
    const { url, bodies } = await startForgetful(2 * MiB)
    const http = openHttp()
    await send(http, url)
    let sentBytes = 0

    const onSent = (bytes: number): void => void (sentBytes += bytes)
    await send(http, url, { method: 'PUT', body: bodyOf(bytesOf(5 * MiB, 1)), onSent, mayRepeat: true })

    expect(bodies).toEqual([0, 5 * MiB])
    expect(sentBytes).toBe(5 * MiB)
  })

  test('does not excuse a new one that breaks', async () => {
    let connections = 0
    const server = createRawServer((socket) => {
      connections += 1
      socket.on('error', () => undefined)
      socket.on('data', () => socket.resetAndDestroy())
    })
    await listen(server)
    const http = openHttp()

    const failed = send(http, `http://127.0.0.1:${portOf(server)}`, { mayRepeat: true })

    await expect(failed).rejects.toMatchObject({ code: 'network', isStale: false })
    expect(connections).toBe(1)
  })

  test('does not excuse one that broke amid an answer', async () => {
    let requests = 0
    const server = createRawServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', () => {
        requests += 1
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        else socket.end('HTTP/1.1 20')
      })
    })
    await listen(server)
    const url = `http://127.0.0.1:${portOf(server)}`
    const http = openHttp()
    await send(http, url)

    await expect(send(http, url, { mayRepeat: true })).rejects.toMatchObject({ code: 'network' })
    expect(requests).toBe(2)
  })
})

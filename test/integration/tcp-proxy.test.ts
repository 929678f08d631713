import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'

/** Both ends of a connection through a wire, and what each has heard. */
interface Ends {
  readonly wire: TcpProxy
  readonly client: End
  readonly server: End
  /** The port the server sees. */
  readonly clientPort: number
}

interface End {
  readonly socket: Socket
  heard(): string
  /** Waits until it has heard this. */
  untilHeard(text: string): Promise<void>
  /** How it ended, once it has: in order, or with an error's code. */
  readonly end: Promise<string>
}

async function connectThrough(): Promise<Ends> {
  const server = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => undefined))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const wire = await startTcpProxy((server.address() as AddressInfo).port)
  onTestFinished(async () => {
    await wire[Symbol.asyncDispose]()
    server.close()
  })
  const arrived = once(server, 'connection') as Promise<[Socket]>
  const client = endOf(connect({ port: wire.port, host: '127.0.0.1', allowHalfOpen: true }))
  const [socket] = await arrived
  return { wire, client, server: endOf(socket), clientPort: socket.remotePort ?? 0 }
}

function endOf(socket: Socket): End {
  let heard = ''
  socket.on('data', (bytes) => (heard += bytes.toString('latin1')))
  const end = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    socket.on('end', () => resolve('in order'))
  })
  onTestFinished(() => void socket.destroy())
  return {
    ...{ socket, end },
    heard: () => heard,
    async untilHeard(text) {
      while (heard !== text) await Promise.race([once(socket, 'data'), end.then((how) => fail(heard, how))])
    },
  }
}

const fail = (heard: string, how: string): never => {
  throw new Error(`It ended (${how}) after “${heard}”`)
}

test('what one end says the other hears, and a goodbye too, one way after the other', async () => {
  const { client, server } = await connectThrough()

  client.socket.end('request')
  await server.untilHeard('request')
  expect(await server.end).toBe('in order')
  server.socket.end('answer')
  await client.untilHeard('answer')

  expect(await client.end).toBe('in order')
})

test('a refused connection is refused by the system, until the wire is there again', async () => {
  const { wire } = await connectThrough()

  await wire.refuse()
  const refused = endOf(connect(wire.port, '127.0.0.1'))
  const how = await refused.end
  await wire.accept()
  const client = connect(wire.port, '127.0.0.1')
  await once(client, 'connect')
  client.destroy()

  expect(how).toBe('ECONNREFUSED')
})

test('a reset reaches both ends, from wherever it comes', async () => {
  const struck = await connectThrough()
  const passedOn = await connectThrough()

  struck.wire.strike(struck.clientPort, { kind: 'reset' })
  passedOn.server.socket.resetAndDestroy()

  const ends = [struck.client, struck.server, passedOn.client].map(({ end }) => end)
  expect(await Promise.all(ends)).toEqual(['ECONNRESET', 'ECONNRESET', 'ECONNRESET'])
})

test.each(['up', 'down'] as const)('a cut %s ends both sides in order, after so many bytes', async (way) => {
  const { wire, client, server } = await connectThrough()
  const [from, to] = way === 'up' ? [client, server] : [server, client]

  wire.strikeAll({ kind: 'cut', direction: way, afterBytes: 5 })
  from.socket.write('12345678')

  expect(await Promise.all([client.end, server.end])).toEqual(['in order', 'in order'])
  expect(to.heard()).toBe('12345')
})

test.each(['up', 'down'] as const)('a byte flipped %s is that one, and only it', async (way) => {
  const { wire, client, server } = await connectThrough()
  const [from, to] = way === 'up' ? [client, server] : [server, client]

  from.socket.write('ab')
  await to.untilHeard('ab')
  wire.strikeAll({ kind: 'flip', direction: way, afterBytes: 2 })
  from.socket.write('bbbb')

  await to.untilHeard('abbbcb')
})

test('a lost reply: the request arrives whole, the answer never', async () => {
  const { wire, client, server, clientPort } = await connectThrough()

  wire.strike(clientPort, { kind: 'lose-reply' })
  client.socket.write('request')
  await server.untilHeard('request')
  server.socket.write('answer')

  expect([await client.end, client.heard()]).toEqual(['in order', ''])
})

test('a black hole swallows everything, goodbyes too', async () => {
  const { wire, client, server } = await connectThrough()
  const quiet = Promise.race([client.end, server.end, delay(200, 'nothing')])

  wire.strikeAll({ kind: 'black-hole' })
  client.socket.write('request')
  server.socket.resetAndDestroy()

  expect([await quiet, server.heard(), client.heard()]).toEqual(['nothing', '', ''])
})

test('a silence holds everything back, then lets it through', async () => {
  const { wire, client, server } = await connectThrough()

  const begunAt = performance.now()
  wire.strikeAll({ kind: 'silence', ms: 300 })
  client.socket.end('request')
  await server.untilHeard('request')

  expect(performance.now() - begunAt).toBeGreaterThanOrEqual(295)
  expect(await server.end).toBe('in order')
})

test('a slow wire lets so much through, and all of it in the end', async () => {
  const { wire, client, server } = await connectThrough()

  const begunAt = performance.now()
  wire.strikeAll({ kind: 'slow', bytesPerSecond: 100_000 })
  client.socket.write('x'.repeat(50_000))
  await server.untilHeard('x'.repeat(50_000))

  expect(performance.now() - begunAt).toBeGreaterThanOrEqual(450)
})

test('a half-open connection is gone for the server only', async () => {
  const { wire, client, server } = await connectThrough()
  const quiet = Promise.race([client.end, delay(200, 'nothing')])

  wire.strikeAll({ kind: 'half-open' })
  client.socket.write('request')

  expect([await server.end, await quiet]).toEqual(['ECONNRESET', 'nothing'])
})

test('new connections are struck as they open, for as long as that is wished', async () => {
  const { wire } = await connectThrough()
  const open = (): End => endOf(connect(wire.port, '127.0.0.1'))

  wire.strikeNew({ kind: 'reset' })
  const first = await open().end
  wire.strikeNew(null)
  const next = await Promise.race([open().end, delay(200, 'nothing')])

  expect([first, next, wire.connections()]).toEqual(['ECONNRESET', 'nothing', 3])
})

test('connections share evenly what a limited wire carries', async () => {
  const arrived: Socket[] = []
  const server = createServer((socket) => arrived.push(socket.on('error', () => undefined)))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  await using wire = await startTcpProxy((server.address() as AddressInfo).port)
  onTestFinished(() => void server.close())
  wire.limit(200_000)
  const clients = [1, 2].map(() => endOf(connect(wire.port, '127.0.0.1')))
  while (arrived.length < 2) await once(server, 'connection')
  const ends = arrived.map(endOf)

  const begunAt = performance.now()
  for (const { socket } of clients) socket.write('x'.repeat(50_000))
  await Promise.race(ends.map((end) => end.untilHeard('x'.repeat(50_000))))
  const whenOneIsDone = ends.map((end) => end.heard().length)
  await Promise.all(ends.map((end) => end.untilHeard('x'.repeat(50_000))))

  // 100,000 bytes at 200,000 a second, less the tenth of a second that a cap lets through at once, and the last slice.
  expect(performance.now() - begunAt).toBeGreaterThanOrEqual(340)
  // Served one after the other, the second would have next to nothing by then.
  expect(Math.min(...whenOneIsDone)).toBeGreaterThanOrEqual(20_000)
  expect(wire.takenBytes()).toBe(100_000)
})

test('a limited wire takes from a client little more than it has let through', async () => {
  const { wire, client, server } = await connectThrough()

  wire.limit(200_000)
  client.socket.write(Buffer.alloc(2_000_000))
  while (server.heard().length < 60_000) await once(server.socket, 'data')

  expect(wire.takenBytes() - server.heard().length).toBeLessThanOrEqual(128 * 1024)
})

test('a wire without a limit again lets everything through at once', async () => {
  const { wire, client, server } = await connectThrough()

  wire.limit(1_000)
  client.socket.write('x'.repeat(500_000))
  await once(server.socket, 'data')
  wire.limit(null)

  await server.untilHeard('x'.repeat(500_000))
})

test('connections survive a pause, and those opened amid it begin at its end', async () => {
  const { wire, client, server } = await connectThrough()

  wire.pause()
  client.socket.write('request')
  while (wire.takenBytes() === 0) await setImmediate()
  wire.pause()
  const opened = endOf(connect({ port: wire.port, host: '127.0.0.1', allowHalfOpen: true }))
  opened.socket.end()
  const amid = await Promise.race([opened.end, once(server.socket, 'data'), delay(200, 'nothing')])
  const heardAmid = server.heard()
  wire.resume()
  await server.untilHeard('request')
  server.socket.end('answer')
  await client.untilHeard('answer')

  expect([amid, heardAmid]).toEqual(['nothing', ''])
})

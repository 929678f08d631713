import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { SYSTEM_TIMERS } from '../local-polar/clock.ts'
import { createThrottle, type Throttle } from '../local-polar/throttle.ts'

/** Which way bytes go: `up` from the client to the server, `down` back. */
export type Direction = 'up' | 'down'

/** What befalls a connection. Byte counts are of what passes in that direction from then on. */
export type Trouble =
  /** Both ends get a reset (RST). */
  | { readonly kind: 'reset' }
  /** After so many more bytes both ends are told, in order (FIN), that it is over; nothing else gets through. */
  | { readonly kind: 'cut'; readonly direction: Direction; readonly afterBytes: number }
  /** The byte after so many arrives with one bit turned over. */
  | { readonly kind: 'flip'; readonly direction: Direction; readonly afterBytes: number }
  /** The request gets through whole; when the answer comes, the client gets the end of the connection instead. */
  | { readonly kind: 'lose-reply' }
  /** Whatever is sent is taken and gone; neither end hears anything again, not even that the other has left. */
  | { readonly kind: 'black-hole' }
  /** Nothing is taken from either end for so long; then it goes on as if nothing had been. */
  | { readonly kind: 'silence'; readonly ms: number }
  /** No more than this gets through, each way. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** The server loses its end; the client is not told, and what it sends is gone. */
  | { readonly kind: 'half-open' }

/** A wire to a server on this computer, to be broken in every way wires break. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number
  /** Connections it has taken. */
  connections(): number
  /** Bytes it has taken from clients, over all connections, whether or not they reached the server. */
  takenBytes(): number
  /**
   * Caps what all connections together send to the server; they share it evenly. While there is a cap, no more is
   * taken from a connection than one chunk beyond what the cap lets through, so that bytes do not pass for sent by
   * lying in a buffer. Null lifts the cap.
   */
  limit(bytesPerSecond: number | null): void
  /** Passes nothing either way, on any connection, later ones included, until `resume`. Connections survive it. */
  pause(): void
  /** Passes everything on that was held back. */
  resume(): void
  /** Strikes the connection the server sees coming from this port. Throws when there is none. */
  strike(clientPort: number, trouble: Trouble): void
  /** Strikes all there are. */
  strikeAll(trouble: Trouble): void
  /** Strikes every connection from now on as it opens; null lets the next ones be. */
  strikeNew(trouble: Trouble | null): void
  /** Stops listening: the system itself refuses whoever comes. Those there are stay. */
  refuse(): Promise<void>
  /** Listens again. */
  accept(): Promise<void>
}

/** Opens a wire on 127.0.0.1 to this port there. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const links = new Set<Link>()
  const wire = createWire()
  let troubleOfNew: Trouble | null = null
  let taken = 0
  const server = createServer({ allowHalfOpen: true }, (client) => {
    taken += 1
    const link = createLink(
      client,
      connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true }),
      wire,
    )
    links.add(link)
    void link.ended.then(() => links.delete(link))
    if (troubleOfNew !== null) link.strike(troubleOfNew)
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  // Not waited for until it has closed: that takes as long as the connections there are.
  const refuse = (): Promise<void> => Promise.resolve(void server.close())
  const port = await listen(0)

  return {
    port,
    connections: () => taken,
    takenBytes: () => wire.takenBytes,
    limit(bytesPerSecond) {
      wire.bytesPerSecond = bytesPerSecond
      wire.throttle.setRate(bytesPerSecond)
    },
    pause: () => wire.pause(),
    resume: () => wire.resume(),
    strike(clientPort, trouble) {
      const link = [...links].find((one) => one.clientPort() === clientPort)
      if (link === undefined) throw new Error(`No connection comes from port ${clientPort}`)
      link.strike(trouble)
    },
    strikeAll: (trouble) => links.forEach((link) => link.strike(trouble)),
    strikeNew(trouble) {
      troubleOfNew = trouble
    },
    refuse,
    async accept() {
      if (!server.listening) await listen(port)
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await refuse()
      wire.resume()
      for (const link of links) link.drop()
      await Promise.all([...links].map(({ ended }) => ended))
    },
  }
}

/** What all connections share. */
interface Wire {
  takenBytes: number
  /** What they send to the server together; null when there is no cap. */
  bytesPerSecond: number | null
  readonly throttle: Throttle
  pause(): void
  resume(): void
  /** Fulfilled once nothing is held back. */
  open(): Promise<void>
}

function createWire(): Wire {
  let open = Promise.resolve()
  let resume: (() => void) | null = null
  return {
    ...{ takenBytes: 0, bytesPerSecond: null, throttle: createThrottle(SYSTEM_TIMERS) },
    pause() {
      if (resume === null) open = new Promise((resolve) => (resume = resolve))
    },
    resume() {
      resume?.()
      resume = null
    },
    open: () => open,
  }
}

/** One connection through the wire. */
interface Link {
  clientPort(): number | undefined
  strike(trouble: Trouble): void
  drop(): void
  /** Fulfilled when both ends are closed. */
  readonly ended: Promise<unknown>
}

/** One direction of a connection. */
interface Lane {
  /** Bytes that have come by. */
  passed: number
  /** What happens to the byte that comes after so many, and to the connection with it. */
  events: { readonly at: number; readonly act: (rest: Buffer) => void }[]
  isSwallowed: boolean
  bytesPerSecond: number | null
}

const createLane = (): Lane => ({ passed: 0, events: [], isSwallowed: false, bytesPerSecond: null })

function createLink(client: Socket, server: Socket, wire: Wire): Link {
  const lanes = { up: createLane(), down: createLane() }
  let held: Promise<unknown> = Promise.resolve()
  const both = [client, server]
  const swallow = (): void => {
    lanes.up.isSwallowed = lanes.down.isSwallowed = true
  }
  const reset = (): void => both.forEach((socket) => socket.resetAndDestroy())
  const end = (): void => {
    swallow()
    both.forEach((socket) => socket.destroySoon())
  }
  const after = (direction: Direction, bytes: number, act: Lane['events'][number]['act']): void =>
    void lanes[direction].events.push({ at: lanes[direction].passed + bytes, act })

  const strike = (trouble: Trouble): void => {
    switch (trouble.kind) {
      case 'reset':
        reset()
        break
      case 'cut':
        after(trouble.direction, trouble.afterBytes, end)
        break
      case 'flip':
        after(trouble.direction, trouble.afterBytes, (rest) => {
          rest.writeUInt8(rest.readUInt8(0) ^ 1, 0)
        })
        break
      case 'lose-reply':
        after('down', 0, end)
        break
      case 'black-hole':
        swallow()
        break
      case 'silence':
        held = delay(trouble.ms)
        break
      case 'slow':
        lanes.up.bytesPerSecond = lanes.down.bytesPerSecond = trouble.bytesPerSecond
        break
      case 'half-open':
        swallow()
        server.resetAndDestroy()
    }
  }
  const parts = { held: () => held.then(() => wire.open()), reset }
  const ended = Promise.all([...both.map(closed), carry(client, server, lanes.up, { ...parts, wire })])
  void carry(server, client, lanes.down, { ...parts, wire: null })
  return {
    ...{ strike, ended },
    clientPort: () => server.localPort,
    drop: () => both.forEach((socket) => socket.destroy()),
  }
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined)
    socket.once('close', () => resolve())
  })

interface LaneParts {
  readonly held: () => Promise<unknown>
  readonly reset: () => void
  /** What caps and counts what goes by; null for what is neither capped nor counted. */
  readonly wire: Wire | null
}

/** Carries what one end sends to the other, and how it ends. */
async function carry(from: Socket, to: Socket, lane: Lane, parts: LaneParts): Promise<void> {
  const { held, reset, wire } = parts
  try {
    for await (const bytes of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (wire !== null) wire.takenBytes += bytes.length
      await held()
      await pass(bytes, to, lane, parts)
    }
    await held()
    if (!lane.isSwallowed) to.end()
  } catch {
    // What ends rudely on one side does so on the other; nobody hears of it through a silence or a hole.
    await held()
    if (!lane.isSwallowed) reset()
  }
}

async function pass(bytes: Buffer, to: Socket, lane: Lane, { held, wire }: LaneParts): Promise<void> {
  for (let rest = bytes; rest.length > 0;) {
    // Nothing of a connection that is gone takes the others' share.
    if (to.destroyed) return
    for (const { at, act } of lane.events) if (at === lane.passed) act(rest)
    const untilNext = lane.events.map(({ at }) => at - lane.passed).filter((count) => count > 0)
    const most = Math.min(sliceOf(lane.bytesPerSecond), sliceOf(wire?.bytesPerSecond ?? null))
    const count = Math.min(rest.length, most, ...untilNext)
    await wire?.throttle.take(count)
    await held()
    const slice = rest.subarray(0, count)
    // Counted before they go: whatever strikes meanwhile strikes what comes after them.
    lane.passed += count
    rest = rest.subarray(count)
    if (!lane.isSwallowed) await write(to, slice)
    if (lane.bytesPerSecond !== null) await delay((count / lane.bytesPerSecond) * 1000)
  }
}

/** What passes slowly passes in slices, so that it trickles. */
const SLICES_PER_SECOND = 20

const sliceOf = (bytesPerSecond: number | null): number =>
  bytesPerSecond === null ? Infinity : Math.ceil(bytesPerSecond / SLICES_PER_SECOND)

/** Resolves when the bytes are taken, or the connection is gone and its reader will say so. */
const write = (to: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => void to.write(bytes, () => resolve()))

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { ConnectionLost, Refusal, type Answer } from './answer.ts'
import { cutConnection, stayEternallySilent } from './body.ts'
import { createRequestIds, effectOf, tell, type Exchange, type Surroundings } from './exchange.ts'
import { redirectAnswer, replacementAnswer } from './fault-answers.ts'
import { withoutBody, type Faults } from './faults.ts'
import type { Target } from './operations.ts'

/** What a server does with a request once the faults let it. */
export interface Handler {
  /** What the request is about, from its first line; null when it is none of the two servers' business. */
  targetOf(method: string, url: string): Target | null
  handle(exchange: Exchange): Promise<Answer>
  /** Answers a request that has no target. */
  control(request: IncomingMessage, response: ServerResponse): void
}

/** A listening server. */
export interface RequestServer {
  readonly origin: string
  /** While unreachable, it closes every connection it has or gets. */
  setReachable(reachable: boolean): void
  stop(): Promise<void>
}

/** How long an answer that came early waits for the client to see it before the connection is closed. */
const LINGER_MS = 2000
/** Bodies up to this size are read to their end rather than closing the connection. */
const SMALL_BODY_BYTES = 64 * 1024

/** Listens on loopback and answers, with whatever goes wrong on the way. */
export async function startRequestServer(
  port: number,
  surroundings: Surroundings,
  faults: Faults,
  handler: Handler,
): Promise<RequestServer> {
  const sockets = new Set<Socket>()
  const underWay = new Set<Promise<void>>()
  let reachable = true
  let requests = 0

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => undefined)
    const target = handler.targetOf(request.method ?? '', request.url ?? '')
    if (!target) {
      handler.control(request, response)
      return
    }
    requests += 1
    const exchange: Exchange = {
      ...surroundings,
      number: requests,
      request,
      response,
      target,
      ids: createRequestIds(),
      // Noted now: a socket that is gone no longer knows.
      clientPort: request.socket.remotePort ?? 0,
      startedAt: surroundings.clock.now(),
      effects: isBodyless(request) ? faults.strike(target).map(withoutBody) : faults.strike(target),
      s3Error: null,
    }
    surroundings.counters.request(target)
    tell(exchange, { kind: 'started' })
    const serving = serve(exchange, handler).finally(() => underWay.delete(serving))
    underWay.add(serving)
  }

  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 20_000 }, onRequest)
  // The body is asked for only once the headers have passed all checks.
  server.on('checkContinue', onRequest)
  server.on('connection', (socket: Socket) => {
    if (!reachable) {
      socket.resetAndDestroy()
      return
    }
    surroundings.counters.connection()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listen(server, port)
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setReachable(next) {
      reachable = next
      if (!next) for (const socket of sockets) socket.resetAndDestroy()
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await Promise.allSettled([...underWay, closed])
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function serve(exchange: Exchange, handler: Handler): Promise<void> {
  try {
    const answer = await answerThroughFaults(exchange, handler)
    await send(exchange, answer)
  } catch (error) {
    exchange.request.socket.destroy()
    tell(exchange, { kind: 'broken' })
    if (!(error instanceof ConnectionLost) && !isBrokenPipe(error)) throw error
  }
}

const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && HANGING_UP.includes(String(error.code))

/** What Node calls it when a client goes amid a request. */
const HANGING_UP = [
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'EPIPE',
  'ECONNRESET',
  'HPE_INVALID_EOF_STATE',
]

async function answerThroughFaults(exchange: Exchange, handler: Handler): Promise<Answer> {
  const latency = effectOf(exchange, 'latency')
  if (latency) await pause(exchange, latency.delayMs)
  if (effectOf(exchange, 'reset')?.when === 'before') throw cutConnection(exchange)
  if (effectOf(exchange, 'stall')?.when === 'before') await stayEternallySilent(exchange)
  if (effectOf(exchange, 'redirect')) return redirectAnswer(exchange)
  const early = replacementAnswer(exchange, 'before')
  if (early) return early

  const answer = await handler.handle(exchange).catch((error: unknown) => {
    if (error instanceof Refusal) return error.answer
    throw error
  })
  if (effectOf(exchange, 'lose-reply')) throw cutConnection(exchange)
  if (effectOf(exchange, 'stall')?.when === 'reply') await stayEternallySilent(exchange)
  return altered(exchange, replacementAnswer(exchange, 'after-commit') ?? answer)
}

function pause(exchange: Exchange, delayMs: number): Promise<void> {
  const { response, timers } = exchange
  return new Promise((resolve, reject) => {
    const onClose = () => {
      cancel()
      reject(new ConnectionLost())
    }
    const cancel = timers.after(delayMs, () => {
      response.off('close', onClose)
      resolve()
    })
    response.on('close', onClose)
  })
}

function altered(exchange: Exchange, answer: Answer): Answer {
  const alter = effectOf(exchange, 'alter-reply')
  if (!alter || typeof answer.body !== 'string') return answer
  const value = JSON.parse(answer.body) as object
  return { ...answer, body: JSON.stringify({ ...value, ...alter.fields }) }
}

async function send(exchange: Exchange, answer: Answer): Promise<void> {
  const { request, response, clock } = exchange
  if (response.destroyed) throw new ConnectionLost()
  const bodyIsOpen = !request.readableEnded && !isBodyless(request)
  const closes = bodyIsOpen && !(await drainSmall(exchange))
  response.sendDate = false
  const { body, status } = answer
  const answered = () => tell(exchange, { kind: 'answered', status, s3Error: exchange.s3Error })
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.sizeBytes
  response.writeHead(answer.status, {
    date: new Date(clock.now()).toUTCString(),
    ...(answer.status !== 204 && { 'content-length': String(length) }),
    ...answer.headers,
    ...(closes && { connection: 'close' }),
  })
  if (typeof body !== 'string') {
    await pipeline(body.stream, response)
    answered()
    return
  }
  if (closes) {
    response.write(body)
    answered()
    await linger(exchange)
    response.end()
    return
  }
  await new Promise<void>((resolve, reject) => {
    response.on('close', () => reject(new ConnectionLost()))
    response.end(body, resolve)
  })
  answered()
}

const isBodyless = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] === undefined && (request.headers['content-length'] ?? '0') === '0'

/** Polar's server reads what it does not want; S3 closes, however little it is. */
async function drainSmall(exchange: Exchange): Promise<boolean> {
  const { request, target } = exchange
  const isS3 = target.operation === 'part' || target.operation === 'object'
  const length = Number(request.headers['content-length'] ?? Infinity)
  // Whoever asks before sending does not send what is refused.
  if (request.headers.expect !== undefined) return false
  if (isS3 || length > SMALL_BODY_BYTES) return false
  await discardBody(exchange)
  return true
}

// The answer is out and complete, but closing now would reset the connection under bytes still on their way, and the
// client could lose the answer. So the rest is read and dropped for a moment, until the client hangs up.
async function linger(exchange: Exchange): Promise<void> {
  const { request, response, timers } = exchange
  response.flushHeaders()
  const cancel = timers.after(LINGER_MS, () => request.socket.destroy())
  await discardBody(exchange)
  cancel()
}

function discardBody({ request, counters, target }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    if (request.readableEnded || request.destroyed) {
      resolve()
      return
    }
    request.on('data', (bytes: Buffer) => counters.bodyBytes(target, bytes.length))
    request.on('end', resolve).on('close', resolve)
    request.resume()
  })
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { ConnectionLost, Refusal, type Answer } from './answer.ts'
import { cutConnection, stayEternallySilent } from './body.ts'
import { createRequestIds, effectOf, tell, type Exchange, type Surroundings } from './exchange.ts'
import { redirectAnswer, replacementAnswer } from './fault-answers.ts'
import { withoutBody, type Faults } from './faults.ts'
import { API_IDLE_MS, createIdleConnections, S3_IDLE_MS } from './idle-connections.ts'
import { isS3Operation, type Target } from './operations.ts'
import { isBodyless, sendAnswer } from './send-answer.ts'

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

/** Listens on loopback and answers, with whatever goes wrong on the way. */
export async function startRequestServer(
  port: number,
  surroundings: Surroundings,
  faults: Faults,
  handler: Handler,
): Promise<RequestServer> {
  const sockets = new Set<Socket>()
  const idle = createIdleConnections(surroundings.timers)
  const underWay = new Set<Promise<void>>()
  let reachable = true
  let requests = 0

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => undefined)
    const { socket } = request
    idle.wake(socket)
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
    response.on('finish', () => idle.rest(socket, isS3Operation(target.operation) ? S3_IDLE_MS : API_IDLE_MS))
    surroundings.counters.request(target)
    tell(exchange, { kind: 'started' })
    const serving = serve(exchange, handler).finally(() => underWay.delete(serving))
    underWay.add(serving)
  }

  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, onRequest)
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
    await sendAnswer(exchange, answer)
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

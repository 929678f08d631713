import { pipeline } from 'node:stream/promises'
import type { IncomingMessage } from 'node:http'
import { ConnectionLost, type Answer } from './answer.ts'
import { tell, type Exchange } from './exchange.ts'
import { isS3Operation } from './operations.ts'

/** How long an answer that came early waits for the client to see it before the connection is closed. */
const LINGER_MS = 2000
/** Bodies up to this size are read to their end rather than closing the connection. */
const SMALL_BODY_BYTES = 64 * 1024

/** Sends an answer, and closes the connection where the server would. Throws `ConnectionLost` when it is gone. */
export async function sendAnswer(exchange: Exchange, answer: Answer): Promise<void> {
  const { request, response } = exchange
  if (response.destroyed) throw new ConnectionLost()
  const bodyIsOpen = !request.readableEnded && !isBodyless(request)
  const closes = bodyIsOpen && !(await drainSmall(exchange))
  response.sendDate = false
  // Neither server says how long it keeps a connection, nor that it does.
  response.removeHeader('connection')
  const { body, status } = answer
  const answered = () => tell(exchange, { kind: 'answered', status, s3Error: exchange.s3Error })
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.sizeBytes
  response.writeHead(answer.status, {
    date: new Date(dateOf(exchange)).toUTCString(),
    ...(answer.status !== 204 && { 'content-length': String(length) }),
    ...answer.headers,
    ...(closes && !answer.hangsUp && { connection: 'close' }),
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
    request.socket.destroySoon()
    return
  }
  await new Promise<void>((resolve, reject) => {
    response.on('close', () => reject(new ConnectionLost()))
    response.end(body, resolve)
  })
  answered()
  if (answer.hangsUp) request.socket.destroySoon()
}

const dateOf = ({ target, clock, thread }: Exchange): number =>
  isS3Operation(target.operation) ? clock.now() : thread.date()

/** Says whether a request comes without a body. */
export const isBodyless = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] === undefined && (request.headers['content-length'] ?? '0') === '0'

/** Polar's server reads what it does not want; S3 closes, however little it is. */
async function drainSmall(exchange: Exchange): Promise<boolean> {
  const { request, target } = exchange
  const length = Number(request.headers['content-length'] ?? Infinity)
  // Whoever asks before sending does not send what is refused.
  if (request.headers.expect !== undefined) return false
  if (isS3Operation(target.operation) || length > SMALL_BODY_BYTES) return false
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

import { once } from 'node:events'
import { ConnectionLost, Refusal } from './answer.ts'
import { announcedLength, effectOf, tell, type Exchange } from './exchange.ts'
import { replacementAnswer } from './fault-answers.ts'
import { createThrottle } from './throttle.ts'

const MiB = 1024 * 1024

/** What happens when the client sends nothing for too long. */
export interface Silence {
  readonly timeoutMs: number
  readonly error: () => Error
}

/**
 * The request's body as it arrives, through the bandwidth cap and the faults that strike it. Throws `ConnectionLost`
 * when the connection ends first. What it yields may be changed by nobody else later.
 */
export async function* readBody(exchange: Exchange, silence: Silence | null): AsyncGenerator<Buffer> {
  const { request, response, throttle, counters, target } = exchange
  const strike = bodyFaults(exchange)
  const slow = effectOf(exchange, 'slow')
  const ownThrottle = slow && createThrottle(exchange.timers, slow.bytesPerSecond)
  if (request.headers.expect === '100-continue') response.writeContinue()
  let received = 0
  while (!request.readableEnded) {
    const bytes = request.read() as Buffer | null
    if (bytes === null) {
      await moreBytes(exchange, silence)
      continue
    }
    for (const cap of [throttle, ownThrottle]) {
      const wait = cap?.take(bytes.length)
      if (wait) await unlessClosed(exchange, wait)
    }
    counters.bodyBytes(target, bytes.length)
    if (received === 0 || Math.floor((received + bytes.length) / MiB) > Math.floor(received / MiB)) {
      tell(exchange, { kind: 'body', bodyBytes: received + bytes.length })
    }
    await strike(bytes, received)
    received += bytes.length
    yield bytes
  }
  tell(exchange, { kind: 'body-complete', bodyBytes: received })
  await strikeAtEnd(exchange)
}

function moreBytes(exchange: Exchange, silence: Silence | null): Promise<void> {
  const { request } = exchange
  return new Promise((resolve, reject) => {
    const cancel = silence && exchange.timers.after(silence.timeoutMs, () => settle(silence.error()))
    const settle = (error?: Error) => {
      cancel?.()
      request.off('readable', onMore).off('end', onMore).off('close', onClose).off('error', onClose)
      if (error) reject(error)
      else resolve()
    }
    const onMore = () => settle()
    const onClose = () => settle(request.readableEnded ? undefined : new ConnectionLost())
    request.on('readable', onMore).on('end', onMore).on('close', onClose).on('error', onClose)
    if (request.destroyed) onClose()
  })
}

function unlessClosed({ request }: Exchange, wait: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new ConnectionLost())
    request.socket.once('close', onClose)
    void wait.then(() => {
      request.socket.off('close', onClose)
      resolve()
    })
  })
}

/** Cuts the connection without a goodbye: the client sees a reset. */
export function cutConnection(exchange: Exchange): ConnectionLost {
  exchange.request.socket.resetAndDestroy()
  return new ConnectionLost()
}

/** Keeps silent until the client, or the end of the server, closes the connection. */
export async function stayEternallySilent(exchange: Exchange): Promise<never> {
  const { socket } = exchange.request
  // A client that closes rudely is an error to a socket; here it is only the end of the silence.
  if (!socket.destroyed) await once(socket, 'close').catch(() => undefined)
  throw new ConnectionLost()
}

function bodyFaults(exchange: Exchange): (bytes: Buffer, start: number) => Promise<void> {
  const reset = effectOf(exchange, 'reset')
  const stall = effectOf(exchange, 'stall')
  const flip = effectOf(exchange, 'flip-byte')
  const half = Math.floor((announcedLength(exchange.request) ?? 0) / 2)
  return async (bytes, start) => {
    const end = start + bytes.length
    if (reset?.when === 'amid' && end >= (reset.afterBytes ?? half)) throw cutConnection(exchange)
    if (stall?.when === 'amid' && end >= (stall.afterBytes ?? half)) await stayEternallySilent(exchange)
    const at = (flip?.offset ?? 0) - start
    if (flip && at >= 0 && at < bytes.length) bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  }
}

async function strikeAtEnd(exchange: Exchange): Promise<void> {
  const reset = effectOf(exchange, 'reset')
  // A body too short for what was to happen amid it ends the same way.
  if (reset && reset.when !== 'before') throw cutConnection(exchange)
  if (effectOf(exchange, 'stall')?.when === 'amid') await stayEternallySilent(exchange)
  const replacement = replacementAnswer(exchange, 'after-body')
  if (replacement) throw new Refusal(replacement)
}

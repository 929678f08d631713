import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpRequest, HttpResponse } from '../app/ports.ts'
import { BrokenConnection, isClosedByOtherEnd } from './no-connection.ts'

/** How a request is to travel. */
export interface Travel {
  /** Whether it may not take a kept connection. */
  readonly isOnNew: boolean
  /** Hears that a kept connection has carried an answer. */
  readonly onKeptAnswer: () => void
}

/**
 * Sends requests past connections that are stale. A server may close a kept connection while the next request is on its
 * way, and some close it right after an answer, without a word: uvicorn after an unhandled error, some proxies after
 * every answer.
 *
 * A request that may be repeated is sent once more then, over a new connection. One that may not fails, but the next
 * such request to that server gets a new connection, and so on until a kept one has carried an answer.
 */
export class StaleConnections {
  readonly #distrusted = new Set<string>()

  async send(
    request: HttpRequest,
    exchange: (request: HttpRequest, travel: Travel) => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    const { onSent = () => undefined, mayRepeat = false, signal, url } = request
    const { origin } = new URL(url)
    const onKeptAnswer = (): void => void this.#distrusted.delete(origin)
    let sentBytes = 0
    const count = (bytes: number): void => {
      sentBytes += bytes
      onSent(bytes)
    }
    try {
      const isOnNew = !mayRepeat && this.#distrusted.has(origin)
      return await exchange({ ...request, onSent: count }, { isOnNew, onKeptAnswer })
    } catch (error) {
      if (!(error instanceof BrokenConnection) || !error.isStale) throw error
      this.#distrusted.add(origin)
      if (!mayRepeat || signal.aborted) throw error
    }
    return exchange({ ...request, onSent: beyond(sentBytes, onSent) }, { isOnNew: true, onKeptAnswer })
  }
}

/** Tells of bytes that go beyond those already told of; 0 for the others, so that movement is still noticed. */
function beyond(toldBytes: number, tell: (bytes: number) => void): (bytes: number) => void {
  let repeatedBytes = toldBytes
  return (bytes) => {
    const repeated = Math.min(bytes, repeatedBytes)
    repeatedBytes -= repeated
    tell(bytes - repeated)
  }
}

/** Watches a request from its start; gives whether a break of its connection shows that it was stale. */
export function watchForStaleness(outgoing: ClientRequest): (error: BrokenConnection) => boolean {
  let socket: Socket | null = null
  let readBefore = 0
  outgoing.once('socket', (assigned) => {
    socket = assigned
    readBefore = assigned.bytesRead
  })
  return ({ cause }) => outgoing.reusedSocket && socket?.bytesRead === readBefore && isClosedByOtherEnd(cause)
}

/** The same break, known to be that of a stale connection. */
export const staleConnection = ({ cause }: BrokenConnection): BrokenConnection =>
  new BrokenConnection(cause, { isStale: true })

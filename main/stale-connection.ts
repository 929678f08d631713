import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpRequest, HttpResponse } from '../app/ports.ts'
import type { Exchange } from './asking-first.ts'
import { BrokenConnection, isClosedByOtherEnd } from './no-connection.ts'

/**
 * Sends a request; once more if its connection was stale and it may be repeated. A server may close a kept connection
 * while the next request is on its way, and some close it right after an answer, without a word: uvicorn after an
 * unhandled error, some proxies after every answer. `dropIdle` closes the idle connections, so that the second try gets
 * a new one.
 */
export async function repeatIfStale(
  request: HttpRequest,
  exchange: Exchange,
  dropIdle: () => void,
): Promise<HttpResponse> {
  const { onSent = () => undefined, mayRepeat = false, signal } = request
  let sentBytes = 0
  const count = (bytes: number): void => {
    sentBytes += bytes
    onSent(bytes)
  }
  try {
    return await exchange({ ...request, onSent: count })
  } catch (error) {
    const isStale = error instanceof BrokenConnection && error.isStale
    if (!isStale || !mayRepeat || signal.aborted) throw error
  }
  // Another request may have given its connection back since, and that one may be just as dead.
  dropIdle()
  return exchange({ ...request, onSent: beyond(sentBytes, onSent) })
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
  return ({ cause }) =>
    outgoing.reusedSocket && socket?.bytesRead === readBefore && isClosedByOtherEnd(cause)
}

/** The same break, known to be that of a stale connection. */
export const staleConnection = ({ cause }: BrokenConnection): BrokenConnection =>
  new BrokenConnection(cause, { isStale: true })

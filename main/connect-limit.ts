import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'

/**
 * How long a request may take to get its connection, in milliseconds: name, TCP, proxy and encryption. Systems try
 * for 21 s (Windows) to 130 s (Linux) before they say that nobody answers. Three lost packets in a row and a round
 * trip of seconds on a full link still fit in here; nothing was sent yet, so another try costs nothing.
 */
export const CONNECT_LIMIT_MS = 30_000

/**
 * How long each address of a server is tried before the next, in milliseconds. Node gives up one after 250 ms unless
 * it is the last, and fails when only that one does not answer: on a link whose round trip is longer, as it is while
 * uploads fill it, a server with a dead last address is never reached. This is one lost packet and a long round trip.
 */
export const ADDRESS_LIMIT_MS = 3_000

/** Calls back once when the request has no connection in time. */
export function limitConnecting(outgoing: ClientRequest, onTimeout: () => void): void {
  const timer = setTimeout(onTimeout, CONNECT_LIMIT_MS)
  const callOff = (): void => clearTimeout(timer)
  outgoing.once('close', callOff)
  outgoing.once('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
    // One that was kept from another request, or leads through a proxy, is already there.
    if (!socket.connecting && socket.secureConnecting !== true) callOff()
    else socket.once(socket.secureConnecting === undefined ? 'connect' : 'secureConnect', callOff)
  })
}

import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import type { Certificate } from './certificates.ts'

/** What encrypts for a server on this computer, as a load balancer does, or whoever intercepts. */
export interface TlsFront extends AsyncDisposable {
  readonly port: number
  /** Shows another certificate from now on; connections there are end. */
  show(certificate: Certificate): void
}

/** Opens one on 127.0.0.1, in front of this port there. */
export async function startTlsFront(targetPort: number, certificate: Certificate): Promise<TlsFront> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    // Whoever goes rudely takes the other end along; there is nobody to tell of it.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  const server = createServer(pemOf(certificate), (client) => {
    const onward = connect(targetPort, '127.0.0.1')
    for (const [one, other] of [[client, onward] as const, [onward, client] as const]) {
      keep(one)
      one.pipe(other)
      one.on('close', () => other.destroy())
    }
  })
  // A handshake that fails is the client's to tell of.
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const dropAll = (): void => sockets.forEach((socket) => socket.destroy())
  return {
    port: (server.address() as AddressInfo).port,
    show(next) {
      server.setSecureContext(pemOf(next))
      dropAll()
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      dropAll()
      await closed
    },
  }
}

const pemOf = ({ certificate, key }: Certificate) => ({ cert: certificate, key })

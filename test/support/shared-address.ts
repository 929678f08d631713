import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LocalPolar } from '../local-polar/local-polar.ts'

/** One address for several local Polars. */
export interface SharedAddress {
  readonly url: string
  stop(): Promise<void>
}

/** Serves them as one server with several organizations: each request goes to the Polar its token is of. */
export async function shareAddress(polars: readonly LocalPolar[]): Promise<SharedAddress> {
  const server = createServer((asked, reply) => {
    const token = asked.headers.authorization?.replace(/^Bearer /, '')
    const polar = polars.find((one) => one.token === token) ?? polars[0]
    const { method, headers } = asked
    const onward = request(`${polar?.url ?? ''}${asked.url ?? ''}`, { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(reply)
    })
    onward.on('error', () => reply.destroy())
    asked.pipe(onward)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

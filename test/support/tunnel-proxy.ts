import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** How a proxy takes being asked for a way to a server: gives it, refuses with a status, hangs up, or says nothing. */
export type Mood = 'gives' | 'hangs up' | 'is silent' | number

/** A proxy for what is encrypted (`CONNECT`), with moods. */
export interface TunnelProxy extends AsyncDisposable {
  readonly url: string
  /** It gives until it is told otherwise. */
  setMood(mood: Mood): void
  /** Ends all it has given. */
  dropAll(): void
  /** Waits until nobody is connected. */
  untilIdle(): Promise<void>
}

/** Opens one on 127.0.0.1; whatever way it is asked for, it leads to this computer. */
export async function startTunnelProxy(): Promise<TunnelProxy> {
  const sockets = new Set<Socket>()
  let mood: Mood = 'gives'
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  const answer = (client: Socket, port: number): void => {
    if (mood === 'hangs up') client.end()
    else if (typeof mood === 'number') client.end(`HTTP/1.1 ${mood} No\r\nContent-Length: 0\r\n\r\n`)
    else if (mood === 'gives') {
      const onward = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Here\r\n\r\n'))
      keep(onward)
      client.pipe(onward).pipe(client)
      client.on('close', () => onward.destroy())
      onward.on('close', () => client.destroy())
    }
  }
  const server = createServer((client) => {
    keep(client)
    client.once('data', (bytes) =>
      answer(client, Number(/^CONNECT \S+:(\d+) /.exec(bytes.toString('latin1'))?.[1])),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const dropAll = (): void => sockets.forEach((socket) => socket.destroy())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setMood(next) {
      mood = next
    },
    dropAll,
    async untilIdle() {
      for (const socket of sockets) await once(socket, 'close')
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      dropAll()
      await closed
    },
  }
}

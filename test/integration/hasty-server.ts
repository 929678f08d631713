import { createServer, type AddressInfo, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// A server on a thread of its own, so that it answers and closes while the client is in the middle of something.
// It answers every request before it has the body, tells its port, and is gone with its thread.

/** What it does with the connection right after the answer; how many bytes of the request it reads before. */
export interface Haste {
  readonly then: 'stays' | 'ends' | 'closes' | 'resets'
  readonly readsBytes: number
}

const ANSWER = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\nConnection: close\r\n\r\nearly'

const haste = workerData as Haste

const AFTERWARDS: Readonly<Record<Haste['then'], (socket: Socket) => void>> = {
  stays: () => undefined,
  ends: (socket) => void socket.end(),
  closes: (socket) => void socket.destroy(),
  resets: (socket) => void socket.resetAndDestroy(),
}

const server = createServer((socket) => {
  let received = 0
  socket.on('error', () => undefined)
  socket.on('data', (bytes) => {
    received += bytes.length
    if (received <= haste.readsBytes || socket.isPaused()) return
    socket.pause()
    socket.write(ANSWER, () => AFTERWARDS[haste.then](socket))
  })
})
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))

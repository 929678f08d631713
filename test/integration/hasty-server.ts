import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { parentPort, workerData } from 'node:worker_threads'
import type { Certificate } from '../support/certificates.ts'

// A server on a thread of its own, so that it answers and closes while the client is in the middle of something.
// It refuses every request: before the body when it is asked first, else before it has all of it. It tells its port,
// and is gone with its thread.

/** What it does with the connection right after the answer; how many bytes of the request it reads before. */
export interface Haste {
  readonly then: 'stays' | 'ends' | 'closes' | 'resets'
  readonly readsBytes: number
  /** Speaks TLS, and answers in two records. */
  readonly certificate?: Certificate
}

const HEAD = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\nConnection: close\r\n\r\n'

const haste = workerData as Haste

const AFTERWARDS: Readonly<Record<Haste['then'], (socket: Socket) => void>> = {
  stays: () => undefined,
  ends: (socket) => void socket.end(),
  closes: (socket) => void socket.destroy(),
  resets: (socket) => void socket.resetAndDestroy(),
}

const refuseEarly = (socket: Socket): void => {
  let received = 0
  socket.on('error', () => undefined)
  socket.on('data', (bytes) => {
    received += bytes.length
    const isAsked = bytes.toString('latin1').includes('Expect: 100-continue')
    if ((received <= haste.readsBytes && !isAsked) || socket.isPaused()) return
    socket.pause()
    socket.write(HEAD)
    socket.write('early', () => AFTERWARDS[haste.then](socket))
  })
}

const server =
  haste.certificate === undefined
    ? createServer(refuseEarly)
    : createTlsServer({ cert: haste.certificate.certificate, key: haste.certificate.key }, refuseEarly)
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))

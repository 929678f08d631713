import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// A server on a thread of its own that is too busy to take connections until it is told to. The system keeps a few
// for it meanwhile, and drops what else knocks: whoever knocks then tries again after a second. It tells its port,
// and is gone with its thread.

/** What it waits for: the first of these numbers to be no longer 0. */
export type BusyUntil = Int32Array<SharedArrayBuffer>

const busyUntil = workerData as BusyUntil

const server = createServer((_request, response) => response.end('hello'))
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort?.postMessage((server.address() as AddressInfo).port)
  Atomics.wait(busyUntil, 0, 0)
})

import type { Socket } from 'node:net'
import type { Timers } from './clock.ts'

/** How long Polar's API keeps a connection without a request (uvicorn's default). */
export const API_IDLE_MS = 5000
/** How long S3 does. */
export const S3_IDLE_MS = 20_000

/** Closes connections on which nothing is asked for too long. */
export interface IdleConnections {
  /** Nothing is under way on it any more. */
  rest(socket: Socket, idleMs: number): void
  /** A request came. */
  wake(socket: Socket): void
}

/** Creates one that knows no connection. */
export function createIdleConnections(timers: Timers): IdleConnections {
  const resting = new Map<Socket, () => void>()
  const wake = (socket: Socket): void => {
    resting.get(socket)?.()
    resting.delete(socket)
  }
  return {
    wake,
    rest(socket, idleMs) {
      wake(socket)
      if (socket.destroyed) return
      const cancel = timers.after(idleMs, () => socket.destroySoon())
      resting.set(socket, cancel)
      socket.once('close', () => wake(socket))
    },
  }
}

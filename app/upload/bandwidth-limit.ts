import type { Clock } from '../ports.ts'
import { createByteAllowance } from './byte-allowance.ts'

/** Leave to send bytes, given out at a rate over everything that is sent. */
export interface BandwidthLimit {
  /**
   * Waits until some bytes may go, and gives how many: 1 to `wantedBytes`. Those who wait take turns, each a small
   * piece, so that none is silent for long. Rejects with the signal's reason when aborted.
   */
  take(wantedBytes: number, signal: AbortSignal): Promise<number>
  /** Bytes per second from now on; null for no limit. */
  set(bytesPerSecond: number | null): void
  /** Ends the waiting for good; those who wait are let go. */
  close(): void
}

interface Waiter {
  readonly wantedBytes: number
  readonly give: (bytes: number) => void
}

/** Creates a limit that is none yet. */
export function createBandwidthLimit(clock: Clock): BandwidthLimit {
  const allowance = createByteAllowance(() => clock.monotonic())
  const waiters: Waiter[] = []
  let callOff = (): void => undefined

  const serve = (): void => {
    callOff()
    for (let next = waiters[0]; next !== undefined; next = waiters[0]) {
      const turnBytes = allowance.turnOf(next.wantedBytes)
      const waitMs = allowance.waitFor(turnBytes)
      if (waitMs > 0) {
        callOff = clock.after(waitMs, serve)
        return
      }
      allowance.spend(turnBytes)
      next.give(turnBytes)
    }
  }
  return {
    take(wantedBytes, signal) {
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      if (allowance.isEndless()) return Promise.resolve(wantedBytes)
      const given = queueUp(waiters, wantedBytes, signal)
      if (waiters.length === 1) serve()
      return given
    },
    set(bytesPerSecond) {
      allowance.set(bytesPerSecond)
      serve()
    },
    close() {
      allowance.set(null)
      serve()
    },
  }
}

function queueUp(waiters: Waiter[], wantedBytes: number, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      signal.removeEventListener('abort', giveUp)
      const index = waiters.indexOf(waiter)
      if (index !== -1) waiters.splice(index, 1)
    }
    const giveUp = (): void => {
      leave()
      reject(signal.reason as Error)
    }
    const waiter: Waiter = {
      wantedBytes,
      give(bytes) {
        leave()
        resolve(bytes)
      },
    }
    signal.addEventListener('abort', giveUp, { once: true })
    waiters.push(waiter)
  })
}

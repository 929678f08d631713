import type { Timers } from './clock.ts'

/** A bandwidth cap shared by everything that takes from it, first come first served. */
export interface Throttle {
  /** Null lifts the cap. Holds at once, also for what is waiting. */
  setRate(bytesPerSecond: number | null): void
  /** Null when these bytes may pass at once; otherwise resolves when they may. */
  take(bytes: number): Promise<void> | null
}

interface Waiter {
  readonly bytes: number
  readonly pass: () => void
}

/** Opens a throttle; without a rate everything passes at once. */
export function createThrottle(timers: Timers, bytesPerSecond: number | null = null): Throttle {
  let rate = bytesPerSecond
  let freeAt = timers.monotonic()
  let cancelTimer: (() => void) | null = null
  const waiters: Waiter[] = []

  const pass = (bytes: number): boolean => {
    if (rate === null) return true
    const now = timers.monotonic()
    if (freeAt > now) return false
    // What a late timer lost is made up for, but no more than a tenth of a second of it: the cap stays a cap.
    freeAt = Math.max(freeAt, now - 100) + (bytes / rate) * 1000
    return true
  }

  const pump = (): void => {
    cancelTimer?.()
    cancelTimer = null
    for (let first = waiters[0]; first; first = waiters[0]) {
      if (!pass(first.bytes)) {
        cancelTimer = timers.after(Math.max(1, freeAt - timers.monotonic()), pump)
        return
      }
      waiters.shift()
      first.pass()
    }
  }

  return {
    setRate(next) {
      rate = next
      freeAt = timers.monotonic()
      pump()
    },
    take(bytes) {
      if (waiters.length === 0 && pass(bytes)) return null
      return new Promise((resolve) => {
        waiters.push({ bytes, pass: resolve })
        if (waiters.length === 1) pump()
      })
    },
  }
}

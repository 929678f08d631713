import { uptime } from 'node:os'
import type { Clock } from '../app/ports.ts'

/** The longest a Node timer can wait, 24.8 days in milliseconds; a longer one would go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** This computer's clocks and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
  after(delayMs, callback) {
    let timer: NodeJS.Timeout
    const wait = (leftMs: number): void => {
      const next = Math.min(leftMs, LONGEST_TIMER_MS)
      timer = setTimeout(() => (leftMs > next ? wait(leftMs - next) : callback()), next)
    }
    wait(delayMs)
    return () => clearTimeout(timer)
  },
}

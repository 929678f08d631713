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
    const end = performance.now() + delayMs
    let timer: NodeJS.Timeout
    const wait = (leftMs: number): void => {
      timer = setTimeout(look, Math.min(leftMs, LONGEST_TIMER_MS))
    }
    // A timer counts whole milliseconds and goes off up to one too early: whoever compares times would wait for ever.
    const look = (): void => {
      const leftMs = end - performance.now()
      if (leftMs > 0) wait(leftMs)
      else callback()
    }
    wait(delayMs)
    return () => clearTimeout(timer)
  },
}

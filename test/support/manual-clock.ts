import type { Clock } from '../../app/ports.ts'

/** A clock whose hands a test turns. Time stands still until it does. */
export interface ManualClock extends Clock {
  /** Both clocks go forward; every timer due on the way goes off, in order, at its own time. */
  advance(ms: number): void
  /** Only the wall clock jumps, forward or back: what a user or a time server does to it. */
  jump(ms: number): void
  /** This computer sleeps: timers and the monotonic clock stand still. */
  sleep(ms: number): void
  /** How many timers are set. */
  pending(): number
  /** The timers that are set, in no order. */
  timers(): readonly PendingTimer[]
  /** Resolves once the timers fulfil the condition: asked now, and whenever one is set, called off or goes off. */
  until(condition: (timers: readonly PendingTimer[]) => boolean): Promise<void>
}

/** A timer that is set: what was asked for, and what is left of it. */
export interface PendingTimer {
  readonly delayMs: number
  readonly leftMs: number
}

interface Timer {
  readonly at: number
  readonly delayMs: number
  readonly callback: () => void
}

/** Creates a clock that stands at `start`, epoch milliseconds. */
export function createManualClock(start = Date.UTC(2026, 10, 23, 12)): ManualClock {
  let elapsed = 0
  let wall = start
  let slept = 0
  const timers = new Set<Timer>()
  const watchers = new Set<() => void>()
  const tell = (): void => watchers.forEach((look) => look())
  const pendingTimers = (): readonly PendingTimer[] =>
    Array.from(timers, ({ at, delayMs }) => ({ delayMs, leftMs: at - elapsed }))

  const earliest = (): Timer | undefined =>
    [...timers].reduce<Timer | undefined>((first, timer) => {
      return first === undefined || timer.at < first.at ? timer : first
    }, undefined)

  return {
    now: () => wall + elapsed,
    monotonic: () => elapsed,
    uptime: () => elapsed + slept,
    after(delayMs, callback) {
      const timer = { at: elapsed + Math.max(0, delayMs), delayMs, callback }
      timers.add(timer)
      tell()
      return () => {
        if (timers.delete(timer)) tell()
      }
    },
    advance(ms) {
      const end = elapsed + ms
      for (let next = earliest(); next !== undefined && next.at <= end; next = earliest()) {
        timers.delete(next)
        elapsed = Math.max(elapsed, next.at)
        next.callback()
        tell()
      }
      elapsed = end
    },
    jump(ms) {
      wall += ms
    },
    sleep(ms) {
      wall += ms
      slept += ms
    },
    pending: () => timers.size,
    timers: pendingTimers,
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition(pendingTimers())) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      }),
  }
}

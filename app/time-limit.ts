import type { Clock } from './ports.ts'

/** A signal that aborts by itself when time runs out. */
export interface TimeLimit {
  /** Aborts when the outer signal does, or when the limit is reached. */
  readonly signal: AbortSignal
  /** Starts counting anew: something has moved. */
  restart(): void
  /** Ends the counting; the signal never aborts for time after this. Must be called. */
  stop(): void
}

/**
 * Limits something to `limitMs`; when it is over, the signal aborts with what `reason` gives. `atLeast` is asked then
 * for a longer limit that holds for now.
 */
export function createTimeLimit(
  clock: Clock,
  outer: AbortSignal,
  limitMs: number,
  reason: () => Error,
  atLeast: () => number = () => 0,
): TimeLimit {
  const controller = new AbortController()
  let startedAt = clock.monotonic()
  let cancelTimer = (): void => undefined

  // Restarting only notes the time: a timer set anew for every megabyte sent would cost more than the sending.
  const watch = (delayMs: number): void => {
    cancelTimer = clock.after(delayMs, () => {
      const left = startedAt + Math.max(limitMs, atLeast()) - clock.monotonic()
      if (left > 0) watch(Math.min(left, limitMs))
      else controller.abort(reason())
    })
  }
  watch(limitMs)

  return {
    signal: AbortSignal.any([outer, controller.signal]),
    restart() {
      startedAt = clock.monotonic()
    },
    stop() {
      cancelTimer()
    },
  }
}

/** Waits that long; rejects with the signal's reason when aborted. */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error)
      return
    }
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = (): void => {
      cancel()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

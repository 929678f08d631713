import type { Clock } from './ports.ts'

/** A signal that aborts by itself when time runs out. */
export interface TimeLimit {
  /** Aborts when the outer signal does, or when the limit is reached. */
  readonly signal: AbortSignal
  /** Starts counting anew: something has moved. */
  restart(): void
  /** Ends it: the signal never aborts after this. Must be called. */
  stop(): void
}

/**
 * Aborts a controller when a signal does, for the same reason; gives how to end that. It must be ended where the signal
 * may outlive the controller: unlike `AbortSignal.any`, of which Node keeps a kilobyte until it has nothing else to do,
 * it then leaves nothing behind.
 */
export function abortWith(controller: AbortController, signal: AbortSignal): () => void {
  const abort = (): void => controller.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return () => signal.removeEventListener('abort', abort)
}

/** What comes of a promise that nothing can end; rejects with the signal's reason when that is aborted first. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    const leave = (): void => signal.removeEventListener('abort', abort)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(leave)
  })
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
  const endFollowing = abortWith(controller, outer)
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
    signal: controller.signal,
    restart() {
      startedAt = clock.monotonic()
    },
    stop() {
      cancelTimer()
      endFollowing()
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

import type { ServerClock, Timers } from './clock.ts'

/** How long the `Date` of answers stays behind after the thread was busy. */
const DATE_STANDS_MS = 1000

/** The one thread Polar's API runs on: while it signs URLs, nobody is answered and `Date` stands still. */
export interface ServerThread {
  /** Resolves when it has time for a request. */
  free(): Promise<void>
  /** Keeps it busy for that long, once it is free. */
  occupy(durationMs: number): Promise<void>
  /** What the `Date` of an answer says now, in epoch milliseconds. */
  date(): number
}

/** Creates one that has nothing to do. */
export function createServerThread(timers: Timers, clock: ServerClock): ServerThread {
  let busy = Promise.resolve()
  let stood: { readonly date: number; readonly until: number } | null = null
  const wait = (durationMs: number): Promise<void> =>
    new Promise((resolve) => void timers.after(durationMs, resolve))

  return {
    free: () => busy,
    occupy(durationMs) {
      if (durationMs === 0) return busy
      busy = busy
        .then(() => wait(durationMs))
        .then(() => {
          stood = { date: clock.now() - durationMs, until: timers.monotonic() + DATE_STANDS_MS }
        })
      return busy
    },
    date: () => (stood && timers.monotonic() < stood.until ? stood.date : clock.now()),
  }
}

/** What the server waits and measures with; a test can hand in its own. */
export interface Timers {
  /** Milliseconds since some moment: never jumps, never goes back. */
  monotonic(): number
  /** Calls back once after that many milliseconds; returns how to call it off. */
  after(delayMs: number, callback: () => void): () => void
}

/** The machine's own timers. */
export const SYSTEM_TIMERS: Timers = {
  monotonic: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

/** The clock on the server's wall: every expiry and every `Date` header goes by it. */
export interface ServerClock {
  /** Epoch milliseconds. */
  now(): number
  setOffset(offsetMs: number): void
}

/** A wall clock that runs with `now` and can be put forward or back. */
export function createServerClock(now: () => number): ServerClock {
  let offset = 0
  return {
    now: () => now() + offset,
    setOffset: (offsetMs) => {
      offset = offsetMs
    },
  }
}

/** A moment as Polar's JSON writes it: ISO 8601 in UTC with microseconds, which are left out when there are none. */
export const isoMicroseconds = (epochMs: number): string =>
  new Date(epochMs)
    .toISOString()
    .replace(/\.(\d{3})Z$/, '.$1000Z')
    .replace('.000000Z', 'Z')

/** A moment as S3's XML writes it: ISO 8601 in UTC to the second. */
export const isoSeconds = (epochMs: number): string =>
  new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** The rate of all uploads together, second by second, for as long as a small graph is wide. */
export interface TotalRate {
  /** What the rate is now, in bytes per second; null for none. */
  note(bytesPerSecond: number | null): void
  /** Seconds ago, and the rate then, the oldest first; none older than a minute. */
  recent(): readonly RateSample[]
}

/** The rate at a moment. */
export interface RateSample {
  readonly secondsAgo: number
  readonly bytesPerSecond: number
}

/** How many seconds the graph shows. */
export const SHOWN_SECONDS = 60

/** Knows of no rate yet. `nowMs` is the wall clock. */
export function createTotalRate(nowMs: () => number): TotalRate {
  let samples: { readonly second: number; readonly bytesPerSecond: number }[] = []
  const second = (): number => Math.floor(nowMs() / 1000)
  return {
    note(bytesPerSecond) {
      const now = second()
      const last = samples.at(-1)
      // A clock that was set back begins the graph anew.
      if (last !== undefined && last.second > now) samples = []
      if (last?.second === now) return
      samples = [
        ...samples.filter((sample) => now - sample.second < SHOWN_SECONDS),
        { second: now, bytesPerSecond: bytesPerSecond ?? 0 },
      ]
    },
    recent() {
      const now = second()
      return samples
        .map((sample) => ({ secondsAgo: now - sample.second, bytesPerSecond: sample.bytesPerSecond }))
        .filter(({ secondsAgo }) => secondsAgo >= 0 && secondsAgo < SHOWN_SECONDS)
    },
  }
}

/** The samples as the points of a polyline in a box of that size, the latest at its end, the fastest at its top. */
export function pointsIn(samples: readonly RateSample[], width: number, height: number): string {
  const most = Math.max(1, ...samples.map(({ bytesPerSecond }) => bytesPerSecond))
  return samples
    .map(({ secondsAgo, bytesPerSecond }) => {
      const x = width * (1 - secondsAgo / (SHOWN_SECONDS - 1))
      return `${x.toFixed(1)},${(height * (1 - bytesPerSecond / most)).toFixed(1)}`
    })
    .join(' ')
}

/** A speed over a sliding window. */
export interface Pace {
  add(bytes: number): void
  /** Null until it has seen enough to mean something. */
  bytesPerSecond(): number | null
}

/** How much time a speed is measured over, in milliseconds. */
export interface PaceWindow {
  readonly longestMs: number
  /** Over less than this it says nothing. */
  readonly shortestMs: number
}

interface Sample {
  readonly at: number
  readonly total: number
}

const SAMPLE_EVERY_MS = 250

/** Creates a pace that has seen nothing; `now` is a clock in milliseconds that never goes back. */
export function createPace(now: () => number, { longestMs, shortestMs }: PaceWindow): Pace {
  const samples: Sample[] = []
  let total = 0
  return {
    add(bytes) {
      const at = now()
      if (samples.length === 0) samples.push({ at, total })
      total += bytes
      if (at - (samples.at(-1)?.at ?? at) < SAMPLE_EVERY_MS) return
      samples.push({ at, total })
      while (samples.length > 2 && at - (samples[1]?.at ?? at) >= longestMs) samples.shift()
    },
    bytesPerSecond() {
      const first = samples[0]
      if (first === undefined) return null
      const spanMs = now() - first.at
      return spanMs < shortestMs ? null : ((total - first.total) / spanMs) * 1000
    },
  }
}

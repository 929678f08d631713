/** How many bytes may go by now, at a rate. A token bucket: what is not used is saved, a little. */
export interface ByteAllowance {
  /** Says whether there is no limit. */
  isEndless(): boolean
  /** Bytes per second from now on; null for no limit. */
  set(bytesPerSecond: number | null): void
  /** How much of what is wanted goes in one turn, so that others have theirs. */
  turnOf(wantedBytes: number): number
  /** How long until so many bytes may go, in whole milliseconds. */
  waitFor(bytes: number): number
  spend(bytes: number): void
}

/** A turn is what goes in this time: with 64 parts in flight each has one every three seconds. */
const TURN_MS = 50
/** Less would cost more in system calls than the limit is worth. */
const LEAST_TURN_BYTES = 4 * 1024
/** What was not used can be used this much later, no more: a timer that comes late must not cost speed. */
const SAVED_MS = 200

/** Creates one without a limit; `now` gives monotonic milliseconds. */
export function createByteAllowance(now: () => number): ByteAllowance {
  let rate = Infinity
  let saved = 0
  let countedAt = now()

  const count = (): void => {
    const earned = ((now() - countedAt) / 1000) * rate
    countedAt = now()
    saved = Math.min(saved + earned, Math.max((rate * SAVED_MS) / 1000, LEAST_TURN_BYTES))
  }
  return {
    isEndless: () => rate === Infinity,
    set(bytesPerSecond) {
      // Whoever sets a limit means from now on: what could have been sent before is no credit.
      if (rate === Infinity) [saved, countedAt] = [0, now()]
      else count()
      rate = bytesPerSecond ?? Infinity
    },
    turnOf: (wantedBytes) =>
      Math.min(wantedBytes, Math.max(LEAST_TURN_BYTES, Math.floor((rate * TURN_MS) / 1000))),
    waitFor(bytes) {
      if (rate === Infinity) return 0
      count()
      return Math.max(0, Math.ceil(((bytes - saved) / rate) * 1000))
    },
    spend(bytes) {
      if (rate !== Infinity) saved -= bytes
    },
  }
}

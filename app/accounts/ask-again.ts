/** Polar is asked again after a tenth of the time it has been silent: the longer it was, the less a moment matters. */
const SHARE = 1 / 10
const SHORTEST_MS = 2_000
const LONGEST_MS = 15_000

/** How long after one question the next is asked, in milliseconds, when there has been no answer for that long. */
export const askAgainAfterMs = (silentForMs: number): number =>
  Math.min(LONGEST_MS, Math.max(SHORTEST_MS, silentForMs * SHARE))

/**
 * How long there may be no answer, in milliseconds, before that counts as one. The question stays open, because there are
 * links on which everything takes that long; but the next is asked, because one that went into a dead network is not
 * heard when that is back.
 */
export const SILENCE_MS = 10_000

/** A computer that has just woken up, or changed networks, needs a moment before it can reach anybody. */
const SETTLING_MS = 5_000

/** Says whether a network may still be settling, so long after that began: then no answer means nothing yet. */
export const maySettle = (sinceMs: number): boolean => sinceMs < SETTLING_MS

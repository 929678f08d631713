/** Where patience begins, and what it comes back to. */
const LEAST_MS = 45_000
/** A twentieth of the hour is the most that one dead connection may cost. */
const MOST_MS = 180_000
/** What was quiet for so long and arrived all the same may be quiet for longer the next time. */
const SPARE = 2
/** Something moved so shortly ago: the link is not dead. */
const OTHERS_MOVE_MS = 20_000

/**
 * How long a part may make no headway before its connection is given up: the system takes no byte of it, or has
 * taken all and there is no answer.
 *
 * Too short, and a slow link never gets a part through; too long, and dead connections use up the hour. S3 hangs up
 * after about 20 s without a byte. After an outage the system's next try comes as late again as the outage was long,
 * so what S3 has not given up moves again within 40 s. Hence 45 s, before which nothing on a bare link is given up
 * that was not lost.
 *
 * But "taken" is not "sent" where buffers lie between: with a relay on the same computer, as a virus scanner or a VPN
 * is one, 4.2 MB of a part are taken at once, and the answer was measured to come 8 s after the last byte at
 * 500 KB/s per connection, 44 s at 125 KB/s and 83 s at 62 KB/s. Nobody tells how full buffers are, so it is learned:
 * a part given up doubles the patience of the next, up to 180 s (those 4.2 MB at 23 KB/s), and stored ones bring it
 * back to twice the longest silence that proved to be none, by half at most.
 *
 * While other parts move, the link is alive and only shared: then a silent part has 180 s from the start. Near the end
 * of the hour, with dozens in flight that can no longer be sent again, giving one up would cost the whole upload.
 */
export interface Patience {
  /** What the next part is given, in milliseconds. */
  limitMs(): number
  /** What every part is given when the last that any of them moved was so long ago; 0 for no more than its own. */
  leastMs(stillMs: number): number
  /** A part was given up after that limit. */
  ranOut(limitMs: number): void
  /** A part arrived; this was its longest silence. */
  paidOff(longestSilenceMs: number): void
}

/** Creates the patience to begin with. */
export function createPatience(): Patience {
  let limit = LEAST_MS
  return {
    limitMs: () => limit,
    leastMs: (stillMs) => (stillMs < OTHERS_MOVE_MS ? MOST_MS : 0),
    ranOut(limitMs) {
      // Parts that fall silent together have only shown once that their limit was too short.
      limit = Math.max(limit, Math.min(MOST_MS, limitMs * 2))
    },
    paidOff(longestSilenceMs) {
      limit = Math.min(MOST_MS, Math.max(LEAST_MS, longestSilenceMs * SPARE, limit / 2))
    },
  }
}

import type { Session } from '../store/session-store.ts'
import { UploadError } from '../upload-error.ts'
import { lastCallAt } from './last-call.ts'
import { isHopeless } from './plan-check.ts'
import type { RunContext } from './run-context.ts'

/** How often the plan is held against the link, in shares of the URLs' life and in milliseconds. */
const LOOK_SHARE = 1 / 120
const LOOK_AT_MOST_EVERY_MS = 10_000
/** So many looks in a row must say the same: links stumble. */
const LOOKS_IN_A_ROW = 3

/**
 * Holds the plan against the link while parts are sent, and calls `giveUp` with `UploadError('parts-too-small')` when
 * it is hopeless: early, because every second sent in a hopeless session is sent again. Returns how to stop.
 */
export function watchPlan(
  run: RunContext,
  session: Session,
  sentInFlight: () => number,
  giveUp: (failure: UploadError) => void,
): () => void {
  const { clock, serverClock } = run
  const everyMs = Math.min(LOOK_AT_MOST_EVERY_MS, session.lifetimeSeconds * 1000 * LOOK_SHARE)
  let hopelessLooks = 0
  let sentBefore = -1
  let stop = clock.after(everyMs, look)

  function look(): void {
    const now = serverClock.now()
    // From the last call on everything has started, and only patience helps.
    if (now !== null && now >= lastCallAt(session)) return
    stop = clock.after(everyMs, look)
    const secondsLeft = now === null ? session.lifetimeSeconds : (session.expiresAt - now) / 1000
    const sent = run.meter.sentBytes()
    const isStill = sent === sentBefore
    sentBefore = sent
    // Nothing moves in an outage, which passes; a slow link moves.
    if (isStill) hopelessLooks = 0
    else hopelessLooks = isHopeless(run, secondsLeft, sentInFlight()) ? hopelessLooks + 1 : 0
    if (hopelessLooks >= LOOKS_IN_A_ROW) giveUp(partsTooSmall())
  }
  return () => stop()
}

/** The failure when not all parts can start in time, and larger ones could. */
export const partsTooSmall = (): UploadError =>
  new UploadError(
    'parts-too-small',
    'The link is slower than expected. Cutting the file into larger parts, so that all of it arrives in time.',
  )

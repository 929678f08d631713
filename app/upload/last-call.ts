import type { Session } from '../store/session-store.ts'
import { startMarginMs } from './deadline.ts'
import type { RunContext } from './run-context.ts'

/**
 * The moment shortly before a session's presigned URLs die, when every part that has not started must: S3 checks
 * expiry only when a PUT starts.
 */
export interface LastCall {
  /** Aborted when it comes. */
  readonly signal: AbortSignal
  /** To be called whenever the servers may have told their time. */
  check: () => void
  /** Calls it off. Must be called. */
  stop(): void
}

/** How often the servers' time is asked for while it is unknown. */
const ASK_AGAIN_MS = 1_000

/** When the last call of a session comes, epoch milliseconds on S3's clock. */
export const lastCallAt = ({
  expiresAt,
  lifetimeSeconds,
}: Pick<Session, 'expiresAt' | 'lifetimeSeconds'>): number => expiresAt - startMarginMs(lifetimeSeconds)

/** Waits for the last call of a session. */
export function awaitLastCall(
  { clock, serverClock }: Pick<RunContext, 'clock' | 'serverClock'>,
  session: Pick<Session, 'expiresAt' | 'lifetimeSeconds'>,
): LastCall {
  const controller = new AbortController()
  let dueAt = Infinity
  let callOff = (): void => undefined
  const call = (): void => controller.abort(new Error('Last call'))
  const lastCall: LastCall = {
    signal: controller.signal,
    check() {
      const now = serverClock.now()
      if (now === null) {
        callOff()
        // What was reckoned before the time was forgotten is of no use.
        dueAt = Infinity
        callOff = clock.after(ASK_AGAIN_MS, lastCall.check)
        return
      }
      const leftMs = lastCallAt(session) - now
      if (leftMs <= 0) {
        call()
        return
      }
      const at = clock.monotonic() + leftMs
      // After a sleep it is later at the servers than this computer, whose clock stood still, had reckoned.
      if (at >= dueAt) return
      callOff()
      dueAt = at
      callOff = clock.after(leftMs, call)
    },
    stop: () => callOff(),
  }
  lastCall.check()
  return lastCall
}

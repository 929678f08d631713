import { NAMED_SERVERS } from '../contract/account-view.ts'
import type { Clock } from '../ports.ts'
import { abortWith, sleep } from '../time-limit.ts'

const WINDOW_MS = 60_000

/**
 * How many calls a minute this app allows itself. Polar counts per organization (500 a minute, 100 on sandbox:
 * polarsource/polar, server/polar/rate_limit.py), so these calls come out of the creator's own shop's share.
 */
export const callsPerMinute = (serverUrl: string): number => (serverUrl === NAMED_SERVERS.sandbox ? 30 : 100)

/** Keeps calls to one server within what it allows. */
export interface ApiBudget {
  /** Waits until another call may be made, first come first served; rejects with the signal's reason when aborted. */
  take(signal: AbortSignal): Promise<void>
  /** The server wants to be left alone that long. */
  holdFor(delayMs: number): void
  /** How much longer it does, in milliseconds; 0 when it does not. */
  heldMs(): number
  /** This computer has slept: timers may have stood still, but no server has. */
  woke(): void
}

/** Creates a budget of so many calls in any minute. */
export function createApiBudget(clock: Clock, perMinute: number): ApiBudget {
  // When the latest calls were made; never more than `perMinute` of them.
  const calls: number[] = []
  let heldUntil = 0
  let turn: Promise<unknown> = Promise.resolve()
  let endNap = (): void => undefined

  const waitMs = (): number => {
    const now = clock.uptime()
    while (calls.length > 0 && (calls[0] ?? 0) <= now - WINDOW_MS) calls.shift()
    const whenRoom = calls.length < perMinute ? now : (calls[0] ?? 0) + WINDOW_MS
    return Math.max(whenRoom, heldUntil) - now
  }

  /** Waits that long, or until there is less to wait for. Only one call does at a time. */
  const nap = async (delayMs: number, signal: AbortSignal): Promise<void> => {
    const waking = new AbortController()
    endNap = () => waking.abort(new Error('This computer has slept'))
    const endFollowing = abortWith(waking, signal)
    await sleep(clock, delayMs, waking.signal).catch(() => undefined)
    endFollowing()
    signal.throwIfAborted()
  }

  const waitForRoom = async (signal: AbortSignal): Promise<void> => {
    for (let delay = waitMs(); delay > 0; delay = waitMs()) await nap(delay, signal)
    signal.throwIfAborted()
    calls.push(clock.uptime())
  }

  return {
    take(signal) {
      const mine = turn.then(() => waitForRoom(signal))
      turn = mine.catch(() => undefined)
      return mine
    },
    holdFor(delayMs) {
      heldUntil = Math.max(heldUntil, clock.uptime() + delayMs)
    },
    heldMs: () => Math.max(0, heldUntil - clock.uptime()),
    woke: () => endNap(),
  }
}

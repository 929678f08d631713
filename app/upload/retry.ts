import type { Touch } from '../accounts/connection-watch.ts'
import { isAboutNetwork, type FailureCode } from '../contract/upload-failure.ts'

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 60_000

/**
 * How many tries in a row without progress an upload gets before it is the user's to decide. What is not named here
 * is tried for ever: a network that is gone comes back, and nobody wants to find the upload given up then.
 */
const MOST_ATTEMPTS: Partial<Record<FailureCode, number>> = {
  'checksum-mismatch': 8,
  // A disk or a memory that gives other bytes at every reading is no file to wait for.
  'file-touched': 5,
  // Each of these sends the whole file again; more than twice would be hopeless rather than unlucky.
  'completion-refused': 2,
}

/** After these another try in the same session would only end the same way. */
export const SPOILS_SESSION: readonly FailureCode[] = ['rejected', 'stored-differs', 'completion-refused']

/**
 * How long to wait before the next try: exponential from 1 s to 60 s with full jitter, so that uploads that failed
 * together do not come back together, and never before the server's `Retry-After`.
 *
 * `attempt` counts the tries since the upload last got further, from 1; `chance` is at least 0 and below 1.
 */
export function backoffMs(attempt: number, chance: number, retryAfterMs = 0): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16))
  // Full jitter may draw almost nothing; half of the first delay keeps a dead server from being hammered.
  const delay = Math.max(FIRST_DELAY_MS / 2, Math.round(chance * ceiling))
  return Math.max(delay, retryAfterMs)
}

/** Says whether another automatic try is worth it after that many in a row without progress. */
export const mayTryAgain = (code: FailureCode, attempt: number): boolean =>
  attempt <= (MOST_ATTEMPTS[code] ?? Infinity)

/**
 * Says whether a failure is a try that counts. One on a network that may be gone is not, until Polar has answered: being
 * offline says nothing about an upload.
 */
export const countsAsTry = (code: FailureCode, touch: Touch): boolean =>
  touch === 'kept' || !isAboutNetwork(code)

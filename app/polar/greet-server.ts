import type { Clock, Http } from '../ports.ts'
import { failureIn } from './polar-answer.ts'

/** What a server said when nobody in particular asked. */
export interface Greeting {
  readonly tookMs: number
  /** Its `Date`, in epoch milliseconds; null when it did not say. */
  readonly serverNow: number | null
  /** This computer's wall clock then, in epoch milliseconds. */
  readonly hereNow: number
}

/** The `Date` header leaves out what is below a second: half of one on average. */
const HALF_A_SECOND_MS = 500

/**
 * Asks a server something that needs a token, without one: only Polar refuses that in Polar's own words. Throws the
 * `UploadError` that says why it is not reached, or that something else answers.
 */
export async function greetServer(
  { http, clock }: { readonly http: Http; readonly clock: Clock },
  serverUrl: string,
  signal: AbortSignal,
): Promise<Greeting> {
  const startedAt = clock.monotonic()
  const url = `${serverUrl}/v1/organizations/?limit=1`
  const answer = await http.send({
    method: 'GET',
    url,
    headers: { 'Polar-Version': '2026-10' },
    signal,
    mayRepeat: true,
  })
  const hereNow = clock.now()
  const failure = failureIn(answer)
  if (failure !== null && failure.code !== 'unauthorized') throw failure
  const date = Date.parse(answer.headers.date ?? '')
  return {
    tookMs: clock.monotonic() - startedAt,
    serverNow: Number.isNaN(date) ? null : date + HALF_A_SECOND_MS,
    hereNow,
  }
}

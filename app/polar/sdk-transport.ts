import { createPolarCore } from '@polar-sh/sdk/2026-10'
import type { Clock, Http } from '../ports.ts'
import { createTimeLimit } from '../time-limit.ts'
import { UploadError } from '../upload-error.ts'
import type { ApiBudget } from './api-budget.ts'
import { failureIn } from './polar-answer.ts'

/** The official client, which each of its functions takes. */
export type PolarCore = ReturnType<typeof createPolarCore>

/** What a call travels on. */
export interface Transport {
  readonly http: Http
  readonly clock: Clock
  readonly budget: ApiBudget
  readonly serverUrl: string
  readonly token: string
  /** Hears the `Date` of every answer. */
  readonly onDate: (date: string | undefined, serverUrl: string) => void
  /** Hears that a call has had its turn in the budget, and is on its way. */
  readonly onAsked: () => void
}

/**
 * The official client on our own network, for one call: the client itself knows only the global `fetch`, which
 * heeds no proxy, tells no `Date`, and fails on the HTML pages that come instead of an answer. So the one method
 * of it that sends is replaced; requests are still built, and answers read, by the client.
 *
 * Every failure is thrown as `UploadError`; `limitMs` is for the whole call.
 */
export function createPolarCall(transport: Transport, limitMs: number, signal: AbortSignal): PolarCore {
  const { serverUrl, token } = transport
  const core = createPolarCore({ accessToken: token, baseUrl: serverUrl })
  core.sendRequest = (request) => send(transport, request, limitMs, signal)
  return core
}

async function send(
  transport: Transport,
  [url, init]: [string, RequestInit],
  limitMs: number,
  signal: AbortSignal,
): Promise<Response> {
  const { http, clock, budget } = transport
  await budget.take(signal)
  transport.onAsked()
  const limit = createTimeLimit(clock, signal, limitMs, () => noAnswer(limitMs))
  try {
    const method = methodOf(init)
    const response = await http.send({
      method,
      url,
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      signal: limit.signal,
      // A creation sent twice leaves a record behind, and a completion is asked about before it is sent again.
      mayRepeat: method !== 'POST',
    })
    const failure = failureIn(response)
    // The clock of a hotel's sign-in page says nothing about when URLs die.
    if (failure?.code !== 'not-polar') transport.onDate(response.headers.date, transport.serverUrl)
    if (failure?.retryAfterMs !== undefined) budget.holdFor(failure.retryAfterMs)
    if (failure !== null) throw failure
    return new Response(response.status === 204 ? null : response.body, { status: response.status })
  } finally {
    limit.stop()
  }
}

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE'] as const

function methodOf(init: RequestInit): (typeof METHODS)[number] {
  const method = METHODS.find((known) => known === init.method)
  if (method === undefined) throw new Error(`Polar's client asks for the method ${init.method ?? 'none'}`)
  return method
}

const noAnswer = (limitMs: number): UploadError =>
  new UploadError('network', `Polar has not answered for ${Math.round(limitMs / 1000)} s. Trying again soon.`)

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServerClock, Timers } from './clock.ts'
import type { Counters } from './counters.ts'
import type { FaultEffect } from './faults.ts'
import type { Target } from './operations.ts'
import type { RequestListeners } from './request-events.ts'
import type { RequestIds } from './s3-errors.ts'
import type { ServerThread } from './server-thread.ts'
import type { Throttle } from './throttle.ts'

/** What all requests share. */
export interface Surroundings {
  readonly clock: ServerClock
  readonly timers: Timers
  readonly throttle: Throttle
  readonly counters: Counters
  readonly listeners: RequestListeners
  readonly thread: ServerThread
  /** S3's errors say nothing in words. */
  readonly emptyMessages: boolean
}

/** One request and everything known about it. */
export interface Exchange extends Surroundings {
  readonly number: number
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly target: Target
  readonly ids: RequestIds
  readonly clientPort: number
  /** When its headers arrived, on the server's clock; what expires is measured against this. */
  readonly startedAt: number
  readonly effects: readonly FaultEffect[]
  /** S3's word for what went wrong, for those who listen. */
  s3Error: string | null
}

/** Fresh ids in the form S3 gives them. */
export const createRequestIds = (): RequestIds => ({
  requestId: randomBytes(10).toString('hex').toUpperCase().slice(0, 16),
  hostId: randomBytes(48).toString('base64'),
})

/** The first effect of a kind among those that strike this request. */
export const effectOf = <Kind extends FaultEffect['kind']>(
  exchange: Exchange,
  kind: Kind,
): Extract<FaultEffect, { kind: Kind }> | undefined =>
  exchange.effects.find((effect): effect is Extract<FaultEffect, { kind: Kind }> => effect.kind === kind)

/** Tells those who listen. */
export function tell(
  exchange: Exchange,
  event:
    | { readonly kind: 'started' | 'committed' | 'broken' }
    | { readonly kind: 'body' | 'body-complete'; readonly bodyBytes: number }
    | { readonly kind: 'answered'; readonly status: number; readonly s3Error: string | null },
): void {
  const { number, target, request, clientPort } = exchange
  exchange.listeners.tell({ ...event, ...target, request: number, method: request.method ?? '', clientPort })
}

/** Counts and tells that what the request asks for is done. */
export function markCommitted(exchange: Exchange): void {
  exchange.counters.committed(exchange.target)
  tell(exchange, { kind: 'committed' })
}

/** The length of the body as announced; null when it is not. */
export function announcedLength(request: IncomingMessage): number | null {
  const length = request.headers['content-length']
  return length === undefined ? null : Number(length)
}

import type { Target } from './operations.ts'

/** Something that happened to a request, told as it happens. */
export type RequestEvent = Target & {
  /** Counts requests from 1. */
  readonly request: number
  readonly method: string
  /** The port it came from: tells its connection from the others there are at the time. */
  readonly clientPort: number
} & (
    | {
        /**
         * `started`: its headers are here. `committed`: what it asks for is done and stored, the reply is not sent yet.
         * `broken`: the connection ended before a reply.
         */
        readonly kind: 'started' | 'committed' | 'broken'
      }
    /** `body` is told at the first bytes of the body and whenever another MiB is full; `body-complete` when all is here. */
    | { readonly kind: 'body' | 'body-complete'; readonly bodyBytes: number }
    | { readonly kind: 'answered'; readonly status: number; readonly s3Error: string | null }
  )

/** Listens to requests. */
export type RequestListener = (event: RequestEvent) => void

/** Those who listen. */
export interface RequestListeners {
  tell(event: RequestEvent): void
  /** Returns how to stop. */
  add(listener: RequestListener): () => void
}

/** Nobody listens yet. */
export function createRequestListeners(): RequestListeners {
  const listeners = new Set<RequestListener>()
  return {
    tell(event) {
      for (const listener of listeners) listener(event)
    },
    add(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

import { createHash } from 'node:crypto'

/** How many requests Polar takes. */
export interface RateLimit {
  /** From an organization, a user, or an address that comes without a token. */
  readonly requests: number
  /** The window starts with a caller's first request; 60 when left out. */
  readonly windowSeconds?: number
  /** From a token that has not been accepted within the last five minutes; those are not counted apart when left out. */
  readonly newTokenRequests?: number
}

/** The limits of Polar's two environments, also those of an organization in the group `restricted`. */
export const RATE_LIMITS = {
  production: { requests: 500, newTokenRequests: 60 },
  'production-restricted': { requests: 60, newTokenRequests: 60 },
  sandbox: { requests: 100, newTokenRequests: 60 },
  'sandbox-restricted': { requests: 10, newTokenRequests: 60 },
} as const satisfies Record<string, RateLimit>

/** Who makes a request. */
export interface Caller {
  /** The token it carries, valid or not. */
  readonly bearer: string | null
  /** Whose the token is; null when it is not valid. */
  readonly kind: 'organization' | 'user' | null
}

/** Counts requests in fixed windows, one per caller. */
export interface RateLimiter {
  /** Null lets the request pass; otherwise the seconds to tell the caller: the whole window, whatever is left of it. */
  refuse(caller: Caller, now: number): number | null
  /** Null takes every request. */
  setLimit(limit: RateLimit | null): void
}

const KNOWN_FOR_MS = 300_000

/** A limiter; without a limit every request passes. */
export function createRateLimiter(limit: RateLimit | null): RateLimiter {
  let current = limit
  const windows = new Map<string, { readonly startedAt: number; requests: number }>()
  /** When each token was last accepted, by its digest. */
  const accepted = new Map<string, number>()

  const isNew = (digest: string, now: number): boolean => {
    const at = accepted.get(digest)
    return at === undefined || now - at >= KNOWN_FOR_MS
  }
  const count = (key: string, requests: number, now: number): number | null => {
    const seconds = current?.windowSeconds ?? 60
    let window = windows.get(key)
    if (!window || now - window.startedAt >= seconds * 1000) {
      window = { startedAt: now, requests: 0 }
      windows.set(key, window)
    }
    window.requests += 1
    return window.requests > requests ? seconds : null
  }

  return {
    setLimit(next) {
      current = next
      windows.clear()
      accepted.clear()
    },
    refuse({ bearer, kind }, now) {
      if (!current) return null
      const { requests, newTokenRequests } = current
      if (bearer === null || newTokenRequests === undefined) return count(kind ?? 'address', requests, now)
      const digest = createHash('sha256').update(bearer).digest('hex')
      const wait = isNew(digest, now)
        ? count(`token ${digest}`, newTokenRequests, now)
        : count(kind ?? 'address', requests, now)
      if (kind === null) accepted.delete(digest)
      else if (wait === null) accepted.set(digest, now)
      return wait
    },
  }
}

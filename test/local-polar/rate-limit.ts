/** How many requests Polar takes from one caller. */
export interface RateLimit {
  readonly requests: number
  /** The window starts with a caller's first request; 60 when left out. */
  readonly windowSeconds?: number
}

/** Counts requests in fixed windows, one per caller. */
export interface RateLimiter {
  /** Null lets the request pass; otherwise the seconds to tell the caller: the whole window, whatever is left of it. */
  refuse(caller: string, now: number): number | null
  /** Null takes every request. */
  setLimit(limit: RateLimit | null): void
}

/** A limiter; without a limit every request passes. */
export function createRateLimiter(limit: RateLimit | null): RateLimiter {
  let current = limit
  const windows = new Map<string, { readonly startedAt: number; requests: number }>()
  return {
    setLimit(next) {
      current = next
      windows.clear()
    },
    refuse(caller, now) {
      if (!current) return null
      const seconds = current.windowSeconds ?? 60
      let window = windows.get(caller)
      if (!window || now - window.startedAt >= seconds * 1000) {
        window = { startedAt: now, requests: 0 }
        windows.set(caller, window)
      }
      window.requests += 1
      return window.requests > current.requests ? seconds : null
    },
  }
}

import type { Clock } from '../ports.ts'

/** How long a presigned URL is good for. */
export interface UrlLife {
  /** When it dies: epoch milliseconds on S3's clock. */
  readonly expiresAt: number
  /** From its signing to its death, in seconds. */
  readonly lifetimeSeconds: number
}

/**
 * How long a presigned URL is good for, by `X-Amz-Date` and `X-Amz-Expires` of the URL itself, which is what S3
 * checks when a request starts
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html). Null when the URL does not say.
 */
export function lifeOf(url: string): UrlLife | null {
  // A presigned URL must not be re-encoded, but reading from a parsed copy is harmless.
  const query = URL.parse(url)?.searchParams
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query?.get('X-Amz-Date') ?? '')
  const lifetimeSeconds = Number(query?.get('X-Amz-Expires') ?? NaN)
  if (date === null || !Number.isFinite(lifetimeSeconds)) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = date.slice(1).map(Number)
  return {
    expiresAt: Date.UTC(year, month - 1, day, hour, minute, second) + lifetimeSeconds * 1000,
    lifetimeSeconds,
  }
}

/** The life of the URL that dies first; null when none says. */
export function shortestLife(urls: readonly string[]): UrlLife | null {
  const known = urls.map(lifeOf).filter((life) => life !== null)
  return known.length === 0
    ? null
    : known.reduce((first, life) => (life.expiresAt < first.expiresAt ? life : first))
}

/**
 * The servers' clock, carried on our monotonic one: whatever happens to this computer's wall clock, it keeps time
 * from the last answer's `Date`.
 */
export interface ServerClock {
  /** Notes the `Date` header of an answer; anything unreadable is ignored. */
  observe(dateHeader: string | undefined): void
  /** Epoch milliseconds on the servers' clock; null until one has answered. */
  now(): number | null
  /** This computer has slept, and our monotonic clock may have stood still: nothing is known until the next answer. */
  forget(): void
  /** Whether it was forgotten and no server has answered since. */
  isForgotten(): boolean
}

/**
 * How far a `Date` may lag behind one before. It counts whole seconds, and Polar's server writes it from a clock that
 * stands still while it signs the URLs of a creation: 4 s for 10,000 parts, longer when several come together.
 */
const MOST_LAG_MS = 30_000

/** Creates a server clock that knows nothing yet. */
export function createServerClock(clock: Clock): ServerClock {
  let offset: number | null = null
  let isForgotten = false
  return {
    isForgotten: () => isForgotten,
    forget() {
      isForgotten ||= offset !== null
      offset = null
    },
    observe(dateHeader) {
      const seen = Date.parse(dateHeader ?? '') - clock.monotonic()
      if (Number.isNaN(seen)) return
      isForgotten = false
      // A header only ever lags, so of several the one furthest ahead is closest to the truth; unless the clock was
      // set back by more than that.
      if (offset === null || seen > offset || seen < offset - MOST_LAG_MS) offset = seen
    },
    now: () => (offset === null ? null : offset + clock.monotonic()),
  }
}

/** The clocks of all servers: those of two of them need not agree. */
export interface ServerClocks {
  /** Null stands for a server nobody has signed in to yet. */
  of(serverUrl: string | null): ServerClock
  /** This computer has slept: none is known any more. */
  forget(): void
}

/** Creates server clocks that know nothing yet. */
export function createServerClocks(clock: Clock): ServerClocks {
  const clocks = new Map<string, ServerClock>()
  return {
    of(serverUrl) {
      const name = serverUrl ?? ''
      const serverClock = clocks.get(name) ?? createServerClock(clock)
      clocks.set(name, serverClock)
      return serverClock
    },
    forget: () => clocks.forEach((serverClock) => serverClock.forget()),
  }
}

/** What is believed of the way to a server. */
export interface LinkEstimate {
  readonly bytesPerSecond: number
  /** How long presigned URLs live, in seconds. */
  readonly lifetimeSeconds: number
}

/** How many parts may be in flight once no other may start: more, and they would starve each other on a slow link. */
const MOST_AFTER_DEADLINE = 32

/** Parts that are under way at any moment share what has been sent, so this many more may be unfinished. */
const UNDER_WAY = 4

/**
 * How long before the presigned URLs die, in milliseconds, the last parts are started: a twentieth of their life,
 * two minutes at most, so that a part that breaks then can be sent once more.
 */
export const startMarginMs = (lifetimeSeconds: number): number =>
  Math.min(120_000, Math.max(LEAST_MARGIN_MS, lifetimeSeconds * 50))

const LEAST_MARGIN_MS = 2_000

/** A PUT must reach S3 before its URL dies; where our idea of the servers' time comes from is coarse by a second. */
const TRAVEL_MS = 1_000

/** What is left of an upload, and what it is sent over. */
export interface Remaining extends LinkEstimate {
  readonly leftBytes: number
  readonly partBytes: number
  /** Until the presigned URLs die. */
  readonly secondsLeft: number
}

/**
 * Says whether every part that is left can start before the presigned URLs die: what is not sent by then must fit
 * into the parts that may be in flight, because a PUT that has started may run for as long as it takes
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html). Larger parts never make it worse.
 */
export function canStartAll({
  leftBytes,
  partBytes,
  bytesPerSecond,
  secondsLeft,
  lifetimeSeconds,
}: Remaining): boolean {
  const usableSeconds = Math.max(0, secondsLeft - startMarginMs(lifetimeSeconds) / 1000)
  const leftThen = leftBytes - bytesPerSecond * usableSeconds
  return leftThen <= 0 || Math.ceil(leftThen / partBytes) + UNDER_WAY <= MOST_AFTER_DEADLINE
}

/**
 * Says whether a PUT started now would come too late. While the servers' time is unknown nothing is too late: S3
 * decides, and its answer tells the time.
 */
export const isTooLateToStart = (expiresAt: number, serverNow: number | null): boolean =>
  serverNow !== null && serverNow + TRAVEL_MS >= expiresAt

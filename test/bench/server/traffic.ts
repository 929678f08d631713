/** A body on its way in. */
export interface Arriving {
  readonly target: string
  readonly bodyBytes: number
  readonly receivedBytes: number
}

/** What has come in since the server was last asked to begin anew, as plain data. Times are epoch milliseconds. */
export interface Traffic {
  readonly at: number
  /** All bytes of requests, heads included. */
  readonly bytes: number
  /** Bytes of PUT bodies: of files, that is. */
  readonly fileBytes: number
  readonly requests: number
  readonly connections: number
  /** When the first byte of a PUT's body came; null when none has. */
  readonly firstFileByteAt: number | null
  /** The longest that nothing came of a PUT's body between its head and its end, in milliseconds. */
  readonly longestSilenceMs: number
  readonly arriving: readonly Arriving[]
}

/** A PUT's body, as it is counted. */
export interface BodyCount {
  received(bytes: number): void
  ended(): void
}

/** Counts what comes in. */
export interface TrafficCounter {
  connection(): void
  bytes(count: number): void
  request(): void
  /** Begins to count a PUT's body. */
  body(target: string, bodyBytes: number): BodyCount
  snapshot(): Traffic
  /** Begins anew; bodies that are arriving count on. */
  reset(): void
}

interface Mutable {
  receivedBytes: number
  heardAt: number
}

const NOTHING = {
  ...{ bytes: 0, fileBytes: 0, requests: 0, connections: 0 },
  firstFileByteAt: null as number | null,
  longestSilenceMs: 0,
}

/** Counters at zero; `now` gives epoch milliseconds and never goes back. */
export function createTrafficCounter(now: () => number): TrafficCounter {
  let sum = { ...NOTHING }
  const arriving = new Map<symbol, Omit<Arriving, 'receivedBytes'> & Mutable>()
  const listen = (body: Mutable): void => {
    sum.longestSilenceMs = Math.max(sum.longestSilenceMs, now() - body.heardAt)
    body.heardAt = now()
  }
  return {
    connection: () => void (sum.connections += 1),
    bytes: (count) => void (sum.bytes += count),
    request: () => void (sum.requests += 1),
    body(target, bodyBytes) {
      const id = Symbol(target)
      const body = { target, bodyBytes, receivedBytes: 0, heardAt: now() }
      arriving.set(id, body)
      return {
        received(bytes) {
          sum.firstFileByteAt ??= now()
          sum.fileBytes += bytes
          body.receivedBytes += bytes
          listen(body)
        },
        ended: () => void arriving.delete(id),
      }
    },
    snapshot() {
      for (const { heardAt } of arriving.values())
        sum.longestSilenceMs = Math.max(sum.longestSilenceMs, now() - heardAt)
      const bodies = [...arriving.values()].map(({ target, bodyBytes, receivedBytes }) => ({
        ...{ target, bodyBytes, receivedBytes },
      }))
      return { at: now(), ...sum, arriving: bodies }
    },
    reset() {
      sum = { ...NOTHING }
      for (const body of arriving.values()) body.heardAt = now()
    },
  }
}

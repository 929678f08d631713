import type { LocalPolar } from '../local-polar/local-polar.ts'
import type { RequestEvent } from '../local-polar/request-events.ts'
import type { Kill } from './row.ts'

/** A kill keeps most of what was sent from this long after a run's first byte on. */
export const KEPT_FROM_SECONDS = 15

/** What was sent and what was stored, watched at the server. */
export interface Ledger {
  /** Resolves at the first byte of a part that comes from now on; counts a new run from there. */
  nextRun(): Promise<void>
  /** What a kill would keep of this run at the moment. */
  now(): Kill
  /** What a kill would have kept at worst, over all runs. */
  worst(): Kill | null
  mostAtRiskBytes(): number
  storedBytes(): number
  /** The largest part stored. */
  partBytes(): number
  sessions(): number
  firstStoredSeconds(): number | null
  longestWaitSeconds(): number
  /** Seconds since the very first byte. */
  seconds(): number
  stop(): void
}

/** How often it looks. */
const LOOK_MS = 100

/** Watches a local Polar, and what has left the app for it. */
export function keepLedger(polar: Pick<LocalPolar, 'onRequest'>, takenBytes: () => number): Ledger {
  const watch = watchParts(polar)
  let run = { at: NaN, taken: 0, stored: 0 }
  let firstAt: number | null = null
  let worst: Kill | null = null
  let mostAtRiskBytes = 0
  let isRunning = false

  const now = (): Kill => ({
    afterSeconds: secondsSince(run.at),
    leftBytes: takenBytes() - run.taken,
    storedBytes: watch.storedBytes() - run.stored,
  })
  const look = (): void => {
    if (!isRunning) return
    const kill = now()
    mostAtRiskBytes = Math.max(mostAtRiskBytes, kill.leftBytes - kill.storedBytes)
    if (kill.afterSeconds < KEPT_FROM_SECONDS) return
    if (worst === null || shareOf(kill) < shareOf(worst)) worst = kill
  }
  const timer = setInterval(look, LOOK_MS)
  return {
    async nextRun() {
      isRunning = false
      await watch.nextByte()
      run = { at: performance.now(), taken: takenBytes(), stored: watch.storedBytes() }
      firstAt ??= run.at
      isRunning = true
    },
    now,
    worst: () => worst,
    mostAtRiskBytes: () => mostAtRiskBytes,
    storedBytes: watch.storedBytes,
    partBytes: watch.partBytes,
    sessions: watch.sessions,
    firstStoredSeconds() {
      const [first] = watch.storedAt()
      return first === undefined || firstAt === null ? null : (first - firstAt) / 1000
    },
    longestWaitSeconds() {
      const moments = [firstAt ?? performance.now(), ...watch.storedAt(), performance.now()]
      return Math.max(...moments.slice(1).map((at, index) => (at - (moments[index] ?? at)) / 1000))
    },
    seconds: () => (firstAt === null ? 0 : secondsSince(firstAt)),
    stop() {
      clearInterval(timer)
      watch.stop()
    },
  }
}

/** The share a kill keeps; all of nothing. */
export const shareOf = ({ leftBytes, storedBytes }: Kill): number =>
  leftBytes === 0 ? 1 : storedBytes / leftBytes

const secondsSince = (moment: number): number => (performance.now() - moment) / 1000

/** Parts as they are stored. What an earlier session stored is lost to the next one. */
function watchParts(polar: Pick<LocalPolar, 'onRequest'>) {
  // By file, in the order of their first parts: what is late of an earlier session does not make it the last one.
  const files = new Map<string, Map<number, number>>()
  let sessions = 0
  const arriving = new Map<number, number>()
  const storedAt: number[] = []
  const waiting: { readonly after: number; readonly go: () => void }[] = []
  let requests = 0
  const stop = polar.onRequest((event: RequestEvent) => {
    requests = Math.max(requests, event.request)
    if (event.operation === 'create' && event.kind === 'committed') sessions += 1
    if (event.operation !== 'part' || event.partNumber === null || event.fileId === null) return
    const stored = files.get(event.fileId) ?? new Map<number, number>()
    files.set(event.fileId, stored)
    if (event.kind === 'body') {
      const ready = waiting.filter(({ after }) => event.request > after)
      for (const one of ready) {
        waiting.splice(waiting.indexOf(one), 1)
        one.go()
      }
    }
    if (event.kind === 'body-complete') arriving.set(event.request, event.bodyBytes)
    if (event.kind !== 'committed') return
    stored.set(event.partNumber, arriving.get(event.request) ?? 0)
    storedAt.push(performance.now())
  })
  const sizes = (): readonly number[] => [...([...files.values()].at(-1)?.values() ?? [])]
  return {
    storedBytes: () => sizes().reduce((sum, bytes) => sum + bytes, 0),
    partBytes: () => Math.max(0, ...sizes()),
    sessions: () => sessions,
    storedAt: (): readonly number[] => storedAt,
    /** Of a request that is yet to come: those that a kill left may still be arriving. */
    nextByte: (): Promise<void> => new Promise((go) => void waiting.push({ after: requests, go })),
    stop,
  }
}

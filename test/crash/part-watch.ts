import type { RequestEvent } from '../local-polar/request-events.ts'
import { partKey } from './left-behind.ts'

/** What came of all PUTs of a life. */
export interface PartFigures {
  /** PUTs that began. */
  readonly sent: number
  /** Those sent before by a run that died. */
  readonly sentAgain: number
  /** Parts that were on their way when a run died, and not on record as stored: the only ones to be sent again. */
  readonly inFlightAtKills: number
}

/** Watches that no part is sent again but for a reason. */
export interface PartWatch {
  hear(event: RequestEvent): void
  /** A run has ended, and these parts are on record as stored. Gives how many more it had in flight. */
  ended(recorded: ReadonlySet<string>): number
  figures(): PartFigures
}

/** Begins to watch; `violate` is told what must not be so. */
export function createPartWatch(violate: (what: string) => void): PartWatch {
  const seen = new Set<string>()
  let recorded: ReadonlySet<string> = new Set()
  /** Parts that were in flight when an earlier run died, and were not sent since. */
  const lost = new Set<string>()
  /** The PUTs of this run, by request. */
  const requests = new Map<number, string>()
  /** The parts this run has sent, and whether the last PUT of each came to nothing. */
  const sentByRun = new Map<string, 'sent' | 'broken' | 'refused'>()
  const sums = { sent: 0, sentAgain: 0, inFlightAtKills: 0 }

  const begin = (key: string): void => {
    const before = sentByRun.get(key)
    if (recorded.has(key)) violate(`${key} was sent again, though it was on record as stored`)
    else if (before === 'sent') violate(`${key} was sent twice by one run`)
    else if (seen.has(key) && before === undefined && !lost.has(key))
      violate(`${key} was sent again, though it was not in flight when a run died`)
    if (seen.has(key) && before === undefined) sums.sentAgain += 1
    sums.sent += 1
    seen.add(key)
    lost.delete(key)
    sentByRun.set(key, 'sent')
  }
  return {
    hear(event) {
      if (event.operation !== 'part') return
      if (event.kind === 'started' && event.fileId !== null && event.partNumber !== null) {
        const key = partKey(event.fileId, event.partNumber)
        requests.set(event.request, key)
        begin(key)
      }
      const key = requests.get(event.request)
      if (key === undefined) return
      if (event.kind === 'broken') sentByRun.set(key, 'broken')
      if (event.kind === 'answered' && event.status !== 200) sentByRun.set(key, 'refused')
    },
    ended(known) {
      const inFlight = [...sentByRun].filter(([key, came]) => came !== 'refused' && !known.has(key))
      for (const [key] of inFlight) lost.add(key)
      sums.inFlightAtKills += inFlight.length
      recorded = known
      requests.clear()
      sentByRun.clear()
      return inFlight.length
    },
    figures: () => sums,
  }
}

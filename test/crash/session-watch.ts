import type { FileRecord } from '../local-polar/file-records.ts'
import type { LocalPolar } from '../local-polar/local-polar.ts'
import type { RequestEvent } from '../local-polar/request-events.ts'

/** What came of all sessions of a life. */
export interface SessionFigures {
  readonly opened: number
  /** A run died between Polar's answer and its being stored; nothing was ever sent to them. */
  readonly neverStored: number
  /** Their presigned URLs died before everything was sent. */
  readonly outlived: number
}

/** Watches that no session is opened but for a reason. */
export interface SessionWatch {
  hear(event: RequestEvent): void
  /** A run has ended, by a kill or not, and these files at Polar are known to the data folder. */
  ended(wasKilled: boolean, fileIds: ReadonlySet<string>): void
  /** Accounts for all sessions once everything is complete. */
  figures(): SessionFigures
}

/** How much earlier than it dies a presigned URL counts as dead: times are told in whole seconds, and PUTs travel. */
const SLACK_MS = 3_000

/** Begins to watch; `violate` is told what must not be so. */
export function createSessionWatch(
  polar: LocalPolar,
  urlLifetimeSeconds: number,
  violate: (what: string) => void,
): SessionWatch {
  /** By request: which run asked for a session. Polar may open it only after that run has died. */
  const askedBy = new Map<number, number>()
  /** By file id: which run it was opened for. */
  const openedBy = new Map<string, number>()
  const killedRuns = new Set<number>()
  const stored = new Set<string>()
  let run = 0

  /** A run dies once: what it opened for a file and did not store, another run opens anew. */
  const isNeverStored = ({ id }: FileRecord, next: FileRecord): boolean => {
    const opener = openedBy.get(id) ?? -1
    const wasSent = (polar.counts().files[id]?.started ?? 0) > 0
    return !stored.has(id) && !wasSent && killedRuns.has(opener) && openedBy.get(next.id) !== opener
  }
  const isOutlived = ({ created_at }: FileRecord, next: FileRecord): boolean =>
    next.created_at >= created_at + urlLifetimeSeconds * 1000 - SLACK_MS

  return {
    hear({ operation, kind, request }) {
      if (operation !== 'create') return
      if (kind === 'started') askedBy.set(request, run)
      if (kind !== 'committed') return
      const opener = askedBy.get(request) ?? run
      for (const { id } of polar.files()) if (!openedBy.has(id)) openedBy.set(id, opener)
    },
    ended(wasKilled, fileIds) {
      if (wasKilled) killedRuns.add(run)
      run += 1
      for (const id of fileIds) stored.add(id)
    },
    figures() {
      const sums = { opened: 0, neverStored: 0, outlived: 0 }
      const names = new Set(polar.files().map(({ name }) => name))
      for (const name of names) {
        const records = polar.files().filter((record) => record.name === name)
        const sessions = records.toSorted((a, b) => a.created_at - b.created_at)
        sums.opened += sessions.length
        for (const [index, session] of sessions.slice(0, -1).entries()) {
          const next = sessions[index + 1] ?? session
          if (isNeverStored(session, next)) sums.neverStored += 1
          else if (isOutlived(session, next)) sums.outlived += 1
          else violate(`${session.name} got another session, though the one it had was good`)
        }
      }
      return sums
    },
  }
}

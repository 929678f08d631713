import type { EngineParts } from './engine-parts.ts'
import type { RosterEntry } from './roster-entry.ts'

type Memory = Pick<EngineParts, 'store' | 'roster'>

const NO_LOSSES = { sessionsLost: 0, lossReason: null } as const

/** The user wants the file as it is now: what was known of the old version is of no use. */
export function forgetVersion({ store, roster }: Memory, { id, meter }: RosterEntry): void {
  store.parts.removePlan(id)
  store.uploads.forgetVersion(id)
  roster.learn(id, { identity: null, fileChecksum: null, ...NO_LOSSES })
  meter.hashingStarted()
}

/** The user wants it tried once more, as often as at first. */
export function forgetLosses({ store, roster }: Memory, { id }: RosterEntry): void {
  store.uploads.setLosses(id, NO_LOSSES)
  roster.learn(id, NO_LOSSES)
}

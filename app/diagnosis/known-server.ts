import { NAMED_SERVERS } from '../contract/account-view.ts'
import { preferencesIn } from '../contract/preference-guards.ts'
import type { Account } from '../store/account-store.ts'
import { openDatabaseToRead } from '../store/database.ts'
import { serverTraces, type ServerTraces } from '../store/server-traces.ts'
import { createStore } from '../store/store.ts'

/** What the data folder tells of the server that uploads go to. */
export interface KnownServer extends ServerTraces {
  readonly serverUrl: string
  /** Who was signed in last; null when nobody is. */
  readonly account: Account | null
  /** How fast past uploads were; null when none has told. */
  readonly bytesPerSecond: number | null
  /** The usual limit the user has set, in bytes per second; null without one. */
  readonly bandwidthLimit: number | null
}

/** What is known of a server, production when none is wanted, before anything was uploaded to it. */
export const nothingKnownOf = (wantedUrl: string | null): KnownServer => ({
  ...{ serverUrl: wantedUrl ?? NAMED_SERVERS.production, account: null, bytesPerSecond: null },
  ...{ bandwidthLimit: null, bucketUrl: null, lastCompletedAt: null },
})

/** Reads it, beside an app that may be writing. `wantedUrl` wins over whoever is signed in. */
export function knownServer(dataFolder: string, wantedUrl: string | null): KnownServer {
  const nothing = nothingKnownOf(wantedUrl)
  const db = openDatabaseToRead(dataFolder)
  if (db === null) return nothing
  try {
    const { settings, accounts, links } = createStore(db)
    const id = settings.get('currentAccount')
    const account = id === null ? null : accounts.find(id)
    const serverUrl = wantedUrl ?? account?.serverUrl ?? nothing.serverUrl
    return {
      ...{ serverUrl, account: account?.serverUrl === serverUrl ? account : null },
      ...serverTraces(db, serverUrl),
      bytesPerSecond: links.find(serverUrl).bytesPerSecond,
      bandwidthLimit: usualLimit(settings.get('preferences')),
    }
  } finally {
    db.close()
  }
}

function usualLimit(stored: Readonly<Record<string, unknown>> | null): number | null {
  const { bandwidthLimit } = preferencesIn(stored ?? {})
  return typeof bandwidthLimit === 'number' ? bandwidthLimit : null
}

import type { AccountId } from '../contract/ids.ts'
import type { Database } from './database.ts'

/** The few settings, by name. */
export interface Settings {
  /** The account where new files go. */
  currentAccount: AccountId | null
  /** All that are signed in, in the order they were added; null from a version that knew the one above only. */
  signedInAccounts: readonly AccountId[] | null
  /**
   * The organizations of tokens that may not read it themselves, learned from Polar's answers, by the SHA-256 of the
   * token in hex: 200 bits of chance do not come back from that.
   */
  organizationsByToken: Readonly<Record<string, string>> | null
  /** What the user has chosen, as far as anything was; by whichever version, so nothing of it is certain. */
  preferences: Readonly<Record<string, unknown>> | null
}

/** Remembers settings across restarts. */
export interface SettingsStore {
  /** Null also for one that cannot be read any more: no setting is worth not starting for. */
  get<Name extends keyof Settings>(name: Name): Settings[Name]
  set<Name extends keyof Settings>(name: Name, value: Settings[Name]): void
}

/** Creates the settings store on an open database. */
export function createSettingsStore(db: Database): SettingsStore {
  const select = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?')
  const upsert = db.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    get<Name extends keyof Settings>(name: Name) {
      const row = select.get(name)
      return (row === undefined ? null : readable(row.value)) as Settings[Name]
    },
    set(name, value) {
      upsert.run(name, JSON.stringify(value))
    },
  }
}

function readable(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

import type { AccountId } from '../contract/ids.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { Database } from './database.ts'

/** The few settings, by name. */
export interface Settings {
  /** The account that is signed in. */
  currentAccount: AccountId | null
  /**
   * The organizations of tokens that may not read it themselves, learned from Polar's answers, by the SHA-256 of the
   * token in hex: 200 bits of chance do not come back from that.
   */
  organizationsByToken: Readonly<Record<string, string>> | null
  /** What the user has chosen, as far as anything was. */
  preferences: Partial<Preferences> | null
}

/** Remembers settings across restarts. */
export interface SettingsStore {
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
      return (row === undefined ? null : JSON.parse(row.value)) as Settings[Name]
    },
    set(name, value) {
      upsert.run(name, JSON.stringify(value))
    },
  }
}

import { isRecord } from './contract/guards.ts'
import { preferencesIn } from './contract/preference-guards.ts'
import type { Preferences } from './contract/preferences.ts'
import { openDatabaseToRead } from './store/database.ts'
import { createSettingsStore } from './store/settings-store.ts'

/**
 * What the user has chosen, for a host that shows something before the app is there: what holds for everybody where it
 * cannot be read. The app then says why, or brings it up to date.
 */
export function readPreferences(dataFolder: string): Preferences {
  const chosen = readChosen(dataFolder)
  return preferencesIn(isRecord(chosen) ? chosen : {})
}

function readChosen(dataFolder: string): unknown {
  try {
    const db = openDatabaseToRead(dataFolder)
    if (db === null) return null
    try {
      return createSettingsStore(db).get('preferences')
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

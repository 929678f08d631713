import { isRecord } from './contract/guards.ts'
import { preferencesIn } from './contract/preference-guards.ts'
import type { Preferences } from './contract/preferences.ts'
import type { SettingsStore } from './store/settings-store.ts'

/** What the user has chosen, kept over restarts. */
export interface PreferenceKeeper {
  get(): Preferences
  /** Takes over what is given, stored first, and tells. */
  change(changed: Partial<Preferences>): void
}

/** Reads what was chosen before; `onChange` hears every later choice. */
export function keepPreferences(
  settings: SettingsStore,
  onChange: (preferences: Preferences) => void,
): PreferenceKeeper {
  // What another version has stored and this one does not know stays there for it.
  const found: unknown = settings.get('preferences')
  let stored = isRecord(found) ? found : {}
  let current = preferencesIn(stored)
  return {
    get: () => current,
    change(changed) {
      const next = { ...stored, ...changed }
      settings.set('preferences', next)
      stored = next
      current = preferencesIn(next)
      onChange(current)
    },
  }
}

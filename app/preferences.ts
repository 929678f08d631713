import { FIRST_PREFERENCES, type Preferences } from './contract/preferences.ts'
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
  // What an earlier version did not know yet is as if it was never chosen.
  let current: Preferences = { ...FIRST_PREFERENCES, ...settings.get('preferences') }
  return {
    get: () => current,
    change(changed) {
      const next = { ...current, ...changed }
      settings.set('preferences', next)
      current = next
      onChange(next)
    },
  }
}

import { preferencesIn } from '../contract/preference-guards.ts'
import { FIRST_PREFERENCES, type Preferences } from '../contract/preferences.ts'
import type { UploadView } from '../contract/upload-view.ts'
import { openDatabaseToRead } from '../store/database.ts'
import { createStore } from '../store/store.ts'
import { viewOf } from '../upload/upload-views.ts'

/** What the data folder keeps that helps to understand what went wrong. */
export interface Kept {
  readonly uploads: readonly UploadView[]
  readonly preferences: Preferences
  /** Of the accounts that uploads go to, and of the one that is signed in. */
  readonly organizationNames: readonly string[]
}

/** What a data folder keeps that was never used. */
export const NOTHING_KEPT: Kept = { uploads: [], preferences: FIRST_PREFERENCES, organizationNames: [] }

/** Reads it, beside an app that may be writing. Throws `StartError` when it cannot be read. */
export function readKept(dataFolder: string): Kept {
  const db = openDatabaseToRead(dataFolder)
  if (db === null) return NOTHING_KEPT
  try {
    const { uploads, parts, settings, accounts } = createStore(db)
    const sums = parts.sums()
    const views = uploads
      .all()
      .map((upload) => viewOf({ upload, partCount: sums.get(upload.id)?.partCount ?? 0 }, null))
    const ids = [settings.get('currentAccount'), ...views.map(({ accountId }) => accountId)]
    const names = [...new Set(ids)].map((id) => (id === null ? null : accounts.find(id)?.organizationName))
    return {
      uploads: views,
      preferences: preferencesIn(settings.get('preferences') ?? {}),
      organizationNames: names.filter((name) => typeof name === 'string'),
    }
  } finally {
    db.close()
  }
}

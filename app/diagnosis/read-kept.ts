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
  /** Of every account that was ever signed in to: the log may tell of any of them. */
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
    const names = accounts.all().map(({ organizationName }) => organizationName)
    return {
      uploads: views,
      preferences: preferencesIn(settings.get('preferences') ?? {}),
      organizationNames: names.filter((name) => name !== null),
    }
  } finally {
    db.close()
  }
}

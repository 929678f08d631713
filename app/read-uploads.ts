import type { UploadView } from './contract/upload-view.ts'
import { openDatabaseToRead } from './store/database.ts'
import { createStore } from './store/store.ts'
import { viewOf } from './upload/upload-views.ts'

/**
 * The uploads in a data folder, for looking only: beside an app that owns it, or without one. Throws `StartError`
 * when they cannot be read.
 */
export function readUploads(dataFolder: string): readonly UploadView[] {
  const db = openDatabaseToRead(dataFolder)
  if (db === null) return []
  try {
    const { uploads, parts } = createStore(db)
    const sums = parts.sums()
    return uploads.all().map((upload) => viewOf({ upload, partCount: sums.get(upload.id)?.partCount ?? 0 }))
  } finally {
    db.close()
  }
}

import type { UploadView } from './contract/upload-view.ts'
import { openDatabaseToRead } from './store/database.ts'
import { createStore } from './store/store.ts'
import { viewOf } from './upload/upload-views.ts'

/** An upload as its data folder has it. */
export interface FoundUpload {
  readonly upload: UploadView
  readonly storedBytes: number
  /** When its session ends, epoch milliseconds on the server's clock; null when it has none. */
  readonly expiresAt: number | null
}

/**
 * The uploads in a data folder, for looking only: beside an app that owns it, or without one. Throws `StartError`
 * when they cannot be read.
 */
export function readUploads(dataFolder: string): readonly FoundUpload[] {
  const db = openDatabaseToRead(dataFolder)
  if (db === null) return []
  try {
    const { uploads, parts, sessions } = createStore(db)
    const sums = parts.sums()
    return uploads.all().map((upload) => {
      const { partCount = 0, storedBytes = 0 } = sums.get(upload.id) ?? {}
      const isCompleted = upload.state.kind === 'completed'
      return {
        upload: viewOf({ upload, partCount }, null),
        storedBytes: isCompleted ? upload.sizeBytes : storedBytes,
        expiresAt: sessions.find(upload.id)?.expiresAt ?? null,
      }
    })
  } finally {
    db.close()
  }
}

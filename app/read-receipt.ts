import type { Receipt } from './contract/receipt.ts'
import { receiptOf } from './receipts.ts'
import { openDatabaseToRead } from './store/database.ts'
import { createStore } from './store/store.ts'

/** What was found where a receipt was looked for. */
export type FoundReceipt =
  | { readonly kind: 'found'; readonly receipt: Receipt }
  /** There is no such upload, or it is not completed. */
  | { readonly kind: 'unknown' | 'not-completed' }

/**
 * The receipt of an upload in a data folder, found by its id, its file id at Polar or its path, of which the latest
 * counts; for looking only, beside an app that owns it, or without one. Throws `StartError` when it cannot be read.
 */
export function readReceipt(dataFolder: string, wanted: string): FoundReceipt {
  const db = openDatabaseToRead(dataFolder)
  if (db === null) return { kind: 'unknown' }
  try {
    const store = createStore(db)
    const matches = store.uploads.all().filter(({ id, path, state }) => {
      return id === wanted || path === wanted || (state.kind === 'completed' && state.fileId === wanted)
    })
    const completed = matches.findLast(({ state }) => state.kind === 'completed')
    const receipt = completed === undefined ? null : receiptOf(store, completed.id)
    if (receipt !== null) return { kind: 'found', receipt }
    return { kind: matches.length === 0 ? 'unknown' : 'not-completed' }
  } finally {
    db.close()
  }
}

import { createAccountStore, type AccountStore } from './account-store.ts'
import type { Database } from './database.ts'
import { createLinkStore, type LinkStore } from './link-store.ts'
import { createPartStore, type PartStore } from './part-store.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import { createSettingsStore, type SettingsStore } from './settings-store.ts'
import { createReceiptStore, type ReceiptStore } from './receipt-store.ts'
import { createUploadStore, type UploadStore } from './upload-store.ts'

/** Everything that survives a restart. */
export interface Store {
  readonly uploads: UploadStore
  readonly parts: PartStore
  readonly sessions: SessionStore
  readonly accounts: AccountStore
  readonly settings: SettingsStore
  readonly links: LinkStore
  readonly receipts: ReceiptStore
  /** Makes all that `change` writes one commit: after a crash it is there whole, or not at all. */
  together(change: () => void): void
}

/** Creates the stores on an open database. */
export function createStore(db: Database): Store {
  const together = db.transaction((change: () => void) => change())
  return {
    uploads: createUploadStore(db),
    parts: createPartStore(db),
    sessions: createSessionStore(db),
    accounts: createAccountStore(db),
    settings: createSettingsStore(db),
    links: createLinkStore(db),
    receipts: createReceiptStore(db),
    together: (change) => together(change),
  }
}

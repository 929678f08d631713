import { useCallback, useSyncExternalStore } from 'react'
import type { AccountView } from '../app/contract/account-view.ts'
import type { AccountId, UploadId } from '../app/contract/ids.ts'
import type { UploadProgress, UploadView } from '../app/contract/upload-view.ts'
import { accountOfUpload } from './account/describe-account.ts'
import type { Summary } from './summary/summarize.ts'
import type { ShownList } from './upload-list/list-sections.ts'
import type { ValueStore } from './value-store.ts'
import { useWindowState } from './window-context.ts'

/** The value of a store, now and after each change. */
export const useValue = <T>(store: ValueStore<T>): T => useSyncExternalStore(store.subscribe, store.get)

/** All uploads' ids in queue order. */
export function useUploadIds(): readonly UploadId[] {
  const { uploads } = useWindowState()
  return useSyncExternalStore(uploads.subscribeToIds, uploads.ids)
}

/** The uploads that the list shows now, in its order. */
export function useShownList(): ShownList {
  const { shownUploads } = useWindowState()
  return useSyncExternalStore(shownUploads.subscribe, shownUploads.list)
}

/** All uploads in a few numbers. */
export function useSummary(): Summary {
  const { uploads } = useWindowState()
  return useSyncExternalStore(uploads.subscribeToSummary, uploads.summary)
}

/** How many uploads are in each group; renders again only when that changes. */
export function useCounts(): Summary['counts'] {
  const { uploads } = useWindowState()
  return useSyncExternalStore(uploads.subscribeToSummary, () => uploads.summary().counts)
}

/** One upload and its byte counts; renders again only when these change. */
export function useUpload(id: UploadId): {
  readonly upload: UploadView | undefined
  readonly progress: UploadProgress | undefined
} {
  const { uploads } = useWindowState()
  const subscribe = useCallback((tell: () => void) => uploads.subscribeTo(id, tell), [uploads, id])
  return {
    upload: useSyncExternalStore(subscribe, () => uploads.view(id)),
    progress: useSyncExternalStore(subscribe, () => uploads.progress(id)),
  }
}

/** Whether an upload is selected; renders again only when that changes. */
export function useIsSelected(id: UploadId): boolean {
  const { selection } = useWindowState()
  return useSyncExternalStore(selection.subscribe, () => selection.get().ids.has(id))
}

/** Who is signed in; null until the app has said so. */
export const useAccount = (): AccountView | null => useValue(useWindowState().account)

/** The account an upload goes to, as far as it is on this computer; else the chosen one. */
export function useAccountOf(accountId: AccountId | null): AccountView | null {
  const { accounts } = useWindowState()
  return accountOfUpload(accountId, useValue(accounts), useAccount())
}

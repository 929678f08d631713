import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadsStore } from '../uploads-store.ts'
import type { ValueStore } from '../value-store.ts'
import { isNarrowed, shownIds, type ListView } from './list-view.ts'

/** The uploads the list shows, by the view chosen. */
export interface ShownUploads {
  /** In order; the same array until it changes. */
  readonly ids: () => readonly UploadId[]
  readonly subscribe: (listener: () => void) => () => void
}

/** What `uploads` holds, as `view` wants it. */
export function createShownUploads(uploads: UploadsStore, view: ValueStore<ListView>): ShownUploads {
  let shown: readonly UploadId[] = []
  const listeners = new Set<() => void>()

  const look = () => {
    const wanted = view.get()
    const isPlain = !isNarrowed(wanted) && wanted.sort === 'queue'
    const next = isPlain ? uploads.ids() : shownIds(uploads.views(), wanted)
    if (isSame(next, shown)) return
    shown = next
    for (const listener of [...listeners]) listener()
  }
  uploads.subscribeToViews(look)
  view.subscribe(look)

  return {
    ids: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

const isSame = (a: readonly UploadId[], b: readonly UploadId[]): boolean =>
  a === b || (a.length === b.length && a.every((id, index) => id === b[index]))

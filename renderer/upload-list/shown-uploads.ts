import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadsStore } from '../uploads-store.ts'
import type { ValueStore } from '../value-store.ts'
import { inOneSection, isSameList, type ShownList } from './list-sections.ts'
import { isNarrowed, shownList, type ListView } from './list-view.ts'

/** The uploads the list shows, by the view chosen. */
export interface ShownUploads {
  /** In order; the same array until it changes. */
  readonly ids: () => readonly UploadId[]
  /** The same with its sections; the same object until it changes. */
  readonly list: () => ShownList
  readonly subscribe: (listener: () => void) => () => void
}

/** What `uploads` holds, as `view` wants it. */
export function createShownUploads(uploads: UploadsStore, view: ValueStore<ListView>): ShownUploads {
  let shown = inOneSection([])
  const listeners = new Set<() => void>()

  const wanted = (): ShownList => {
    const chosen = view.get()
    const { completed, canceled } = uploads.summary().counts
    const isQueue = !isNarrowed(chosen) && chosen.sort === 'queue' && completed + canceled === 0
    return isQueue ? inOneSection(uploads.ids()) : shownList(uploads.views(), chosen)
  }
  const look = () => {
    const next = wanted()
    if (isSameList(next, shown)) return
    shown = next
    for (const listener of [...listeners]) listener()
  }
  uploads.subscribeToViews(look)
  view.subscribe(look)

  return {
    ids: () => shown.ids,
    list: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

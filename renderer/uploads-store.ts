import type { UploadId } from '../app/contract/ids.ts'
import type { UploadProgress, UploadView } from '../app/contract/upload-view.ts'
import { createSums, type Summary } from './summary/summarize.ts'

type Listener = () => void

/**
 * All uploads as the window knows them, in queue order. Changes are taken at once; listeners hear of them together,
 * once per turn of `schedule`, and only those whose upload changed.
 */
export interface UploadsStore {
  /** Takes the place of everything known so far. */
  readonly replaceAll: (views: readonly UploadView[]) => void
  /** Takes the views that changed, and those that are new. */
  readonly change: (views: readonly UploadView[]) => void
  readonly remove: (ids: readonly UploadId[]) => void
  readonly changeProgress: (progress: readonly UploadProgress[]) => void
  /** The order last told; the same array until it changes. */
  readonly ids: () => readonly UploadId[]
  readonly view: (id: UploadId) => UploadView | undefined
  /** All of them, in the order last told. */
  readonly views: () => Iterable<UploadView>
  readonly progress: (id: UploadId) => UploadProgress | undefined
  /** The sums last told; the same object until something changes. */
  readonly summary: () => Summary
  /** Told when any upload changed in more than its byte counts, came or went. */
  readonly subscribeToViews: (listener: Listener) => () => void
  readonly subscribeToIds: (listener: Listener) => () => void
  readonly subscribeTo: (id: UploadId, listener: Listener) => () => void
  readonly subscribeToSummary: (listener: Listener) => () => void
}

const subscribeIn = (listeners: Set<Listener>, listener: Listener) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Listeners by upload; an upload nobody listens to any more takes no room. */
function createRowListeners() {
  const byId = new Map<UploadId, Set<Listener>>()
  return {
    tell(id: UploadId) {
      for (const listener of [...(byId.get(id) ?? [])]) listener()
    },
    subscribe(id: UploadId, listener: Listener) {
      const listeners = byId.get(id) ?? new Set()
      byId.set(id, listeners)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && byId.get(id) === listeners) byId.delete(id)
      }
    },
  }
}

/** Calls back with everything marked since the last time, once per turn of `schedule`. */
function createBatch(schedule: (flush: () => void) => void, tell: (ids: ReadonlySet<UploadId>) => void) {
  let marked = new Set<UploadId>()
  let isScheduled = false
  const flush = () => {
    const ids = marked
    marked = new Set()
    isScheduled = false
    tell(ids)
  }
  return (id: UploadId) => {
    marked.add(id)
    if (isScheduled) return
    isScheduled = true
    schedule(flush)
  }
}

/** What the window knows, as it stands: no snapshot, and nobody is told. Each change says which uploads it touched. */
function createFacts(touch: (id: UploadId) => void) {
  const views = new Map<UploadId, UploadView>()
  const progressById = new Map<UploadId, UploadProgress>()
  let isOrderNew = false
  let areViewsNew = false

  const put = (view: UploadView) => {
    if (views.get(view.id)?.position !== view.position) isOrderNew = true
    views.set(view.id, view)
    areViewsNew = true
    touch(view.id)
  }
  const drop = (id: UploadId) => {
    if (!views.delete(id)) return
    progressById.delete(id)
    isOrderNew = true
    areViewsNew = true
    touch(id)
  }
  const replaceAll = (all: readonly UploadView[]) => {
    const kept = new Set(all.map(({ id }) => id))
    for (const id of views.keys()) if (!kept.has(id)) drop(id)
    all.forEach(put)
  }
  const putProgress = (progress: UploadProgress) => {
    progressById.set(progress.id, progress)
    touch(progress.id)
  }
  const takeNewOrder = (): readonly UploadId[] | null => {
    if (!isOrderNew) return null
    isOrderNew = false
    return [...views.values()].sort((a, b) => a.position - b.position).map(({ id }) => id)
  }
  const takeNewViews = (): boolean => {
    const were = areViewsNew
    areViewsNew = false
    return were
  }
  return { views, progressById, put, drop, replaceAll, putProgress, takeNewOrder, takeNewViews }
}

function* viewsIn(ids: readonly UploadId[], views: ReadonlyMap<UploadId, UploadView>) {
  for (const id of ids) {
    const view = views.get(id)
    if (view) yield view
  }
}

/** An empty store. `schedule` runs a flush soon, once per call: one animation frame in the window. */
export function createUploadsStore(schedule: (flush: () => void) => void): UploadsStore {
  const rows = createRowListeners()
  const idListeners = new Set<Listener>()
  const summaryListeners = new Set<Listener>()
  const viewListeners = new Set<Listener>()
  const touch = createBatch(schedule, (touched) => {
    const order = facts.takeNewOrder()
    ids = order ?? ids
    for (const id of touched) sums.take(id, facts.views.get(id), facts.progressById.get(id))
    summary = sums.summary()
    for (const id of touched) rows.tell(id)
    if (order) for (const listener of [...idListeners]) listener()
    if (facts.takeNewViews()) for (const listener of [...viewListeners]) listener()
    for (const listener of [...summaryListeners]) listener()
  })
  const facts = createFacts(touch)
  const sums = createSums()
  let ids: readonly UploadId[] = []
  let summary = sums.summary()
  return {
    replaceAll: facts.replaceAll,
    change: (views) => views.forEach(facts.put),
    remove: (removed) => removed.forEach(facts.drop),
    changeProgress: (changed) => changed.forEach(facts.putProgress),
    ids: () => ids,
    view: (id) => facts.views.get(id),
    views: () => viewsIn(ids, facts.views),
    progress: (id) => facts.progressById.get(id),
    summary: () => summary,
    subscribeToViews: (listener) => subscribeIn(viewListeners, listener),
    subscribeToIds: (listener) => subscribeIn(idListeners, listener),
    subscribeTo: (id, listener) => rows.subscribe(id, listener),
    subscribeToSummary: (listener) => subscribeIn(summaryListeners, listener),
  }
}

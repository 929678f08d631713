import type { UploadId } from '../../app/contract/ids.ts'

/** The uploads that are selected, and the one from which a selection is extended. */
export interface Selection {
  readonly ids: ReadonlySet<UploadId>
  /** Null while nothing has been selected to start from. */
  readonly anchor: UploadId | null
}

/** No upload at all. */
export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null }

/** Only that one. */
export const selectOne = (id: UploadId): Selection => ({ ids: new Set([id]), anchor: id })

/** All of these. */
export const selectAll = (ids: readonly UploadId[]): Selection => ({
  ids: new Set(ids),
  anchor: ids[0] ?? null,
})

/** One more, or one less; the others stay. */
export function toggle({ ids }: Selection, id: UploadId): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/**
 * Everything from the anchor to an upload, in the order that is shown; `keeps` leaves selected what is outside of
 * that. Without an anchor in sight it begins at `from`.
 */
export function extendTo(
  { ids, anchor }: Selection,
  shown: readonly UploadId[],
  id: UploadId,
  { from = id, keeps = false }: { readonly from?: UploadId; readonly keeps?: boolean } = {},
): Selection {
  const end = shown.indexOf(id)
  if (end < 0) return { ids, anchor }
  const anchored = anchor === null ? -1 : shown.indexOf(anchor)
  const start = anchored < 0 ? Math.max(0, shown.indexOf(from)) : anchored
  const range = shown.slice(Math.min(start, end), Math.max(start, end) + 1)
  return { ids: new Set(keeps ? [...ids, ...range] : range), anchor: shown[start] ?? null }
}

/** What is left of a selection when only these are shown; the same object when that is all of it. */
export function keptIn(selection: Selection, shown: readonly UploadId[]): Selection {
  const { ids, anchor } = selection
  if (ids.size === 0 && anchor === null) return selection
  const there = new Set(shown)
  const kept = [...ids].filter((id) => there.has(id))
  const keptAnchor = anchor !== null && there.has(anchor) ? anchor : null
  if (kept.length === ids.size && keptAnchor === anchor) return selection
  return { ids: new Set(kept), anchor: keptAnchor }
}

/** What an action on an upload is about: the selection it is part of, in the order that is shown, or it alone. */
export const targetsOf = (
  { ids }: Selection,
  shown: readonly UploadId[],
  id: UploadId,
): readonly UploadId[] => (ids.has(id) && ids.size > 1 ? shown.filter((one) => ids.has(one)) : [id])

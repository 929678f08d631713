import type { UploadId } from '../contract/ids.ts'

/** An upload's place in the queue; lower is earlier, and no two are the same. */
export interface Place {
  readonly id: UploadId
  readonly position: number
}

/**
 * The places that change when uploads are put directly before another, or behind all when that is null. They keep
 * their own order among themselves. Nothing changes when the other is not in the queue any more. `places` are in
 * order.
 */
export function moveInQueue(
  places: readonly Place[],
  ids: readonly UploadId[],
  before: UploadId | null,
): readonly Place[] {
  const wanted = new Set(ids)
  const moved = places.filter(({ id }) => wanted.has(id))
  const others = places.filter(({ id }) => !wanted.has(id))
  const index = indexBefore(places, others, wanted, before)
  if (index === null || moved.length === 0) return []
  // To either end there is room without end: nobody else has to move.
  if (index === 0) return placedFrom(moved, (others[0]?.position ?? 0) - moved.length).filter(isNew(places))
  if (index === others.length)
    return placedFrom(moved, (others.at(-1)?.position ?? 0) + 1).filter(isNew(places))
  const order = [...others.slice(0, index), ...moved, ...others.slice(index)]
  return order.map(({ id }, at) => ({ id, position: places[at]?.position ?? 0 })).filter(isNew(places))
}

/** How many of the others stand before the moved ones; null when the one to stand before is unknown. */
function indexBefore(
  places: readonly Place[],
  others: readonly Place[],
  wanted: ReadonlySet<UploadId>,
  before: UploadId | null,
): number | null {
  if (before === null) return others.length
  const at = places.findIndex(({ id }) => id === before)
  if (at < 0) return null
  // Put before one of their own, they gather where it stands.
  return places.slice(0, at).filter(({ id }) => !wanted.has(id)).length
}

const placedFrom = (moved: readonly Place[], first: number): readonly Place[] =>
  moved.map(({ id }, index) => ({ id, position: first + index }))

function isNew(places: readonly Place[]): (place: Place) => boolean {
  const positions = new Map(places.map(({ id, position }) => [id, position]))
  return ({ id, position }) => positions.get(id) !== position
}

import type { UploadId } from '../contract/ids.ts'
import type { Place } from './queue-order.ts'

/** The uploads that wait for their turn, in the order of their positions. */
export interface UploadQueue {
  add(id: UploadId, position: number): void
  remove(id: UploadId): void
  /** Gives those of these that wait their new places. */
  move(places: readonly Place[]): void
  /** In order; may be changed while it is walked only by stopping the walk. */
  [Symbol.iterator](): Iterator<UploadId>
}

/** Creates an empty queue. */
export function createUploadQueue(): UploadQueue {
  const entries: Place[] = []
  const positions = new Map<UploadId, number>()

  /** The index of the first entry at or behind a position. */
  const indexOf = (position: number): number => {
    let low = 0
    let high = entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((entries[middle]?.position ?? Infinity) < position) low = middle + 1
      else high = middle
    }
    return low
  }
  const add = (id: UploadId, position: number): void => {
    if (positions.has(id)) return
    positions.set(id, position)
    entries.splice(indexOf(position), 0, { id, position })
  }
  const remove = (id: UploadId): void => {
    const position = positions.get(id)
    if (position === undefined) return
    positions.delete(id)
    entries.splice(indexOf(position), 1)
  }
  return {
    add,
    remove,
    move(places) {
      const waiting = places.filter(({ id }) => positions.has(id))
      // All out before the first goes in: they may trade places, and no two stand in one.
      for (const { id } of waiting) remove(id)
      for (const { id, position } of waiting) add(id, position)
    },
    *[Symbol.iterator]() {
      for (const { id } of entries) yield id
    },
  }
}

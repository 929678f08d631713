import type { UploadId } from '../contract/ids.ts'

/** The uploads that wait for their turn, in the order they were added. */
export interface UploadQueue {
  add(id: UploadId, position: number): void
  remove(id: UploadId): void
  /** In order; may be changed while it is walked only by stopping the walk. */
  [Symbol.iterator](): Iterator<UploadId>
}

interface Entry {
  readonly id: UploadId
  readonly position: number
}

/** Creates an empty queue. */
export function createUploadQueue(): UploadQueue {
  const entries: Entry[] = []
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
  return {
    add(id, position) {
      if (positions.has(id)) return
      positions.set(id, position)
      entries.splice(indexOf(position), 0, { id, position })
    },
    remove(id) {
      const position = positions.get(id)
      if (position === undefined) return
      positions.delete(id)
      entries.splice(indexOf(position), 1)
    },
    *[Symbol.iterator]() {
      for (const { id } of entries) yield id
    },
  }
}

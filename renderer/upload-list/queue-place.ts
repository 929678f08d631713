import type { UploadId } from '../../app/contract/ids.ts'
import type { QueueStep } from './list-keys.ts'

/** A row that is in the page, and where: pixels from the top of the list. */
export interface PlacedRow {
  readonly index: number
  readonly start: number
  readonly end: number
}

/** Before which row of the list something is dropped at that height; as many as there are rows: behind all. */
export function insertionAt(rows: readonly PlacedRow[], y: number, count: number): number {
  const below = rows.filter(({ start, end }) => y < (start + end) / 2)
  const first = below.reduce((least, { index }) => Math.min(least, index), Infinity)
  if (first < count) return first
  // The rows in the page may end before the list does.
  const last = rows.reduce((most, { index }) => Math.max(most, index), -1)
  return Math.min(count, last + 1)
}

/** Which upload of the whole queue stands behind the place before the shown row at `index`; null: none does. */
export function uploadAfter(
  queue: readonly UploadId[],
  shown: readonly UploadId[],
  index: number,
): UploadId | null {
  const next = shown[index]
  if (next !== undefined) return next
  const last = shown.at(-1)
  return last === undefined ? null : (queue[queue.indexOf(last) + 1] ?? null)
}

/** Says whether putting uploads before the shown row at `index` leaves the order as it is. */
export function staysInPlace(
  shown: readonly UploadId[],
  moved: ReadonlySet<UploadId>,
  index: number,
): boolean {
  const before = shown.slice(0, index).filter((id) => !moved.has(id))
  const behind = shown.slice(index).filter((id) => !moved.has(id))
  const order = [...before, ...shown.filter((id) => moved.has(id)), ...behind]
  return order.every((id, at) => id === shown[at])
}

/** The shown row that uploads go before by one step of the keyboard; they gather where the first or last of them is. */
export function indexAfterStep(
  shown: readonly UploadId[],
  moved: ReadonlySet<UploadId>,
  step: Extract<QueueStep, 'up' | 'down'>,
): number {
  if (step === 'up') return Math.max(0, shown.findIndex((id) => moved.has(id)) - 1)
  return Math.min(shown.length, shown.findLastIndex((id) => moved.has(id)) + 2)
}

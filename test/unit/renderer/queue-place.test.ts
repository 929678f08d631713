import { expect, test } from 'vitest'
import {
  indexAfterStep,
  insertionAt,
  staysInPlace,
  uploadAfter,
} from '../../../renderer/upload-list/queue-place.ts'
import { uploadId } from './sample-uploads.ts'

const rows = [3, 4, 5].map((index) => ({ index, start: index * 68, end: (index + 1) * 68 }))
const queue = [1, 2, 3, 4, 5].map(uploadId)
const moved = (...places: readonly number[]) => new Set(places.map(uploadId))

test.each([
  [3 * 68, 3],
  [3 * 68 + 33, 3],
  [3 * 68 + 35, 4],
  [5 * 68 + 67, 6],
  [9_999, 6],
])('at a height of %d pixels it goes before row %d', (y, index) => {
  expect(insertionAt(rows, y, 6)).toBe(index)
})

test('behind the last shown row is before whatever a filter hides behind it', () => {
  const shown = [uploadId(1), uploadId(3)]

  expect([0, 1, 2].map((index) => uploadAfter(queue, shown, index))).toEqual([1, 3, 4].map(uploadId))
  expect(uploadAfter(queue, queue, 5)).toBeNull()
})

test('dropped where it is it stays, and so does a block on its own place', () => {
  expect([1, 2, 3, 4].map((index) => staysInPlace(queue, moved(2, 3), index))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(staysInPlace(queue, moved(1, 3), 1)).toBe(false)
})

test('a step goes past one row, and ends at the ends', () => {
  expect([indexAfterStep(queue, moved(3), 'up'), indexAfterStep(queue, moved(3), 'down')]).toEqual([1, 4])
  expect([indexAfterStep(queue, moved(1), 'up'), indexAfterStep(queue, moved(5), 'down')]).toEqual([0, 5])
})

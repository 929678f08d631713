import { expect, test } from 'vitest'
import { rowAfterKey } from '../../../renderer/upload-list/use-row-focus.ts'

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowUp', 5, 4],
  ['PageDown', 0, 8],
  ['PageDown', 5, 9],
  ['PageUp', 9, 1],
  ['Home', 9, 0],
  ['End', 0, 9],
  ['x', 3, undefined],
])('%s leads from row %d of ten to row %s', (key, from, to) => {
  expect(rowAfterKey(key, from, 10)).toBe(to)
})

import { expect, test } from 'vitest'
import {
  extendTo,
  keptIn,
  NOTHING_SELECTED,
  selectOne,
  targetsOf,
  toggle,
} from '../../../renderer/upload-list/selection.ts'
import { uploadId } from './sample-uploads.ts'

const shown = [1, 2, 3, 4, 5].map(uploadId)
const at = (place: number) => uploadId(place)

test('extending goes from the anchor, in either direction, and shrinks again', () => {
  const down = extendTo(selectOne(at(3)), shown, at(5))
  const up = extendTo(down, shown, at(2))

  expect([[...down.ids], [...up.ids]]).toEqual([
    [at(3), at(4), at(5)],
    [at(2), at(3)],
  ])
})

test('extending begins at the focus without an anchor, and may keep what is selected elsewhere', () => {
  expect([...extendTo(NOTHING_SELECTED, shown, at(3), { from: at(2) }).ids]).toEqual([at(2), at(3)])
  const apart = toggle(selectOne(at(1)), at(4))
  expect([...extendTo(apart, shown, at(5), { keeps: true }).ids]).toEqual([at(1), at(4), at(5)])
})

test('toggling adds and takes away', () => {
  const two = toggle(selectOne(at(1)), at(3))

  expect([[...two.ids], [...toggle(two, at(1)).ids]]).toEqual([[at(1), at(3)], [at(3)]])
})

test('what is shown no more is not selected any more; nothing changes otherwise', () => {
  const two = toggle(selectOne(at(1)), at(3))

  expect([...keptIn(two, shown.slice(1)).ids]).toEqual([at(3)])
  expect(keptIn(two, [...shown].reverse())).toBe(two)
})

test('an action is about the selection in the order shown, or about the one upload outside of it', () => {
  const two = toggle(selectOne(at(4)), at(2))

  expect([targetsOf(two, shown, at(4)), targetsOf(two, shown, at(5))]).toEqual([[at(2), at(4)], [at(5)]])
})

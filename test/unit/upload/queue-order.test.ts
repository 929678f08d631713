import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UploadId } from '../../../app/contract/ids.ts'
import { moveInQueue, type Place } from '../../../app/upload/queue-order.ts'

const idOf = (name: string): UploadId => name as UploadId

/** A queue of uploads named by letters, with gaps where others have been removed. */
const queueOf = (names: string): readonly Place[] =>
  Array.from(names, (name, index) => ({ id: idOf(name), position: index * 3 - 4 }))

function orderAfter(places: readonly Place[], changed: readonly Place[]): string {
  const positions = new Map([...places, ...changed].map(({ id, position }) => [id, position]))
  expect(new Set(positions.values()).size).toBe(places.length)
  return [...positions]
    .sort(([, a], [, b]) => a - b)
    .map(([id]) => id)
    .join('')
}

test.each([
  { moved: 'd', before: 'b', order: 'adbce', why: 'up' },
  { moved: 'b', before: 'e', order: 'acdbe', why: 'down' },
  { moved: 'db', before: 'a', order: 'bdace', why: 'several to the top, in the order they had' },
  { moved: 'ac', before: null, order: 'bdeac', why: 'several to the end' },
  { moved: 'bcd', before: 'c', order: 'abcde', why: 'before one of their own' },
  { moved: 'ad', before: 'd', order: 'bcade', why: 'gathered where one of them stands' },
  { moved: 'a', before: 'a', order: 'abcde', why: 'before itself' },
  { moved: 'a', before: 'x', order: 'abcde', why: 'before one that is gone' },
  { moved: 'x', before: 'a', order: 'abcde', why: 'one that is gone' },
])('uploads are put before another: $why', ({ moved, before, order }) => {
  const places = queueOf('abcde')

  const changed = moveInQueue(places, Array.from(moved, idOf), before === null ? null : idOf(before))

  expect(orderAfter(places, changed)).toBe(order)
})

test('going to the top or to the end moves nobody else', () => {
  const places = queueOf('abcde')

  const toTop = moveInQueue(places, [idOf('d')], idOf('a'))
  const toEnd = moveInQueue(places, [idOf('b')], null)

  expect([toTop, toEnd].map((changed) => changed.map(({ id }) => id))).toEqual([['d'], ['b']])
})

test('whatever is moved, all are there, the moved ones together in their order, the others in theirs', () => {
  const names = 'abcdefgh'
  const some = fc.subarray(Array.from(names))
  fc.assert(
    fc.property(some, fc.option(fc.constantFrom(...Array.from(names))), (moved, before) => {
      const places = queueOf(names)
      const changed = moveInQueue(places, moved.map(idOf), before === null ? null : idOf(before))
      const order = orderAfter(places, changed)
      expect(order).toContain(moved.join(''))
      expect(
        Array.from(order)
          .filter((name) => !moved.includes(name))
          .join(''),
      ).toBe(
        Array.from(names)
          .filter((name) => !moved.includes(name))
          .join(''),
      )
      const unchanged = changed.filter(({ id, position }) =>
        places.some((place) => place.id === id && place.position === position),
      )
      expect(unchanged).toEqual([])
    }),
  )
})

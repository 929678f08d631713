import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UploadId } from '../../../app/contract/ids.ts'
import { createUploadQueue } from '../../../app/upload/upload-queue.ts'

const idOf = (position: number): UploadId => `upload-${position}` as UploadId

test('uploads wait in the order of their positions, whenever they come', () => {
  const queue = createUploadQueue()

  for (const position of [3, 1, 2]) queue.add(idOf(position), position)

  expect([...queue]).toEqual([1, 2, 3].map(idOf))
})

test('an upload waits once, however often it is added', () => {
  const queue = createUploadQueue()

  queue.add(idOf(1), 1)
  queue.add(idOf(1), 1)
  queue.remove(idOf(1))

  expect([...queue]).toEqual([])
})

test('removing one that does not wait takes nobody else out', () => {
  const queue = createUploadQueue()
  queue.add(idOf(1), 1)

  queue.remove(idOf(2))

  expect([...queue]).toEqual([idOf(1)])
})

test('uploads that wait trade places; one that does not wait stays out', () => {
  const queue = createUploadQueue()
  for (const position of [1, 2, 3]) queue.add(idOf(position), position)

  queue.move([
    { id: idOf(1), position: 3 },
    { id: idOf(3), position: 1 },
    { id: idOf(9), position: 0 },
  ])

  expect([...queue]).toEqual([3, 2, 1].map(idOf))
})

test('whatever is added and removed, those who wait are there, in order', () => {
  const steps = fc.array(fc.record({ adds: fc.boolean(), position: fc.nat(30) }), { maxLength: 100 })

  fc.assert(
    fc.property(steps, (all) => {
      const queue = createUploadQueue()
      const waiting = new Set<number>()
      for (const { adds, position } of all) {
        if (adds) queue.add(idOf(position), position)
        else queue.remove(idOf(position))
        if (adds) waiting.add(position)
        else waiting.delete(position)
      }
      expect([...queue]).toEqual([...waiting].sort((a, b) => a - b).map(idOf))
    }),
  )
})

import { expect, test } from 'vitest'
import { dayBefore } from '../../../app/contract/day.ts'
import type { FileId } from '../../../app/contract/ids.ts'
import type { Heading } from '../../../renderer/upload-list/list-sections.ts'
import { WHOLE_LIST } from '../../../renderer/upload-list/list-view.ts'
import { createShownUploads } from '../../../renderer/upload-list/shown-uploads.ts'
import { createUploadsStore } from '../../../renderer/uploads-store.ts'
import { createValueStore } from '../../../renderer/value-store.ts'
import { progressWith, uploadId, uploadIn } from './sample-uploads.ts'

const queued = (number: number) =>
  uploadIn({ kind: 'queued' }, { id: uploadId(number), position: number, name: `${number}.zip` })

/** A list of uploads 1, 2 and 3, and how often its listener was told of a change. */
function createList() {
  const uploads = createUploadsStore((flush) => flush())
  const view = createValueStore(WHOLE_LIST)
  const shown = createShownUploads(uploads, view)
  uploads.replaceAll([queued(1), queued(2), queued(3)])
  let told = 0
  shown.subscribe(() => (told += 1))
  return { uploads, view, shown, told: () => told }
}

test('the list shows what the chosen view lets through, as soon as it is chosen', () => {
  const { view, shown } = createList()
  const before = shown.ids()

  view.set({ ...WHOLE_LIST, search: '2' })

  expect([before, shown.ids()]).toEqual([[1, 2, 3].map(uploadId), [uploadId(2)]])
})

test('an upload leaves the part of the list that it no longer belongs to', () => {
  const { uploads, view, shown } = createList()
  view.set({ ...WHOLE_LIST, filter: 'waiting' })

  uploads.change([{ ...queued(2), state: { kind: 'hashing' } }])

  expect(shown.ids()).toEqual([uploadId(1), uploadId(3)])
})

test('nobody is told of changes that leave the list as it is', () => {
  const { uploads, view, shown, told } = createList()
  view.set({ ...WHOLE_LIST, filter: 'waiting' })
  const ids = shown.ids()

  uploads.changeProgress([progressWith({ id: uploadId(1), storedBytes: 5 })])
  uploads.change([{ ...queued(1), fileChecksum: 'abc' }])

  expect([told(), shown.ids() === ids]).toEqual([0, true])
})

test('what is finished goes below the queue, canceled ones first, then by day with the latest first', () => {
  const { uploads, shown } = createList()
  const day = new Date(2026, 10, 23).getTime()
  const completed = (number: number, completedAt: number) =>
    ({ ...queued(number), state: { kind: 'completed', fileId: 'f' as FileId, completedAt } }) as const

  uploads.change([completed(1, day - 1), queued(4), completed(5, day), completed(6, day + 5)])
  uploads.change([{ ...queued(2), state: { kind: 'canceled' } }])

  expect(shown.list()).toEqual({
    ids: [3, 4, 2, 6, 5, 1].map(uploadId),
    queuedCount: 2,
    headings: new Map<number, Heading>([
      [2, { kind: 'canceled' }],
      [3, { kind: 'day', day }],
      [5, { kind: 'day', day: dayBefore(day) }],
    ]),
  })
})

test('a section that begins where nothing else changed is told of', () => {
  const { uploads, shown, told } = createList()

  uploads.change([{ ...queued(3), state: { kind: 'canceled' } }])

  expect([told(), shown.list().queuedCount]).toEqual([1, 2])
})

test('another order than the queue’s has no sections', () => {
  const { uploads, view, shown } = createList()
  uploads.change([{ ...queued(1), state: { kind: 'canceled' } }])

  view.set({ ...WHOLE_LIST, sort: 'name' })

  expect(shown.list()).toMatchObject({ ids: [1, 2, 3].map(uploadId), headings: new Map() })
})

import { expect, test } from 'vitest'
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

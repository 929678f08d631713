import { expect, test } from 'vitest'
import type { MoveRequest } from '../../../app/contract/move-request.ts'
import type { FileId } from '../../../app/contract/ids.ts'
import { WHOLE_LIST, type ListView } from '../../../renderer/upload-list/list-view.ts'
import { createReorder } from '../../../renderer/upload-list/reorder.ts'
import { createShownUploads } from '../../../renderer/upload-list/shown-uploads.ts'
import { createUploadsStore } from '../../../renderer/uploads-store.ts'
import { createValueStore } from '../../../renderer/value-store.ts'
import type { WindowState } from '../../../renderer/window-state.ts'
import { uploadId, uploadIn } from './sample-uploads.ts'

/** A list with 2, 4 and 5 to be done, and 1 and 3 in Polar, below them; and the moves that were asked for. */
function createList(view: Partial<ListView> = {}) {
  const uploads = createUploadsStore((flush) => flush())
  const listView = createValueStore({ ...WHOLE_LIST, ...view })
  const shownUploads = createShownUploads(uploads, listView)
  const completed = { kind: 'completed', fileId: 'f' as FileId, completedAt: 0 } as const
  uploads.replaceAll(
    [1, 2, 3, 4, 5].map((number) =>
      uploadIn([1, 3].includes(number) ? completed : { kind: 'queued' }, {
        id: uploadId(number),
        position: number,
      }),
    ),
  )
  const moves: MoveRequest[] = []
  const client = { commands: { move: (request: MoveRequest) => Promise.resolve(moves.push(request)) } }
  const announcement = createValueStore('')
  const state = { uploads, shownUploads, listView, client, run: () => undefined, announcement }
  return { reorder: createReorder(state as unknown as WindowState), moves, announcement }
}

const move = (id: number, before: number | null) => ({
  ids: [uploadId(id)],
  before: before === null ? null : uploadId(before),
})

test('what is finished has no place in the queue, and moves with nothing', () => {
  const { reorder, moves } = createList()

  reorder.toIndex([uploadId(3)], 0)
  reorder.step([uploadId(1)], 'down')
  reorder.step([uploadId(5), uploadId(1)], 'up')

  expect([reorder.queuedCount(), reorder.movable([1, 2, 3].map(uploadId)), moves]).toEqual([
    3,
    [uploadId(2)],
    [move(5, 4)],
  ])
})

test('the last row of the queue goes no further, though finished rows come below it', () => {
  const { reorder, moves, announcement } = createList()

  reorder.step([uploadId(5)], 'down')
  reorder.step([uploadId(2)], 'bottom')
  reorder.toIndex([uploadId(4)], 3)

  expect(moves).toEqual([move(2, null), move(4, null)])
  expect(announcement.get()).toBe('Moved to place 3 of 3.')
})

test('in a list that is searched or sorted, nothing can be moved', () => {
  const lists = [createList({ sort: 'name' }), createList({ search: 'game' })]
  for (const { reorder } of lists) reorder.step([uploadId(2)], 'down')

  expect(lists.map(({ reorder, moves }) => [reorder.queuedCount(), moves])).toEqual([
    [0, []],
    [0, []],
  ])
})

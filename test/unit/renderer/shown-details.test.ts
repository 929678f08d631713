import { expect, test } from 'vitest'
import {
  closeDetailsOf,
  followSelection,
  showDetailsOf,
  type ShownDetails,
} from '../../../renderer/details/shown-details.ts'
import { NOTHING_SELECTED, selectAll, selectOne } from '../../../renderer/upload-list/selection.ts'
import { createValueStore } from '../../../renderer/value-store.ts'
import { uploadId } from './sample-uploads.ts'

function createFollowed(shown: ShownDetails | null) {
  const details = createValueStore(shown)
  const selection = createValueStore(NOTHING_SELECTED)
  followSelection(details, selection)
  return { details, selection }
}

const opened: ShownDetails = { id: uploadId(1), takesFocus: true }

test('open details follow the one row that is selected, and leave the focus in the list', () => {
  const { details, selection } = createFollowed(opened)

  selection.set(selectOne(uploadId(2)))

  expect(details.get()).toEqual({ id: uploadId(2), takesFocus: false })
})

test.each([
  ['that are closed stay closed', null, selectOne(uploadId(2))],
  ['stay when nothing is selected', opened, NOTHING_SELECTED],
  ['stay when several are selected', opened, selectAll([2, 3].map(uploadId))],
  ['of the selected row stay the same, with the focus', opened, selectOne(uploadId(1))],
])('details %s', (_what, shown, wanted) => {
  const { details, selection } = createFollowed(shown)

  selection.set(wanted)

  expect(details.get()).toBe(shown)
})

test('details of an upload that left the list are closed', () => {
  const { details } = createFollowed(opened)

  closeDetailsOf([uploadId(2)], details)
  const before = details.get()
  closeDetailsOf([uploadId(1)], details)

  expect([before, details.get()]).toEqual([opened, null])
})

test('an upload that a notification leads to is selected, so that no other selection is summed up instead', () => {
  const { details, selection } = createFollowed(null)
  selection.set(selectAll([1, 2].map(uploadId)))

  const parts = { detailsOf: details, selection, shownUploads: { ids: () => [1, 2, 3].map(uploadId) } }
  showDetailsOf(uploadId(3), parts)
  const shown = [details.get(), selection.get().ids]
  showDetailsOf(uploadId(9), parts)

  expect(shown).toEqual([{ id: uploadId(3), takesFocus: true }, new Set([uploadId(3)])])
  expect([details.get()?.id, selection.get()]).toEqual([uploadId(9), NOTHING_SELECTED])
})

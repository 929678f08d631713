import { expect, test } from 'vitest'
import {
  closeDetailsOf,
  followSelection,
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
  ['stay when several are selected', opened, selectAll([1, 2].map(uploadId))],
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

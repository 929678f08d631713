import { expect, test } from 'vitest'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { offeredCommands, type ListSituation } from '../../../renderer/upload-list/list-commands.ts'
import { uploadIn } from './sample-uploads.ts'

const NOTHING: ListSituation = { selected: [], shownCount: 0, hasFinished: false, isDialogOpen: false }

const withSelected = (...states: readonly UploadState[]) =>
  offeredCommands({ ...NOTHING, shownCount: 9, selected: states.map((state) => uploadIn(state)) })

test('the menu offers nothing for an empty list, and clearing only when something is finished', () => {
  expect(offeredCommands(NOTHING)).toEqual([])
  expect(offeredCommands({ ...NOTHING, hasFinished: true })).toEqual(['clearFinished'])
})

test('the menu offers what makes sense for at least one that is selected, and details of one only', () => {
  expect(withSelected()).toEqual(['selectAll'])
  expect(withSelected({ kind: 'canceled' })).toEqual(['retry', 'remove', 'showDetails', 'selectAll'])
  expect(withSelected({ kind: 'paused' }, { kind: 'uploading' })).toEqual([
    ...['resume', 'pause', 'startNow', 'moveToTop', 'cancel', 'selectAll'],
  ])
})

test('while a question is open the menu offers nothing', () => {
  const selected = [uploadIn({ kind: 'paused' })]
  expect(offeredCommands({ selected, shownCount: 1, hasFinished: true, isDialogOpen: true })).toEqual([])
})

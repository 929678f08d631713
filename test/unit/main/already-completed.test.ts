import { ENGLISH_HOST } from '../../support/english-host.ts'
import { expect, test } from 'vitest'
import type { UploadId } from '../../../app/contract/ids.ts'
import { askAboutCompleted } from '../../../main/already-completed.ts'

const completed = (count: number) => ({
  alreadyCompleted: Array.from({ length: count }, (_, index) => ({
    path: `/files/${index + 1}.zip`,
    id: `upload-${index + 1}` as UploadId,
  })),
})

test('nothing is asked when nothing is in Polar already', () => {
  expect(askAboutCompleted(completed(0), ENGLISH_HOST)).toBeNull()
})

test('of one file its name is said', () => {
  expect(askAboutCompleted(completed(1), ENGLISH_HOST)).toEqual({
    message: '“1.zip” is in Polar already',
    detail: 'Its size and date have not changed since, so it is not uploaded once more.',
    buttons: ['Upload again', 'Leave as is'],
  })
})

test('of many files the first are named and the rest is counted', () => {
  const question = askAboutCompleted(completed(12), ENGLISH_HOST)

  expect(question?.message).toBe('12 files are in Polar already')
  expect(question?.detail.split('\n')).toEqual([
    'Their sizes and dates have not changed since, so they are not uploaded once more.',
    '',
    ...Array.from({ length: 10 }, (_, index) => `/files/${index + 1}.zip`),
    'And 2 more.',
  ])
})

import { expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import { createAnnouncer } from '../../../renderer/announcements/announcer.ts'
import { GB, progressWith, uploadId, uploadIn } from './sample-uploads.ts'

const uploading = uploadIn({ kind: 'uploading' })
const completed = { kind: 'completed', fileId: 'f' as FileId, completedAt: 0 } as const

/** An announcer whose pauses end when the test says so. */
function createHeard() {
  const heard: string[] = []
  const pauses: (() => void)[] = []
  const announcer = createAnnouncer(
    (_delayMs, callback) => pauses.push(callback),
    (text) => heard.push(text),
  )
  return { announcer, heard, endPause: () => pauses.splice(0).forEach((end) => end()) }
}

test('a change of state is announced, the same state again is not', () => {
  const { announcer, heard, endPause } = createHeard()

  announcer.stateChanged(uploading, uploadIn(completed))
  announcer.stateChanged(uploadIn(completed), uploadIn(completed))
  endPause()

  expect(heard).toEqual(['game.zip is in Polar.'])
})

test('a failure is announced with its reason', () => {
  const { announcer, heard, endPause } = createHeard()

  announcer.stateChanged(
    uploading,
    uploadIn({ kind: 'failed', failure: { code: 'internal', message: 'Why.' } }),
  )
  endPause()

  expect(heard).toEqual(['game.zip failed. Why.'])
})

test('progress is announced by quarters, not by percents', () => {
  const { announcer, heard, endPause } = createHeard()
  let before = progressWith()
  for (let percent = 1; percent <= 100; percent += 1) {
    const now = progressWith({ storedBytes: percent * 0.8 * GB })
    announcer.progressChanged(uploading, before, now)
    endPause()
    before = now
  }

  expect(heard).toEqual(['game.zip: 25% stored.', 'game.zip: 50% stored.', 'game.zip: 75% stored.'])
})

test('many changes at once are announced as numbers', () => {
  const { announcer, heard, endPause } = createHeard()

  for (let number = 0; number < 10_000; number += 1) {
    const state = number < 9999 ? completed : ({ kind: 'paused' } as const)
    announcer.stateChanged(uploading, uploadIn(state, { id: uploadId(number) }))
  }
  endPause()

  expect(heard).toEqual(['9,999 uploads are in Polar. 1 upload is paused.'])
})

test('an upload that was just added is no change of state', () => {
  const { announcer, heard, endPause } = createHeard()

  announcer.stateChanged(undefined, uploading)
  endPause()

  expect(heard).toEqual([])
})

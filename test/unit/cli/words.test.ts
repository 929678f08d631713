import { describe, expect, test } from 'vitest'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadProgress } from '../../../app/contract/upload-view.ts'
import { describeEnd, describeUpload, fractionOf, numbersOf } from '../../../main/cli/words.ts'
import { completedState, failedState, sampleProgress, sampleUpload, waitingState } from './sample-upload.ts'

const half = sampleProgress({ hashedBytes: 1_000_000, storedBytes: 500_000 })

test.each<[string, UploadState, UploadProgress]>([
  ['queued', { kind: 'queued' }, half],
  ['checking', { kind: 'hashing' }, sampleProgress({ hashedBytes: 999_999 })],
  ['checked', { kind: 'hashing' }, half],
  ['starting', { kind: 'opening' }, half],
  ['uploading', { kind: 'uploading' }, half],
  ['completing', { kind: 'completing' }, half],
  ['in Polar (1.0 MB)', completedState, half],
  ['No connection. Trying again soon.', waitingState, half],
  ['“game.zip” cannot be found.', failedState, half],
  ['paused', { kind: 'paused' }, half],
  ['canceled', { kind: 'canceled' }, half],
])('an upload is said to be “%s”', (words, state, progress) => {
  expect(describeUpload(sampleUpload(state), progress)).toBe(words)
})

describe('how far an upload has come', () => {
  test('is the share that is read while it is checked, and the share that is stored after that', () => {
    const progress = sampleProgress({ hashedBytes: 750_000, storedBytes: 250_000 })

    expect({
      checking: fractionOf(sampleUpload({ kind: 'hashing' }), progress),
      uploading: fractionOf(sampleUpload({ kind: 'uploading' }), progress),
    }).toEqual({ checking: 0.75, uploading: 0.25 })
  })

  test('is all of it when the file is empty', () => {
    expect(fractionOf(sampleUpload({ kind: 'uploading' }, { sizeBytes: 0 }), sampleProgress())).toBe(1)
  })
})

test.each<[string, UploadState, Partial<UploadProgress>]>([
  ['50% of 1.0 MB', { kind: 'uploading' }, {}],
  [
    '50% of 1.0 MB, 20 KB/s, about 25 s left',
    { kind: 'uploading' },
    { bytesPerSecond: 20_000, secondsLeft: 25 },
  ],
  ['50% of 1.0 MB', waitingState, { bytesPerSecond: 20_000, secondsLeft: null }],
  ['50% of 1.0 MB, 0 B/s', { kind: 'uploading' }, { bytesPerSecond: 0, secondsLeft: Infinity }],
])('the numbers are “%s”', (words, state, progress) => {
  expect(numbersOf(sampleUpload(state), { ...half, ...progress }, 0)).toBe(words)
})

test.each<[string, readonly UploadState[], number?]>([
  ['0 completed.', []],
  ['2 completed.', [completedState, completedState]],
  ['1 completed, 1 failed.', [failedState, completedState]],
  [
    '0 completed, 1 failed, 1 paused, 2 canceled.',
    [{ kind: 'paused' }, { kind: 'canceled' }, failedState, { kind: 'canceled' }],
  ],
  ['0 completed, 1 failed, 2 left.', [failedState, { kind: 'queued' }, waitingState]],
  ['1 completed, 5 refused.', [completedState], 5],
])('the end is “%s”', (words, states, refused = 0) => {
  const uploads = states.map((state) => sampleUpload(state))

  expect(describeEnd(uploads, refused)).toBe(words)
})

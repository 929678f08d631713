import { expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { summarize } from '../../../renderer/summary/summarize.ts'
import { GB, progressWith, uploadId, uploadIn } from './sample-uploads.ts'

const failure = { code: 'network', message: 'No connection.' } as const

const EVERY_STATE: readonly UploadState[] = [
  { kind: 'queued' },
  { kind: 'hashing' },
  { kind: 'opening' },
  { kind: 'uploading' },
  { kind: 'completing' },
  { kind: 'waiting', retryAt: 0, failure },
  { kind: 'paused' },
  { kind: 'failed', failure },
  { kind: 'completed', fileId: 'f' as FileId, completedAt: 0 },
  { kind: 'canceled' },
]

const uploads = EVERY_STATE.map((state, index) => uploadIn(state, { id: uploadId(index) }))

test('every upload is counted once, and what stands still is not left to do', () => {
  expect(summarize(uploads, () => undefined)).toEqual({
    counts: { active: 4, waiting: 2, paused: 1, failed: 1, completed: 1, canceled: 1 },
    remainingBytes: 6 * 80 * GB,
    bytesPerSecond: null,
    partsInFlight: 0,
    secondsLeft: null,
    canPauseAny: true,
  })
})

test('the rate of reading for checksums is no rate of uploading', () => {
  const summary = summarize(uploads, (id) => progressWith({ id, bytesPerSecond: GB, partsInFlight: 3 }))

  expect([summary.bytesPerSecond, summary.secondsLeft]).toEqual([GB, 480])
  expect(summary.partsInFlight).toBe(3)
})

test('an empty list can pause nothing', () => {
  expect(summarize([], () => undefined).canPauseAny).toBe(false)
})

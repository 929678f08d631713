import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileId, UploadId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../../app/contract/upload-view.ts'
import { createSums, type Summary } from '../../../renderer/summary/summarize.ts'
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

function sumOf(progressOf: (id: UploadId) => UploadProgress | undefined): Summary {
  const sums = createSums()
  for (const upload of uploads) sums.take(upload.id, upload, progressOf(upload.id))
  return sums.summary()
}

test('every upload is counted once, and what stands still is not left to do', () => {
  expect(sumOf(() => undefined)).toEqual({
    counts: { active: 4, waiting: 2, locked: 0, paused: 1, failed: 1, completed: 1, canceled: 1 },
    remainingBytes: 6 * 80 * GB,
    bytesPerSecond: null,
    partsInFlight: 0,
    secondsLeft: null,
  })
})

test('the rate of reading for checksums is no rate of uploading', () => {
  const summary = sumOf((id) => progressWith({ id, bytesPerSecond: GB, partsInFlight: 3 }))

  expect([summary.bytesPerSecond, summary.secondsLeft]).toEqual([GB, 480])
  expect(summary.partsInFlight).toBe(3)
})

test('the time left is that of what has yet to leave', () => {
  const sums = createSums()
  const progress = { storedBytes: 20 * GB, inFlightBytes: 10 * GB, bytesPerSecond: GB, partsInFlight: 2 }
  sums.take(uploadId(1), uploadIn({ kind: 'uploading' }), progressWith(progress))

  const { remainingBytes, secondsLeft } = sums.summary()

  expect({ remainingBytes, secondsLeft }).toEqual({ remainingBytes: 60 * GB, secondsLeft: 50 })
})

test('sums of uploads that changed one by one are those of uploads that were always so', () => {
  const step = fc.record({
    index: fc.nat({ max: 5 }),
    state: fc.option(fc.constantFrom(...EVERY_STATE)),
    storedBytes: fc.option(fc.nat({ max: 200 })),
    // Whole numbers, as the order in which fractions are added shows in the last digit.
    bytesPerSecond: fc.option(fc.nat()),
    partsInFlight: fc.nat({ max: 8 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const sums = createSums()
      const now = new Map<UploadId, readonly [UploadView, UploadProgress | undefined]>()
      for (const { index, state, storedBytes, bytesPerSecond, partsInFlight } of steps) {
        const id = uploadId(index)
        if (state === null) now.delete(id)
        else {
          const progress =
            storedBytes === null
              ? undefined
              : progressWith({ id, storedBytes, bytesPerSecond, partsInFlight })
          now.set(id, [uploadIn(state, { id, sizeBytes: 100 }), progress])
        }
        const [view, progress] = now.get(id) ?? []
        sums.take(id, view, progress)
      }
      const anew = createSums()
      for (const [id, [view, progress]] of now) anew.take(id, view, progress)
      expect(sums.summary()).toEqual(anew.summary())
    }),
  )
})

test('counts are another object only when one of them has changed', () => {
  const sums = createSums()
  const upload = uploadIn({ kind: 'uploading' }, { id: uploadId(0) })
  sums.take(upload.id, upload, undefined)
  const { counts } = sums.summary()

  sums.take(upload.id, upload, progressWith({ id: upload.id, storedBytes: GB }))
  expect(sums.summary().counts).toBe(counts)

  sums.take(upload.id, { ...upload, state: { kind: 'paused' } }, undefined)
  expect(sums.summary().counts).toEqual({ ...counts, active: 0, paused: 1 })
})

import { expect, test } from 'vitest'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { describeSummary, summarize } from '../../../main/uploads-summary.ts'
import { completed, failed, uploadView } from './fake-uploads.ts'

const states: Readonly<Record<string, UploadState>> = {
  checked: { kind: 'hashing' },
  opened: { kind: 'opening' },
  sent: { kind: 'uploading' },
  queued: { kind: 'queued' },
  retried: { kind: 'waiting', retryAt: 5, failure: { code: 'network', message: 'No connection.' } },
  paused: { kind: 'paused' },
  canceled: { kind: 'canceled' },
  failed: failed('Gone.'),
  there: completed,
}
const uploads = Object.entries(states).map(([name, state]) => uploadView(name, state))

test('uploads are counted by what goes on with them', () => {
  const summary = summarize(uploads, [], () => 0)

  expect(summary).toEqual({
    uploadingCount: 2,
    checkingCount: 1,
    waitingCount: 2,
    pausedCount: 1,
    storedFraction: null,
  })
})

test('the fraction is about what is stored of what is still to come, and of what came in the same round', () => {
  const { storedFraction } = summarize(uploads, uploads, ({ name }) => (name === 'sent' ? 50 : 0))

  // 50 of `sent` and all of `there`; `checked`, `opened`, `queued` and `retried` are still at 0.
  expect(storedFraction).toBe(150 / 600)
})

test('empty files have no fraction', () => {
  const empty = [uploadView('empty', { kind: 'uploading' }, 0)]

  expect(summarize(empty, empty, () => 0).storedFraction).toBeNull()
})

test.each([
  [{ uploadingCount: 2, storedFraction: 0.617 }, '2 uploading, 61 %'],
  [{ uploadingCount: 1, storedFraction: 0.9999 }, '1 uploading, 99 %'],
  [{ uploadingCount: 1 }, '1 uploading'],
  [{ uploadingCount: 1, storedFraction: 0, waitingCount: 3 }, '1 uploading, 0 % · 3 waiting'],
  [{ checkingCount: 1, pausedCount: 2 }, '1 being checked · 2 paused'],
  [{}, 'Nothing to upload'],
])('%o reads %s', (numbers, line) => {
  const nothing = {
    uploadingCount: 0,
    checkingCount: 0,
    waitingCount: 0,
    pausedCount: 0,
    storedFraction: null,
  }

  expect(describeSummary({ ...nothing, ...numbers })).toBe(line)
})

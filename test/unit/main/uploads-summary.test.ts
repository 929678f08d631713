import { ENGLISH_HOST } from '../../support/english-host.ts'
import { expect, test } from 'vitest'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { describeSpeed, describeSummary, summarize } from '../../../main/uploads-summary.ts'
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
  const summary = summarize(uploads, [], () => undefined)

  expect(summary).toEqual({
    uploadingCount: 2,
    checkingCount: 1,
    waitingCount: 2,
    pausedCount: 1,
    activeCount: 3,
    storedFraction: null,
    bytesPerSecond: null,
    secondsLeft: null,
  })
})

test('the fraction is about what is stored of what is still to come, and of what came in the same round', () => {
  const { storedFraction } = summarize(uploads, uploads, ({ name }) =>
    name === 'sent' ? { storedBytes: 50, inFlightBytes: 0, bytesPerSecond: null } : undefined,
  )

  // 50 of `sent` and all of `there`; `checked`, `opened`, `queued` and `retried` are still at 0.
  expect(storedFraction).toBe(150 / 600)
})

test('empty files have no fraction', () => {
  const empty = [uploadView('empty', { kind: 'uploading' }, 0)]

  expect(summarize(empty, empty, () => undefined).storedFraction).toBeNull()
})

test.each([
  [{ uploadingCount: 2, storedFraction: 0.617 }, '2 uploading, 61%'],
  [{ uploadingCount: 1, storedFraction: 0.9999 }, '1 uploading, 99%'],
  [{ uploadingCount: 1 }, '1 uploading'],
  [{ uploadingCount: 1, storedFraction: 0, waitingCount: 3 }, '1 uploading, 0% · 3 waiting'],
  [{ checkingCount: 1, pausedCount: 2 }, '1 being checked · 2 paused'],
  [{}, 'Nothing to upload'],
])('%o reads %s', (numbers, line) => {
  const nothing = {
    uploadingCount: 0,
    checkingCount: 0,
    waitingCount: 0,
    pausedCount: 0,
    activeCount: 0,
    storedFraction: null,
    bytesPerSecond: null,
    secondsLeft: null,
  }

  expect(describeSummary({ ...nothing, ...numbers }, ENGLISH_HOST)).toBe(line)
})

test('the speeds of what is being uploaded add up, and say how long all of it takes', () => {
  const speeds: Readonly<Record<string, number>> = { sent: 15, opened: 5, paused: 99 }
  const summary = summarize(uploads, uploads, ({ name }) => ({
    storedBytes: name === 'sent' ? 50 : 0,
    inFlightBytes: name === 'sent' ? 30 : 0,
    bytesPerSecond: speeds[name] ?? null,
  }))

  // 600 in this round, of which `there` and half of `sent` are stored, and 30 on the way; `opened` sends nothing yet.
  expect(summary).toMatchObject({ bytesPerSecond: 15, secondsLeft: 420 / 15 })
})

test.each([
  [null, null, null],
  [2_000_000, null, '2.0 MB/s'],
  [2_000_000, 3_600, '2.0 MB/s, 1 h left'],
])('%s bytes a second with %s seconds to go reads %s', (bytesPerSecond, secondsLeft, line) => {
  expect(
    describeSpeed({ ...summarize([], [], () => undefined), bytesPerSecond, secondsLeft }, ENGLISH_HOST),
  ).toBe(line)
})

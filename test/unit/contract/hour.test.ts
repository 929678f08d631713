import { describe, expect, test } from 'vitest'
import { COMMAND_LINE_IDIOM } from '../../../app/contract/idiom.ts'
import type { FailureCode } from '../../../app/contract/upload-failure.ts'
import { forecastOf, hourFacts, keptUntil, lostBytes, stopsForGood } from '../../../app/contract/hour.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'

const { formatTime } = COMMAND_LINE_IDIOM

const MINUTE = 60_000
const deadline = { lastCallAt: 58 * MINUTE, expiresAt: 60 * MINUTE }
const GB = 1_000_000_000
const upload = (state: UploadState, sessionsLost = 0, lossReason: FailureCode | null = null) => ({
  ...{ state, sizeBytes: 80 * GB },
  ...{ sessionsLost, lossReason },
})
const stored = { storedBytes: 20 * GB, deadline }

describe('stopping an upload', () => {
  test.each([
    ['after the last call', { kind: 'uploading' }, stored, 58 * MINUTE, true],
    ['before it', { kind: 'uploading' }, stored, 58 * MINUTE - 1, false],
    ['with nothing stored', { kind: 'uploading' }, { storedBytes: 0, deadline }, 59 * MINUTE, false],
    ['without an hour', { kind: 'uploading' }, { storedBytes: GB, deadline: null }, 59 * MINUTE, false],
    ['that stands still', { kind: 'paused' }, stored, 59 * MINUTE, false],
    ['that is put together', { kind: 'completing' }, stored, 59 * MINUTE, false],
  ] as const)('%s loses what is stored: %#', (_when, state, progress, now, isLost) => {
    expect(stopsForGood(state, progress, now)).toBe(isLost)
  })

  test('loses what all of them have stored', () => {
    expect(lostBytes([{ storedBytes: GB }, { storedBytes: 2 * GB }], COMMAND_LINE_IDIOM)).toBe('3.0 GB')
  })
})

describe('an upload at rest', () => {
  test('is kept until its URLs die', () => {
    expect([
      keptUntil(upload({ kind: 'paused' }), stored, 60 * MINUTE - 1),
      keptUntil(upload({ kind: 'paused' }), stored, 60 * MINUTE),
      keptUntil(upload({ kind: 'uploading' }), stored, 0),
    ]).toEqual([{ expiresAt: deadline.expiresAt, fraction: 0.25 }, null, null])
  })

  test('says nothing of it once S3 has everything: that can be completed later, too', () => {
    const all = { storedBytes: 80 * GB, deadline }
    const failure = { code: 'completion-failed', message: 'Polar answered 500.' } as const
    const waiting = { kind: 'waiting', retryAt: 0, failure } as const

    const facts = [0, 60 * MINUTE].flatMap((now) => [
      ...hourFacts(upload({ kind: 'paused' }), all, now, COMMAND_LINE_IDIOM),
      ...hourFacts(upload(waiting), all, now, COMMAND_LINE_IDIOM),
    ])

    expect(facts).toEqual([])
  })

  test('says whose turn it is', () => {
    const time = formatTime(deadline.expiresAt)

    expect(hourFacts(upload({ kind: 'paused' }), stored, 0, COMMAND_LINE_IDIOM)).toEqual([
      `resume before ${time} to keep 25%`,
    ])
    expect(hourFacts(upload({ kind: 'queued' }), stored, 0, COMMAND_LINE_IDIOM)).toEqual([
      `25% kept until ${time}`,
    ])
    expect(hourFacts(upload({ kind: 'paused' }), stored, 60 * MINUTE, COMMAND_LINE_IDIOM)).toEqual([
      'too late to keep it: it starts over',
    ])
    expect(
      hourFacts(
        upload({ kind: 'paused' }, 1, 'session-expired'),
        { storedBytes: 0, deadline },
        0,
        COMMAND_LINE_IDIOM,
      ),
    ).toEqual(['started over once (its hour was over)'])
  })
})

test.each([
  [4_380, 'takes 1 h 13 min'],
  [59, null],
  [null, null],
])('a forecast of %s s is said when it is worth it', (forecastSeconds, words) => {
  expect(forecastOf({ forecastSeconds }, COMMAND_LINE_IDIOM)).toBe(words)
})

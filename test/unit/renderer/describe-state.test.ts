import { describe, expect, test } from 'vitest'
import type { AccountView } from '../../../app/contract/account-view.ts'
import type { AccountId, FileId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadProgress } from '../../../app/contract/upload-view.ts'
import { formatTime } from '../../../renderer/idiom.ts'
import { describeState } from '../../../renderer/upload-list/describe-state.ts'
import { groupOf } from '../../../renderer/summary/summarize.ts'
import { GB, progressWith, signedIn, signedOut, uploadIn } from './sample-uploads.ts'

/** A local midnight. */
const TODAY = new Date(2026, 10, 23).getTime()

const describeIn = (state: UploadState, progress?: Partial<UploadProgress>, account = signedIn, now = 0) =>
  describeState(uploadIn(state), { progress: progress && progressWith(progress), account, now, today: TODAY })

const failure = { code: 'network', message: 'No connection.' } as const

test('a queued upload waits for its turn', () => {
  expect(describeIn({ kind: 'queued' })).toEqual({
    phrase: 'Queued',
    facts: [],
    tone: 'idle',
    bar: null,
  })
})

test('a queued upload waits for sign-in while nobody is signed in', () => {
  expect(describeIn({ kind: 'queued' }, {}, signedOut).phrase).toBe('Signed out. Sign in to continue.')
})

test('a queued upload of another account waits for that one', () => {
  const upload = uploadIn({ kind: 'queued' }, { accountId: 'production:other' as AccountId })

  const { phrase } = describeState(upload, { progress: undefined, account: signedIn, now: 0, today: TODAY })

  expect(phrase).toBe('Signed out. Sign in to continue.')
})

test('an upload of no account yet waits for its turn, whoever is signed in', () => {
  const upload = uploadIn({ kind: 'queued' }, { accountId: null })

  const { phrase } = describeState(upload, { progress: undefined, account: signedIn, now: 0, today: TODAY })

  expect(phrase).toBe('Queued')
})

test('a queued upload that was under way shows what is stored', () => {
  const { facts, bar } = describeIn({ kind: 'queued' }, { storedBytes: 20 * GB })

  expect({ facts, bar }).toEqual({
    facts: ['20.0 GB of 80.0 GB stored'],
    bar: { kind: 'stored', fraction: 0.25, text: '25% stored, 20.0 GB of 80.0 GB' },
  })
})

test('checking has a bar of its own that knows nothing of stored bytes', () => {
  const progress = { hashedBytes: 40 * GB, storedBytes: 20 * GB, bytesPerSecond: 1.2 * GB }

  expect(describeIn({ kind: 'hashing' }, progress)).toEqual({
    phrase: 'Checking before upload',
    facts: ['40.0 GB of 80.0 GB', '1.2 GB/s'],
    tone: 'busy',
    bar: { kind: 'checking', fraction: 0.5, text: '50% checked, 40.0 GB of 80.0 GB' },
  })
})

test('a checked upload waits for its turn', () => {
  expect(describeIn({ kind: 'hashing' }, { hashedBytes: 80 * GB })).toEqual({
    phrase: 'Checked, queued',
    facts: [],
    tone: 'idle',
    bar: null,
  })
})

test('a checked upload waits for sign-in while nobody is signed in', () => {
  const { phrase } = describeIn({ kind: 'hashing' }, { hashedBytes: 80 * GB }, signedOut)

  expect(phrase).toBe('Signed out. Sign in to continue.')
})

test('an upload whose first byte is not read yet is being checked, even an empty file', () => {
  const upload = uploadIn({ kind: 'hashing' }, { sizeBytes: 0 })

  const { phrase, bar } = describeState(upload, {
    progress: undefined,
    account: signedIn,
    now: 0,
    today: TODAY,
  })

  expect([phrase, bar?.fraction]).toEqual(['Checking before upload', 0])
})

test('opening is the start', () => {
  expect(describeIn({ kind: 'opening' }, {})).toEqual({
    phrase: 'Starting…',
    facts: [],
    tone: 'busy',
    bar: { kind: 'stored', fraction: 0, text: '0% stored, 0 B of 80.0 GB' },
  })
})

test('an upload under way shows stored bytes, speed and time left', () => {
  const progress = {
    hashedBytes: 80 * GB,
    storedBytes: 60 * GB,
    bytesPerSecond: 12_400_000,
    secondsLeft: 170,
  }

  expect(describeIn({ kind: 'uploading' }, progress)).toEqual({
    phrase: 'Uploading',
    facts: ['60.0 GB of 80.0 GB', '12.4 MB/s', 'about 3 min left'],
    tone: 'busy',
    bar: { kind: 'stored', fraction: 0.75, onItsWay: 0, text: '75% stored, 60.0 GB of 80.0 GB' },
  })
})

test('what is on its way comes after what is stored, and is not said to be stored', () => {
  const { facts, bar } = describeIn({ kind: 'uploading' }, { inFlightBytes: 20 * GB })

  expect({ facts, bar }).toEqual({
    facts: ['0 B of 80.0 GB', '20.0 GB on the way'],
    bar: { kind: 'stored', fraction: 0, onItsWay: 0.25, text: '0% stored, 0 B of 80.0 GB' },
  })
})

test.each([
  [null, null],
  [0, 0],
])('speed %s and time left %s mean nothing and are not said', (bytesPerSecond, secondsLeft) => {
  expect(describeIn({ kind: 'uploading' }, { bytesPerSecond, secondsLeft }).facts).toEqual(['0 B of 80.0 GB'])
})

test('sent bytes move no bar', () => {
  expect(describeIn({ kind: 'uploading' }, { sentBytes: 80 * GB }).bar?.fraction).toBe(0)
})

test('completing says what takes its time', () => {
  expect(describeIn({ kind: 'completing' }, { storedBytes: 80 * GB })).toEqual({
    phrase: 'Completing…',
    facts: ['Polar puts the parts together'],
    tone: 'busy',
    bar: { kind: 'stored', fraction: 1, text: '100% stored, 80.0 GB of 80.0 GB' },
  })
})

test('an upload with nothing new in it says so, after its numbers', () => {
  const upload = uploadIn({ kind: 'uploading' }, { sameAs: 'Album.zip' })

  expect(
    describeState(upload, { progress: undefined, account: signedIn, now: 0, today: TODAY }).facts.at(-1),
  ).toBe('in Polar already, byte for byte, as “Album.zip”')
})

test('a waiting upload says once that it tries again', () => {
  const busy = { code: 'server-busy', message: 'S3 is busy (SlowDown). Trying again soon.' } as const

  const { phrase, facts } = describeIn(
    { kind: 'waiting', retryAt: 15_000, failure: busy },
    {},
    signedIn,
    3000,
  )

  expect([phrase, ...facts]).toEqual(['S3 is busy (SlowDown).', 'Trying again in 12 s'])
})

test('a waiting upload says why and counts down to the next try', () => {
  expect(describeIn({ kind: 'waiting', retryAt: 15_000, failure }, {}, signedIn, 3000)).toEqual({
    phrase: 'No connection.',
    facts: ['Trying again in 12 s'],
    tone: 'warning',
    bar: null,
  })
})

describe('while Polar cannot be reached, a waiting upload', () => {
  const offline = { ...signedIn, offlineReason: 'No connection.' } as AccountView

  test('says so, in no alarm, and counts nothing down', () => {
    const state = { kind: 'waiting', retryAt: 15_000, failure } as const

    expect(describeIn(state, { storedBytes: 20 * GB }, offline, 3000)).toEqual({
      phrase: 'No connection. Goes on when it is back.',
      facts: ['20.0 GB of 80.0 GB stored'],
      tone: 'idle',
      bar: { kind: 'stored', fraction: 0.25, text: '25% stored, 20.0 GB of 80.0 GB' },
    })
  })

  test('still says what else it waits for', () => {
    const busy = { code: 'server-busy', message: 'S3 is busy.' } as const

    expect(describeIn({ kind: 'waiting', retryAt: 15_000, failure: busy }, {}, offline, 3000)).toEqual({
      phrase: 'S3 is busy.',
      facts: ['Trying again in 12 s'],
      tone: 'warning',
      bar: null,
    })
  })
})

test('a waiting upload whose time has come tries again now', () => {
  const { facts } = describeIn({ kind: 'waiting', retryAt: 3000, failure }, {}, signedIn, 3000)

  expect(facts).toEqual(['Trying again now…'])
})

test('a paused upload shows what is stored, and no speed', () => {
  const progress = { storedBytes: 20 * GB, bytesPerSecond: 5, secondsLeft: 5 }

  expect(describeIn({ kind: 'paused' }, progress)).toEqual({
    phrase: 'Paused',
    facts: ['20.0 GB of 80.0 GB stored'],
    tone: 'idle',
    bar: { kind: 'stored', fraction: 0.25, text: '25% stored, 20.0 GB of 80.0 GB' },
  })
})

test('a failed upload says why in its own words', () => {
  expect(describeIn({ kind: 'failed', failure }, {})).toEqual({
    phrase: 'No connection.',
    facts: [],
    tone: 'bad',
    bar: null,
  })
})

test('a completed upload is in Polar since a time, with its date when that is not today, and needs no bar', () => {
  const state = { kind: 'completed', fileId: 'f' as FileId, completedAt: TODAY } as const

  expect(describeIn(state, { storedBytes: 80 * GB })).toEqual({
    phrase: 'In Polar',
    facts: ['12:00 AM'],
    tone: 'good',
    bar: null,
  })
  expect(describeIn({ ...state, completedAt: TODAY - 60_000 }).facts).toEqual(['Nov 22, 2026, 11:59 PM'])
})

test('all uploads of an account whose token is refused say alike that they wait for a sign-in', () => {
  const refused = { kind: 'failed', failure: { code: 'unauthorized', message: 'Revoked.' } } as const
  const forbidden = { kind: 'failed', failure: { code: 'forbidden', message: 'It lacks a scope.' } } as const
  const described = [refused, forbidden].map((state) => describeIn(state, {}, signedOut))

  expect(described.map(({ phrase, tone }) => [phrase, tone])).toEqual([
    [describeIn({ kind: 'queued' }, {}, signedOut).phrase, 'warning'],
    ['It lacks a scope.', 'warning'],
  ])
  expect([refused, forbidden].map(groupOf)).toEqual(['locked', 'locked'])
})

test('a canceled upload says so', () => {
  expect(describeIn({ kind: 'canceled' })).toEqual({ phrase: 'Canceled', facts: [], tone: 'idle', bar: null })
})

test('a paused upload says until when what is stored is kept, and when it is too late', () => {
  const deadline = { lastCallAt: 58 * 60_000, expiresAt: 60 * 60_000 }
  const progress = { storedBytes: 20 * GB, deadline }

  expect(describeIn({ kind: 'paused' }, progress, signedIn, 59 * 60_000).facts).toEqual([
    '20.0 GB of 80.0 GB stored',
    `resume before ${formatTime(deadline.expiresAt)} to keep 25%`,
  ])
  expect(describeIn({ kind: 'paused' }, progress, signedIn, 60 * 60_000).facts).toEqual([
    '20.0 GB of 80.0 GB stored',
    'too late to keep it: it starts over',
  ])
})

test('an upload that goes on by itself says how long what is stored is kept', () => {
  const deadline = { lastCallAt: 58 * 60_000, expiresAt: 60 * 60_000 }
  const state = { kind: 'waiting', retryAt: 12_000, failure } as const

  expect(describeIn(state, { storedBytes: 20 * GB, deadline }, signedIn, 0).facts).toEqual([
    'Trying again in 12 s',
    `25% kept until ${formatTime(deadline.expiresAt)}`,
  ])
})

test('an upload that waits for its turn says how long it will take, when that is worth saying', () => {
  expect(describeIn({ kind: 'queued' }, { forecastSeconds: 4_380 }).facts).toEqual(['takes 1 h 13 min'])
  expect(describeIn({ kind: 'queued' }, { forecastSeconds: 59 }).facts).toEqual([])
})

test.each([
  [1, 'session-expired', 'started over once (its hour was over)'],
  [1, 'session-unknown', 'started over once (Polar or S3 no longer knew it)'],
  [3, 'completion-refused', 'started over 3 times (the last time, Polar did not put the parts together)'],
  [2, null, 'started over 2 times'],
] as const)('an upload that was started over %i times for %s says so', (sessionsLost, lossReason, words) => {
  const upload = uploadIn({ kind: 'uploading' }, { sessionsLost, lossReason })

  expect(
    describeState(upload, { progress: undefined, account: signedIn, now: 0, today: TODAY }).facts,
  ).toContain(words)
})

test('after the last call an upload says that pausing starts it over', () => {
  const deadline = { lastCallAt: 58 * 60_000, expiresAt: 60 * 60_000 }
  const progress = { storedBytes: 20 * GB, deadline }

  expect(describeIn({ kind: 'uploading' }, progress, signedIn, 58 * 60_000 - 1).facts).toEqual([
    '20.0 GB of 80.0 GB',
  ])
  expect(describeIn({ kind: 'uploading' }, progress, signedIn, 58 * 60_000).facts).toEqual([
    '20.0 GB of 80.0 GB',
    'pausing now starts it over',
  ])
})

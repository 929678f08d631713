import { describe, expect, test } from 'vitest'
import {
  canStartAll,
  createServerClock,
  isTooLateToStart,
  lifeOf,
  shortestLife,
  startMarginMs,
} from '../../../app/upload/deadline.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const url = (date: string, expires: string): string =>
  `https://bucket.s3.amazonaws.com/a%20b?uploadId=1&X-Amz-Date=${date}&X-Amz-Expires=${expires}&X-Amz-Signature=0f`

const NOON = Date.UTC(2026, 10, 23, 12)

describe('when a presigned URL dies', () => {
  test('is its date and its lifetime', () => {
    expect(lifeOf(url('20261123T120000Z', '3600'))).toEqual({
      expiresAt: NOON + 3_600_000,
      lifetimeSeconds: 3600,
    })
  })

  test.each([
    ['has no date', 'https://bucket.s3.amazonaws.com/a?X-Amz-Expires=3600'],
    ['has no lifetime', 'https://bucket.s3.amazonaws.com/a?X-Amz-Date=20261123T120000Z'],
    ['has another date', url('2026-11-23', '3600')],
    ['has another lifetime', url('20261123T120000Z', 'soon')],
    ['is none', 'not a URL'],
  ])('is unknown when it %s', (_what, text) => {
    expect(lifeOf(text)).toBeNull()
  })

  test('is, of several, when the first one does', () => {
    const urls = [url('20261123T120001Z', '3600'), url('20261123T120000Z', '3600'), 'unknown']

    expect(shortestLife(urls)?.expiresAt).toBe(NOON + 3_600_000)
    expect(shortestLife(['unknown'])).toBeNull()
  })

  test('is found among 10,000 URLs', () => {
    const urls = Array.from({ length: 10_000 }, () => url('20261123T120000Z', '3600'))

    expect(shortestLife(urls)?.expiresAt).toBe(NOON + 3_600_000)
  })
})

describe('the servers’ clock', () => {
  test('is unknown until one has answered', () => {
    const serverClock = createServerClock(createManualClock())

    serverClock.observe(undefined)
    serverClock.observe('some day')

    expect(serverClock.now()).toBeNull()
  })

  test('goes on from the last answer, whatever happens to this computer’s', () => {
    const clock = createManualClock(0)
    const serverClock = createServerClock(clock)
    serverClock.observe('Mon, 23 Nov 2026 12:00:00 GMT')

    clock.jump(-500_000_000)
    clock.advance(5_000)

    expect(serverClock.now()).toBe(NOON + 5_000)
  })

  test('is corrected by every answer that tells one', () => {
    const clock = createManualClock(0)
    const serverClock = createServerClock(clock)
    serverClock.observe('Mon, 23 Nov 2026 12:00:00 GMT')

    serverClock.observe('Mon, 23 Nov 2026 13:00:00 GMT')
    serverClock.observe('no date')

    expect(serverClock.now()).toBe(NOON + 3_600_000)
  })
})

describe('the servers’ clock, once forgotten,', () => {
  test('is unknown until somebody tells the time again, however far it is back', () => {
    const clock = createManualClock(0)
    const serverClock = createServerClock(clock)
    serverClock.observe('Mon, 23 Nov 2026 12:00:01 GMT')

    serverClock.forget()
    const forgotten = [serverClock.now(), serverClock.isForgotten()]
    serverClock.observe('no date')
    const still = [serverClock.now(), serverClock.isForgotten()]
    serverClock.observe('Mon, 23 Nov 2026 12:00:00 GMT')

    expect([forgotten, still]).toEqual([
      [null, true],
      [null, true],
    ])
    expect([serverClock.now(), serverClock.isForgotten()]).toEqual([NOON, false])
  })

  test('is not forgotten by somebody who never knew it', () => {
    const serverClock = createServerClock(createManualClock())

    serverClock.forget()

    expect(serverClock.isForgotten()).toBe(false)
  })
})

describe('the servers’ clock, of answers that leave out what is below a second,', () => {
  test('believes the one furthest ahead', () => {
    const clock = createManualClock(0)
    const serverClock = createServerClock(clock)
    serverClock.observe('Mon, 23 Nov 2026 12:00:00 GMT')

    clock.advance(100)
    serverClock.observe('Mon, 23 Nov 2026 12:00:01 GMT')
    clock.advance(800)
    serverClock.observe('Mon, 23 Nov 2026 12:00:01 GMT')

    expect(serverClock.now()).toBe(NOON + 1_800)
  })

  test('follows one that was set back', () => {
    const clock = createManualClock(0)
    const serverClock = createServerClock(clock)
    serverClock.observe('Mon, 23 Nov 2026 13:00:00 GMT')

    serverClock.observe('Mon, 23 Nov 2026 12:00:00 GMT')

    expect(serverClock.now()).toBe(NOON)
  })
})

describe('all parts can start in time', () => {
  const hour = { lifetimeSeconds: 3600, secondsLeft: 3600 }

  test('when all of them are sent by then', () => {
    expect(canStartAll({ ...hour, leftBytes: 3_000e6, partBytes: 16e6, bytesPerSecond: 1e6 })).toBe(true)
  })

  test('when few enough are left to be in flight then', () => {
    const slow = { ...hour, leftBytes: 10_000e6, bytesPerSecond: 1e6 }

    expect(canStartAll({ ...slow, partBytes: 300e6 })).toBe(true)
    expect(canStartAll({ ...slow, partBytes: 200e6 })).toBe(false)
  })

  test('never on a link that gives nothing, unless they are few', () => {
    const dead = { ...hour, bytesPerSecond: 0, partBytes: 100 }

    expect(canStartAll({ ...dead, leftBytes: 2_800 })).toBe(true)
    expect(canStartAll({ ...dead, leftBytes: 2_801 })).toBe(false)
  })
})

test.each([
  [30, 2_000],
  [600, 30_000],
  [3600, 120_000],
  [86_400, 120_000],
])('of URLs that live %s s the last %s ms are for parts that break', (lifetimeSeconds, marginMs) => {
  expect(startMarginMs(lifetimeSeconds)).toBe(marginMs)
})

test.each([
  ['an hour before', 3_600_000, false],
  ['just over a second before', 1_001, false],
  ['a second before', 1_000, true],
  ['after', -1, true],
])('%s a URL dies, starting a part with it is too late: %s ms, %s', (_when, leftMs, isTooLate) => {
  expect(isTooLateToStart(NOON, NOON - leftMs)).toBe(isTooLate)
})

test('while the servers’ time is unknown, nothing is too late', () => {
  expect(isTooLateToStart(0, null)).toBe(false)
})

test.each([
  ['that lags by a few seconds changes nothing', '11:59:57', NOON],
  ['that is half a minute behind still only lags', '11:59:30', NOON],
  ['that is further behind was set back', '11:59:29', NOON - 31_000],
])('a server’s Date %s', (_what, time, now) => {
  const serverClock = createServerClock(createManualClock(0))
  serverClock.observe('Mon, 23 Nov 2026 12:00:00 GMT')

  serverClock.observe(`Mon, 23 Nov 2026 ${time} GMT`)

  expect(serverClock.now()).toBe(now)
})

test('the addresses of one creation die with the first of them, however far apart they were signed', () => {
  const urls = ['120003', '120000', '120001'].map((time) => url(`20261123T${time}Z`, '3600'))

  expect(shortestLife(urls)).toEqual({ expiresAt: NOON + 3_600_000, lifetimeSeconds: 3600 })
})

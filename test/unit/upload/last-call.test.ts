import { describe, expect, test } from 'vitest'
import { createServerClock } from '../../../app/upload/deadline.ts'
import { awaitLastCall } from '../../../app/upload/last-call.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 12)
const MINUTE_MS = 60_000
const session = { expiresAt: NOON + 60 * MINUTE_MS, lifetimeSeconds: 3600 }

/** Waits for the last call of a session whose hour has just begun. */
function startedAtNoon() {
  const clock = createManualClock(0)
  const serverClock = createServerClock(clock)
  serverClock.observe('Mon, 23 Nov 2026 12:00:00 GMT')
  return { clock, serverClock, lastCall: awaitLastCall({ clock, serverClock }, session) }
}

describe('the last call', () => {
  test('comes two minutes before the hour is over', () => {
    const { clock, lastCall } = startedAtNoon()

    clock.advance(58 * MINUTE_MS - 1)
    const early = lastCall.signal.aborted
    clock.advance(1)

    expect([early, lastCall.signal.aborted]).toEqual([false, true])
  })

  test('comes when it should though the time was forgotten for a while', () => {
    const { clock, serverClock, lastCall } = startedAtNoon()

    clock.advance(10 * MINUTE_MS)
    serverClock.forget()
    lastCall.check()
    clock.advance(5_000)
    serverClock.observe('Mon, 23 Nov 2026 12:10:05 GMT')
    clock.advance(48 * MINUTE_MS - 5_001)
    const early = lastCall.signal.aborted
    clock.advance(1)

    expect([early, lastCall.signal.aborted]).toEqual([false, true])
  })

  test('comes at once when a sleep has taken the rest of the hour', () => {
    const { serverClock, lastCall } = startedAtNoon()

    serverClock.forget()
    serverClock.observe('Mon, 23 Nov 2026 12:58:00 GMT')
    lastCall.check()

    expect(lastCall.signal.aborted).toBe(true)
  })
})

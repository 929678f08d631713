import { expect, test } from 'vitest'
import { askAgainAfterMs, maySettle } from '../../../app/accounts/ask-again.ts'

const MINUTE_MS = 60_000

test.each([
  [0, 2_000],
  [20_000, 2_000],
  [40_000, 4_000],
  [MINUTE_MS, 6_000],
  [150_000, 15_000],
  [24 * 60 * MINUTE_MS, 15_000],
])('a Polar that has been silent for %s ms is asked again after %s ms', (silentForMs, afterMs) => {
  expect(askAgainAfterMs(silentForMs)).toBe(afterMs)
})

test('in an outage of a minute Polar is asked some twenty times, in one of a day four times a minute', () => {
  let [asked, atMs] = [0, 0]
  for (; atMs < MINUTE_MS; asked += 1) atMs += askAgainAfterMs(atMs)

  expect(asked).toBe(22)
  expect(MINUTE_MS / askAgainAfterMs(24 * 60 * MINUTE_MS)).toBe(4)
})

test('a network may take five seconds to settle', () => {
  expect([maySettle(0), maySettle(4_999), maySettle(5_000)]).toEqual([true, true, false])
})

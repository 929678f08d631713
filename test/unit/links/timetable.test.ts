import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastSeconds, partsInALife, type Timetable } from '../../links/timetable.ts'

const MB = 1e6
const LINK: Timetable = { bytesPerSecond: MB, lifeSeconds: 10, gapSeconds: 5 }

test.each([
  ['a file that one life carries takes no gap', 9 * MB, 9],
  ['a file that fills its life takes no gap either', 10 * MB, 10],
  ['a byte more waits for the next life', 10 * MB + 1, 15 + 1e-6],
  ['every life but the last is followed by a gap', 35 * MB, 50],
])('%s', (_, bytes, seconds) => {
  expect(leastSeconds(bytes, LINK)).toBeCloseTo(seconds, 9)
})

test('a link that never breaks takes what its rate takes', () => {
  expect(leastSeconds(35 * MB, { ...LINK, lifeSeconds: null })).toBe(35)
})

/** Sends second by second, which nobody can do better. */
function sentSecondBySecond(bytes: number, { bytesPerSecond, lifeSeconds, gapSeconds }: Timetable): number {
  for (let second = 0, left = bytes; ; second += 1) {
    if (second % ((lifeSeconds ?? 0) + gapSeconds) < (lifeSeconds ?? 0)) left -= bytesPerSecond
    if (left <= 0) return second + 1
  }
}

test('the least time is that of a sender who uses every second of every life', () => {
  const whole = fc.integer({ min: 1, max: 30 })
  fc.assert(
    fc.property(whole, whole, fc.integer({ min: 1, max: 500 }), (lifeSeconds, gapSeconds, seconds) => {
      const link = { bytesPerSecond: MB, lifeSeconds, gapSeconds }

      expect(leastSeconds(seconds * MB, link)).toBe(sentSecondBySecond(seconds * MB, link))
    }),
  )
})

test('a life carries as many of the smallest parts as fit its bytes', () => {
  expect(partsInALife({ bytesPerSecond: 1024 ** 2, lifeSeconds: 10, gapSeconds: 1 })).toBe(2)
  expect(partsInALife({ ...LINK, lifeSeconds: null })).toBe(Infinity)
})

import { expect, test } from 'vitest'
import { createFormats } from '../../../app/contract/format.ts'
import { PLAIN_ENGLISH } from '../../../app/contract/language.ts'

const { formatBytes, formatCountdown, formatDuration, formatPercent, formatRate, formatTime } =
  createFormats(PLAIN_ENGLISH)

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 KB'],
  [340_400, '340 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [12_440_000, '12.4 MB'],
  [99_960_000, '100 MB'],
  [640_000_000, '640 MB'],
  [999_600_000, '1.0 GB'],
  [80_200_000_000, '80.2 GB'],
  [5_000_000_000_000, '5.0 TB'],
])('%d bytes are %s, in decimal units', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words)
})

test('a rate is bytes per second', () => {
  expect(formatRate(12_400_000)).toBe('12.4 MB/s')
})

test.each([
  [0, '0%'],
  [0.999, '99%'],
  [1, '100%'],
])('a share of %d is %s: only all of it is 100%%', (fraction, words) => {
  expect(formatPercent(fraction)).toBe(words)
})

test.each([
  [0, null],
  [-1, null],
  [Number.POSITIVE_INFINITY, null],
  [Number.NaN, null],
  [0.2, 'a few seconds'],
  [9.9, 'a few seconds'],
  [10, 'about 10 s'],
  [36, 'about 40 s'],
  [55, 'about 55 s'],
  [56, 'about 1 min'],
  [90, 'about 2 min'],
  [179, 'about 3 min'],
  [59 * 60, 'about 59 min'],
  [3599, '1 h'],
  [72 * 60, '1 h 12 min'],
  [24 * 3600, '1 d'],
  [51 * 3600 + 600, '2 d 3 h'],
  [100 * 86_400, null],
])('an estimate of %d seconds is said as %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words)
})

test.each([
  [1000, 1000, null],
  [1000, 2000, null],
  [1001, 1000, '1 s'],
  [13_000, 1000, '12 s'],
  [100_000, 0, '2 min'],
  [3_600_000, 0, '1 h'],
])('until %d, counted from %d, it is %s', (until, now, words) => {
  expect(formatCountdown(until, now)).toBe(words)
})

test('a moment of today is shown as on a clock, without seconds', () => {
  expect(formatTime(Date.UTC(2026, 10, 23, 14, 32, 50))).toMatch(/^\d{1,2}:32\b/)
})

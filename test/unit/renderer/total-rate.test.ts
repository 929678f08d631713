import { expect, test } from 'vitest'
import { createTotalRate, pointsIn, SHOWN_SECONDS } from '../../../renderer/summary/total-rate.ts'

function rateAt() {
  let second = 0
  const rate = createTotalRate(() => second * 1000 + 400)
  return {
    rate,
    at: (now: number) => void (second = now),
    note: (now: number, bytesPerSecond: number | null): void => {
      second = now
      rate.note(bytesPerSecond)
    },
  }
}

test('one rate is kept for every second of the last minute, none counts as nothing', () => {
  const { rate, note } = rateAt()
  note(10, 5)
  note(10, 6)
  note(11, null)
  note(40, 7)

  expect(rate.recent()).toEqual([
    { secondsAgo: 30, bytesPerSecond: 5 },
    { secondsAgo: 29, bytesPerSecond: 0 },
    { secondsAgo: 0, bytesPerSecond: 7 },
  ])
})

test('what is older than a minute is gone, heard of since or not', () => {
  const { rate, at, note } = rateAt()
  note(10, 5)
  note(20, 6)
  at(10 + SHOWN_SECONDS)
  expect(rate.recent()).toEqual([{ secondsAgo: 50, bytesPerSecond: 6 }])
  note(10 + SHOWN_SECONDS, 7)

  expect(rate.recent().length).toBe(2)
})

test('a clock that was set back begins the graph anew', () => {
  const { rate, note } = rateAt()
  note(100, 5)
  note(50, 6)

  expect(rate.recent()).toEqual([{ secondsAgo: 0, bytesPerSecond: 6 }])
})

test('the latest is at the end of the line, the fastest at its top, and nothing at its bottom', () => {
  const samples = [
    { secondsAgo: SHOWN_SECONDS - 1, bytesPerSecond: 0 },
    { secondsAgo: 0, bytesPerSecond: 8 },
  ]

  expect(pointsIn(samples, 64, 16)).toBe('0.0,16.0 64.0,0.0')
  expect(pointsIn([{ secondsAgo: 0, bytesPerSecond: 0 }], 64, 16)).toBe('64.0,16.0')
})

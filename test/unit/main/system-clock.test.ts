import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../main/system-clock.ts'

const DAY_MS = 24 * 60 * 60 * 1000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a wait longer than a timer of Node ends when it should', () => {
  let isOver = false
  systemClock.after(60 * DAY_MS, () => (isOver = true))

  vi.advanceTimersByTime(60 * DAY_MS - 1)
  expect(isOver).toBe(false)
  vi.advanceTimersByTime(1)

  expect(isOver).toBe(true)
})

test('a wait can be called off at any time', () => {
  let isOver = false
  const stop = systemClock.after(60 * DAY_MS, () => (isOver = true))

  vi.advanceTimersByTime(30 * DAY_MS)
  stop()
  vi.advanceTimersByTime(60 * DAY_MS)

  expect(isOver).toBe(false)
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../main/system-clock.ts'

const DAY_MS = 24 * 60 * 60 * 1000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('a wait longer than a timer of Node ends when it should', () => {
  let isOver = false
  systemClock.after(60 * DAY_MS, () => (isOver = true))

  vi.advanceTimersByTime(60 * DAY_MS - 1)
  expect(isOver).toBe(false)
  vi.advanceTimersByTime(1)

  expect(isOver).toBe(true)
})

test('a wait whose timer goes off too early, as Node’s do by a fraction of a millisecond, goes on until it is over', () => {
  const startedAt = performance.now()
  const now = vi.spyOn(performance, 'now')
  let overAt: number | null = null
  systemClock.after(1_000, () => (overAt = performance.now() - startedAt))

  now.mockImplementation(() => startedAt + 999.7)
  vi.advanceTimersByTime(1_000)
  expect(overAt).toBeNull()
  now.mockImplementation(() => startedAt + 1_000.7)
  vi.advanceTimersByTime(1)

  expect(overAt).toBeCloseTo(1_000.7, 6)
})

test('a wait can be called off at any time', () => {
  let isOver = false
  const stop = systemClock.after(60 * DAY_MS, () => (isOver = true))

  vi.advanceTimersByTime(30 * DAY_MS)
  stop()
  vi.advanceTimersByTime(60 * DAY_MS)

  expect(isOver).toBe(false)
})

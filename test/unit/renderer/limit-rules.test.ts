import { expect, test } from 'vitest'
import type { Weekday } from '../../../app/contract/limit-schedule.ts'
import {
  dayName,
  FIRST_RULE,
  minuteOf,
  timeText,
  withDay,
  withRule,
} from '../../../renderer/settings/limit-rules.ts'

test.each([
  [0, '00:00'],
  [9 * 60 + 5, '09:05'],
  [1_439, '23:59'],
])('%i minutes after midnight are %s in a time field, and back', (minute, text) => {
  expect(timeText(minute)).toBe(text)
  expect(minuteOf(text)).toBe(minute)
})

test.each(['', '9:00', '24:00', 'noon'])('%o is no time', (text) => {
  expect(minuteOf(text)).toBeNull()
})

test('days have the names of the calendar', () => {
  expect(([0, 1, 6] as const).map((day) => dayName(day, 'long'))).toEqual(['Sunday', 'Monday', 'Saturday'])
})

test('a day is added once, in the order of the week, and taken away', () => {
  const days: readonly Weekday[] = [1, 5]

  expect(withDay(days, 3, true)).toEqual([1, 3, 5])
  expect(withDay(days, 5, true)).toEqual([1, 5])
  expect(withDay(days, 1, false)).toEqual([5])
})

test('one rule of several is changed or taken away, the others stay as they are', () => {
  const other = { ...FIRST_RULE, from: 0 }
  const changed = { ...FIRST_RULE, to: 60 }

  expect(withRule([FIRST_RULE, other], 0, changed)).toEqual([changed, other])
  expect(withRule([FIRST_RULE, other], 1, null)).toEqual([FIRST_RULE])
})

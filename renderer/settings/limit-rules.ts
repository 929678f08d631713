import { once } from '../../app/contract/once.ts'
import { IDIOM } from '../idiom.ts'
import { DAY_MINUTES, type LimitRule, type Weekday } from '../../app/contract/limit-schedule.ts'

/** What is suggested when hours are first wanted: leaving the day to others. */
export const FIRST_RULE: LimitRule = {
  days: [1, 2, 3, 4, 5],
  from: 9 * 60,
  to: 18 * 60,
  limit: 'leave-room',
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** Minutes after midnight as a time field has them: `09:30`. */
export const timeText = (minute: number): string =>
  `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`

/** The minutes after midnight of a time field; null while it is not filled in. */
export function minuteOf(text: string): number | null {
  const match = /^(\d\d):(\d\d)/.exec(text)
  if (match === null) return null
  const minute = Number(match[1]) * 60 + Number(match[2])
  return minute < DAY_MINUTES ? minute : null
}

// The seventh of January 2024 was a Sunday.
const SUNDAY = Date.UTC(2024, 0, 7)
const DAY_MS = 24 * 3_600_000
const dayNames = {
  short: once(() => new Intl.DateTimeFormat(IDIOM.locale, { weekday: 'short', timeZone: 'UTC' })),
  long: once(() => new Intl.DateTimeFormat(IDIOM.locale, { weekday: 'long', timeZone: 'UTC' })),
}

/** What a day is called. */
export const dayName = (day: Weekday, length: keyof typeof dayNames): string =>
  dayNames[length]().format(SUNDAY + day * DAY_MS)

/** The same days, with one more or one less, in the week's order as `Date` counts. */
export function withDay(days: readonly Weekday[], day: Weekday, isIn: boolean): readonly Weekday[] {
  return [...days.filter((other) => other !== day), ...(isIn ? [day] : [])].sort((a, b) => a - b)
}

/** The list with one of it replaced, or without it when that is null. */
export function withRule(
  rules: readonly LimitRule[],
  index: number,
  rule: LimitRule | null,
): readonly LimitRule[] {
  return rules.flatMap((other, place) => {
    if (place !== index) return [other]
    return rule === null ? [] : [rule]
  })
}

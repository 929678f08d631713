/** What may be sent: that many bytes a second, as much as leaves room for others, or (null) all there is. */
export type BandwidthChoice = number | 'leave-room' | null

/** A day of the week, as `Date` counts them: 0 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** All of them, the week beginning on Monday. */
export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 0]

/** What may be sent at some hours of some days, by the clock on the wall. */
export interface LimitRule {
  /** The days it begins on. */
  readonly days: readonly Weekday[]
  /** Minutes after midnight. */
  readonly from: number
  /** Minutes after midnight, exclusive. Not after `from`: on the next day; the same as `from`: a whole day later. */
  readonly to: number
  readonly limit: BandwidthChoice
}

/** What may be sent when. Where rules overlap, the first counts. */
export interface LimitSchedule {
  readonly isOn: boolean
  readonly rules: readonly LimitRule[]
}

/** A moment as a clock and a calendar on the wall show it. */
export interface LocalTime {
  readonly weekday: Weekday
  /** Minutes after midnight. */
  readonly minute: number
}

/** How many minutes a day on the wall has. */
export const DAY_MINUTES = 24 * 60

const HALF_HOUR_MS = 30 * 60_000
const WEEK_HALF_HOURS = 7 * 48

/** What the wall shows at a moment, here, with whatever time the season has. */
export function localTimeOf(epochMs: number): LocalTime {
  const date = new Date(epochMs)
  return { weekday: date.getDay() as Weekday, minute: date.getHours() * 60 + date.getMinutes() }
}

/** The rule that holds at a time; null when none does. */
export function ruleAt({ isOn, rules }: LimitSchedule, time: LocalTime): LimitRule | null {
  return isOn ? (rules.find((rule) => holdsAt(rule, time)) ?? null) : null
}

/** What may be sent at a time: what the schedule says, else the usual. */
export function limitAt(schedule: LimitSchedule, usual: BandwidthChoice, time: LocalTime): BandwidthChoice {
  const rule = ruleAt(schedule, time)
  return rule === null ? usual : rule.limit
}

function holdsAt({ days, from, to }: LimitRule, { weekday, minute }: LocalTime): boolean {
  const dayBefore = ((weekday + 6) % 7) as Weekday
  if (from < to) return days.includes(weekday) && from <= minute && minute < to
  return (days.includes(weekday) && minute >= from) || (days.includes(dayBefore) && minute < to)
}

/**
 * When something else may be sent than at `now`, epoch milliseconds; null when that never changes. Looks where rules
 * begin and end, and at every half hour, which is where the season's time changes.
 */
export function nextSwitch(schedule: LimitSchedule, usual: BandwidthChoice, now: number): number | null {
  if (!schedule.isOn || schedule.rules.length === 0) return null
  const at = (moment: number): BandwidthChoice => limitAt(schedule, usual, localTimeOf(moment))
  const current = at(now)
  const moments = [...halfHoursAfter(now), ...edgesAfter(schedule, now)].sort((a, b) => a - b)
  return moments.find((moment) => at(moment) !== current) ?? null
}

function halfHoursAfter(now: number): readonly number[] {
  const first = Math.floor(now / HALF_HOUR_MS) + 1
  return Array.from({ length: WEEK_HALF_HOURS + 1 }, (_, index) => (first + index) * HALF_HOUR_MS)
}

function edgesAfter({ rules }: LimitSchedule, now: number): readonly number[] {
  const today = new Date(now)
  const minutes = [...new Set(rules.flatMap(({ from, to }) => [from, to]))]
  return Array.from({ length: 9 }, (_, day) =>
    minutes.map((minute) =>
      new Date(today.getFullYear(), today.getMonth(), today.getDate() + day, 0, minute).getTime(),
    ),
  )
    .flat()
    .filter((moment) => moment > now)
}

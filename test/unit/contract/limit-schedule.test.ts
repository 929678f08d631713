import { describe, expect, test } from 'vitest'
import {
  limitAt,
  localTimeOf,
  nextSwitch,
  type LimitRule,
  type LimitSchedule,
} from '../../../app/contract/limit-schedule.ts'

const HOUR = 60
const office: LimitRule = { days: [1, 2, 3, 4, 5], from: 9 * HOUR, to: 18 * HOUR, limit: 'leave-room' }
const night: LimitRule = { days: [5], from: 22 * HOUR, to: 6 * HOUR, limit: null }
const sunday: LimitRule = { days: [0], from: 8 * HOUR, to: 8 * HOUR, limit: 50_000 }
const schedule = (...rules: readonly LimitRule[]): LimitSchedule => ({ isOn: true, rules })
const USUAL = 1_000_000

/** A moment on the wall of wherever this runs: November 2026 begins on a Sunday. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
const limitOn = (rules: readonly LimitRule[], moment: number) =>
  limitAt(schedule(...rules), USUAL, localTimeOf(moment))

describe('a rule', () => {
  test.each([
    ['before it begins', at(2, 8, 59), USUAL],
    ['when it begins', at(2, 9), 'leave-room'],
    ['in its last minute', at(2, 17, 59), 'leave-room'],
    ['when it ends', at(2, 18), USUAL],
    ['on another day', at(7, 12), USUAL],
  ])('that ends on the same day holds so %s', (_when, moment, limit) => {
    expect(limitOn([office], moment)).toBe(limit)
  })

  test.each([
    ['on its day', at(6, 23), null],
    ['after midnight, on the day after', at(7, 5, 59), null],
    ['when it ends', at(7, 6), USUAL],
    ['early on its own day', at(6, 5), USUAL],
    ['the night after', at(7, 23), USUAL],
  ])('over midnight holds so %s', (_when, moment, limit) => {
    expect(limitOn([night], moment)).toBe(limit)
  })

  test.each([
    ['its first minute', at(1, 8), 50_000],
    ['the last', at(2, 7, 59), 50_000],
    ['the one after', at(2, 8), USUAL],
  ])('that ends when it begins holds for a day: %s', (_when, moment, limit) => {
    expect(limitOn([sunday], moment)).toBe(limit)
  })

  test('before another wins over it, and none holds while the schedule is off', () => {
    const noon = at(2, 12)

    expect(limitOn([{ ...office, limit: null }, office], noon)).toBeNull()
    expect(limitAt({ isOn: false, rules: [office] }, USUAL, localTimeOf(noon))).toBe(USUAL)
  })
})

describe('the next switch', () => {
  test.each([
    ['begins today', schedule(office), at(2, 7), at(2, 9)],
    ['ends today', schedule(office), at(2, 9), at(2, 18)],
    ['is over the weekend', schedule(office), at(6, 18), at(9, 9)],
    ['is between half hours', schedule({ ...office, from: 9 * HOUR + 7 }), at(2, 9), at(2, 9, 7)],
    [
      'passes over rules that say the same',
      schedule(night, { ...office, limit: USUAL }),
      at(2, 7),
      at(6, 22),
    ],
    ['is a week away', schedule({ ...sunday, to: 9 * HOUR }), at(1, 9), at(8, 8)],
  ])('%s', (_what, rules, now, next) => {
    expect(nextSwitch(rules, USUAL, now)).toBe(next)
  })

  test.each([
    ['without rules', schedule()],
    ['when the rules say what is usual', schedule({ ...office, limit: USUAL })],
    ['when it is off', { isOn: false, rules: [office] }],
    ['when one rule holds always', schedule({ ...sunday, days: [0, 1, 2, 3, 4, 5, 6] })],
  ])('never comes %s', (_what, rules) => {
    expect(nextSwitch(rules, USUAL, at(2, 12))).toBeNull()
  })
})

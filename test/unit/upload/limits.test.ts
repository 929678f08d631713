import { expect, test } from 'vitest'
import type { LimitInForce } from '../../../app/contract/limit-in-force.ts'
import type { LimitRule } from '../../../app/contract/limit-schedule.ts'
import { FIRST_PREFERENCES, type Preferences } from '../../../app/contract/preferences.ts'
import type { Hold } from '../../../app/upload/link.ts'
import { createLimits } from '../../../app/upload/limits.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { createManualComputer } from '../../support/manual-computer.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
// A Monday.
const at = (hour: number, minute = 0): number => new Date(2026, 10, 2, hour, minute).getTime()
const office: LimitRule = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60, limit: 100_000 }

function prepare(now: number, first: Partial<Preferences>) {
  const clock = createManualClock(now)
  const computer = createManualComputer()
  const told: LimitInForce[] = []
  const rates: (number | null)[] = []
  const holds: Hold[] = []
  let chosen: Preferences = { ...FIRST_PREFERENCES, ...first }
  const limits = createLimits({
    ...{ clock, computer },
    bandwidth: {
      set: (rate: number | null) => rates.push(rate),
      take: () => Promise.resolve(),
      close: () => undefined,
    } as never,
    links: { hold: (by) => holds.push(by) },
    preferences: { get: () => chosen },
    onChange: (limit) => told.push(limit),
  })
  const choose = (changed: Partial<Preferences>): void => {
    chosen = { ...chosen, ...changed }
    limits.lookAgain()
  }
  return { clock, computer, limits, told, rates, holds, choose }
}

test('what is chosen holds at once', () => {
  const { limits, rates, told, choose } = prepare(at(12), { bandwidthLimit: 500_000 })
  expect(rates.at(-1)).toBe(500_000)

  choose({ bandwidthLimit: null })

  expect(rates.at(-1)).toBeNull()
  expect(told.map(({ choice }) => choice)).toEqual([500_000, null])
  expect(limits.view()).toMatchObject({ choice: null, isScheduled: false, until: null })
})

test('the schedule holds from its minute to its minute, and says until when', () => {
  const { clock, limits, rates } = prepare(at(8, 59), { schedule: { isOn: true, rules: [office] } })
  expect(limits.view()).toMatchObject({ choice: null, isScheduled: false, until: at(9) })

  clock.advance(MINUTE)
  expect(rates.at(-1)).toBe(100_000)
  expect(limits.view()).toMatchObject({ choice: 100_000, isScheduled: true, until: at(18) })
  clock.advance(9 * HOUR)

  expect(rates.at(-1)).toBeNull()
})

test('a wall clock that jumps is followed within a minute', () => {
  const { clock, rates } = prepare(at(12), { schedule: { isOn: true, rules: [office] } })
  expect(rates.at(-1)).toBe(100_000)

  clock.jump(8 * HOUR)
  clock.advance(MINUTE)

  expect(rates.at(-1)).toBeNull()
})

test('a limit that begins within the hour is planned with before it holds', () => {
  const { holds } = prepare(at(8, 30), { schedule: { isOn: true, rules: [office] } })

  expect(holds.at(-1)).toEqual({ isHeld: false, now: null, ahead: 100_000 })
})

test('room for others is measured again after a sleep', () => {
  const { clock, computer, limits, rates } = prepare(at(12), { bandwidthLimit: 'leave-room' })
  const send = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100)
      limits.sent(100_000)
    }
  }
  send(21_000)
  expect(limits.view().uplink).toBeCloseTo(1_000_000, -4)
  expect(rates.at(-1)).toBeCloseTo(800_000, -4)

  computer.wake(null)
  send(200)

  expect(rates.at(-1)).toBeNull()
})

test('closed, it looks no more', () => {
  const { clock, limits } = prepare(at(12), { schedule: { isOn: true, rules: [office] } })

  limits.close()

  expect(clock.pending()).toBe(0)
})

import { describe, expect, test } from 'vitest'
import { callsPerMinute, createApiBudget, type ApiBudget } from '../../../app/polar/api-budget.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const never = new AbortController().signal

/** Lets every call that may be made be made. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 1000; turn += 1) await Promise.resolve()
}

/** Asks for so many calls; tells how many were allowed by now. */
function askFor(budget: ApiBudget, count: number) {
  let allowed = 0
  const asked = Array.from({ length: count }, () => budget.take(never).then(() => (allowed += 1)))
  return { allowed: () => allowed, all: Promise.all(asked) }
}

test('Polar’s own servers are asked less often than they allow, and so is any other', () => {
  const budgets = ['https://api.polar.sh', 'https://sandbox-api.polar.sh', 'https://polar.example.com']

  expect(budgets.map(callsPerMinute)).toEqual([100, 30, 100])
})

describe('a budget of 30 calls a minute', () => {
  test('allows 30 at once, and the next when the first is a minute old', async () => {
    const clock = createManualClock()
    const asking = askFor(createApiBudget(clock, 30), 61)
    const allowed: number[] = []

    for (const ms of [0, 59_999, 1, 59_999, 1]) {
      clock.advance(ms)
      await settle()
      allowed.push(asking.allowed())
    }

    expect(allowed).toEqual([30, 30, 60, 60, 61])
  })

  test('allows a call for every one that has become a minute old', async () => {
    const clock = createManualClock()
    const budget = createApiBudget(clock, 30)
    await askFor(budget, 20).all
    clock.advance(30_000)
    await askFor(budget, 10).all
    const asking = askFor(budget, 30)

    clock.advance(30_000)
    await settle()
    const afterOneMinute = asking.allowed()
    clock.advance(30_000)
    await settle()

    expect([afterOneMinute, asking.allowed()]).toEqual([20, 30])
  })

  test('is held for as long as the server asks', async () => {
    const clock = createManualClock()
    const budget = createApiBudget(clock, 30)
    budget.holdFor(60_000)
    budget.holdFor(10_000)
    const asking = askFor(budget, 1)

    clock.advance(59_999)
    await settle()
    const early = asking.allowed()
    clock.advance(1)
    await settle()

    expect([early, asking.allowed()]).toEqual([0, 1])
  })

  test('is held longer when the server asks again meanwhile', async () => {
    const clock = createManualClock()
    const budget = createApiBudget(clock, 30)
    budget.holdFor(10_000)
    const asking = askFor(budget, 1)
    await settle()
    budget.holdFor(20_000)

    clock.advance(10_000)
    await settle()
    const early = asking.allowed()
    clock.advance(10_000)
    await settle()

    expect([early, asking.allowed()]).toEqual([0, 1])
  })

  test('is not spent by one who gave up waiting, who does not keep the next one waiting either', async () => {
    const clock = createManualClock()
    const budget = createApiBudget(clock, 1)
    await budget.take(never)
    const giveUp = new AbortController()
    const waiting = budget.take(giveUp.signal)
    const next = askFor(budget, 1)
    await settle()

    giveUp.abort(new Error('Paused'))
    await expect(waiting).rejects.toThrow('Paused')
    clock.advance(60_000)
    await settle()

    expect(next.allowed()).toBe(1)
  })

  test('counts the time that this computer has slept, though its timers stood still', async () => {
    const clock = createManualClock()
    const budget = createApiBudget(clock, 1)
    await budget.take(never)
    budget.holdFor(90_000)
    const asking = askFor(budget, 1)
    await settle()
    const allowed: number[] = []

    clock.sleep(89_999)
    budget.woke()
    await settle()
    allowed.push(asking.allowed())
    clock.advance(1)
    await settle()
    allowed.push(asking.allowed())

    expect(allowed).toEqual([0, 1])
  })

  test('does not mind the wall clock', async () => {
    const clock = createManualClock()
    const budget = createApiBudget(clock, 1)
    await budget.take(never)
    const asking = askFor(budget, 1)

    clock.jump(3_600_000)
    clock.advance(59_999)
    await settle()

    expect(asking.allowed()).toBe(0)
  })
})

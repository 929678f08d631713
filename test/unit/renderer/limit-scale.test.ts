import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LEAST_BANDWIDTH_LIMIT } from '../../../app/contract/preferences.ts'
import { LAST_STEP, limitAt, stepOf } from '../../../renderer/bandwidth/limit-scale.ts'

test('the slider goes from a trickle to a gigabit, in steps that always grow and are easily said', () => {
  const limits = Array.from({ length: LAST_STEP + 1 }, (_, step) => limitAt(step))

  expect([limits[0], limits.at(-1)]).toEqual([64_000, 130_000_000])
  expect(limits[0]).toBeGreaterThan(LEAST_BANDWIDTH_LIMIT)
  expect(limits.every((limit, step) => step === 0 || limit > (limits[step - 1] ?? 0))).toBe(true)
  expect(limits.filter((limit) => Number(limit.toPrecision(2)) !== limit)).toEqual([])
})

test('every step is found again by its limit', () => {
  const steps = Array.from({ length: LAST_STEP + 1 }, (_, step) => stepOf(limitAt(step)))

  expect(steps.filter((step, index) => Math.abs(step - index) > 1)).toEqual([])
})

test('any limit has a step on the slider', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), (limit) => {
      expect(stepOf(limit)).toBeGreaterThanOrEqual(0)
      expect(stepOf(limit)).toBeLessThanOrEqual(LAST_STEP)
    }),
  )
})

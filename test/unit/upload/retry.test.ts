import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RECOVERY, type FailureCode } from '../../../app/contract/upload-failure.ts'
import { backoffMs, countsAsTry, mayTryAgain } from '../../../app/upload/retry.ts'

const CODES = Object.keys(RECOVERY) as FailureCode[]
const attempts = fc.integer({ min: 1, max: 1_000_000 })
const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('the wait before another try', () => {
  test('doubles from a second to a minute at full chance', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempt) => backoffMs(attempt, 1))

    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  test('is at least half a second and at most a minute, whatever the chance', () => {
    fc.assert(
      fc.property(attempts, chances, (attempt, chance) => {
        const delayMs = backoffMs(attempt, chance)
        expect(delayMs).toBeGreaterThanOrEqual(500)
        expect(delayMs).toBeLessThanOrEqual(60_000)
      }),
    )
  })

  test('is never shorter than the server asked', () => {
    fc.assert(
      fc.property(
        attempts,
        chances,
        fc.integer({ min: 0, max: 3_600_000 }),
        (attempt, chance, retryAfterMs) => {
          expect(backoffMs(attempt, chance, retryAfterMs)).toBe(
            Math.max(backoffMs(attempt, chance), retryAfterMs),
          )
        },
      ),
    )
  })

  test('spreads uploads that failed together', () => {
    const waits = [0.1, 0.3, 0.5, 0.7, 0.9].map((chance) => backoffMs(5, chance))

    expect(waits).toEqual([1_600, 4_800, 8_000, 11_200, 14_400])
  })
})

test('what passes by itself is tried for ever, what would be hopeless a few times', () => {
  const mostAttempts = CODES.map((code) => {
    const tries = [1, 2, 3, 5, 6, 8, 9, 1000].filter((attempt) => mayTryAgain(code, attempt))
    return [code, tries.at(-1)]
  })

  expect(Object.fromEntries(mostAttempts.filter(([, tries]) => tries !== 1000))).toEqual({
    ...{ 'checksum-mismatch': 8, 'file-touched': 5, 'completion-refused': 2 },
  })
})

test('while the network may be gone, a failure that may come of that counts as no try', () => {
  const uncounted = (['kept', 'in-doubt', 'lost'] as const).map((touch) =>
    CODES.filter((code) => !countsAsTry(code, touch)),
  )

  expect(uncounted).toEqual([[], ['network', 'not-polar'], ['network', 'not-polar']])
})

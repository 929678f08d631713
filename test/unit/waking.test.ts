import { expect, test } from 'vitest'
import { deadAfterSleep } from '../../app/waking.ts'

test.each([
  [0, 'stranded'],
  [19_999, 'stranded'],
  [20_000, 'all'],
  [8 * 3_600_000, 'all'],
  [null, 'all'],
] as const)('after %s ms of sleep, %s connections are dead', (sleptMs, dead) => {
  expect(deadAfterSleep(sleptMs)).toBe(dead)
})

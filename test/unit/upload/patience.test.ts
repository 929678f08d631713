import { expect, test } from 'vitest'
import { createPatience } from '../../../app/upload/patience.ts'

const S = 1000

test('begins with 45 s, longer than S3 waits for a byte and as long as it takes to go on after that', () => {
  expect(createPatience().limitMs()).toBe(45 * S)
})

test('is 180 s at once while other parts move', () => {
  const patience = createPatience()

  expect([0, 19, 20].map((seconds) => patience.leastMs(seconds * S))).toEqual([180 * S, 180 * S, 0])
})

test('doubles with each part given up, to 180 s', () => {
  const patience = createPatience()
  const limits = [1, 2, 3].map(() => {
    patience.ranOut(patience.limitMs())
    return patience.limitMs()
  })

  expect(limits).toEqual([90 * S, 180 * S, 180 * S])
})

test('doubles once for parts that fell silent together', () => {
  const patience = createPatience()

  for (const limit of [45 * S, 45 * S, 45 * S, 45 * S]) patience.ranOut(limit)

  expect(patience.limitMs()).toBe(90 * S)
})

test.each([
  ['a quick part', 0.1, 90],
  ['one that was quiet for 80 s', 80, 160],
  ['one that was quiet for 170 s', 170, 180],
])('after 180 s and %s, it is twice that silence or half of before', (_what, silence, limit) => {
  const patience = createPatience()
  for (const before of [45 * S, 90 * S]) patience.ranOut(before)

  patience.paidOff(silence * S)

  expect(patience.limitMs()).toBe(limit * S)
})

test('comes back to 45 s, and never below', () => {
  const patience = createPatience()
  patience.ranOut(45 * S)

  for (const silence of [1, 1, 1]) patience.paidOff(silence * S)

  expect(patience.limitMs()).toBe(45 * S)
})

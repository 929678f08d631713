import { expect, test } from 'vitest'
import type { Session } from '../../../app/store/session-store.ts'
import { rankOf, rankWithoutSession } from '../../../app/upload/slot-rank.ts'

const sessionUntil = (expiresAt: number): Session => ({ expiresAt }) as Session

test('what is wanted now goes first, then the hour that ends first, then the queue', () => {
  const ranks = [
    rankOf(sessionUntil(1_800_000_100_000), true),
    rankWithoutSession(-3, true),
    rankWithoutSession(7, true),
    rankOf(sessionUntil(1_800_000_000_000), false),
    rankOf(sessionUntil(1_800_000_100_000), false),
    rankWithoutSession(-3, false),
    rankWithoutSession(7, false),
  ]

  expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
  expect(new Set(ranks).size).toBe(ranks.length)
})

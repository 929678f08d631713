import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planLife } from './life-plan.ts'
import { live } from './life.ts'
import type { LivesReport } from './many-lives.ts'
import { NAMED_SEEDS } from './named-seeds.ts'

const LIVES = 5000

/** In processes of their own: a promise nobody waits for must count against a life, not against the test runner. */
function simulate(...options: readonly string[]): Promise<LivesReport> {
  const args = [join(import.meta.dirname, 'simulate.ts'), '--json', ...options]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (error, out, words) => {
      try {
        resolve(JSON.parse(out) as LivesReport)
      } catch {
        reject(new Error(words, { cause: error }))
      }
    })
  })
}

test(`all invariants hold in ${LIVES} lives`, { timeout: 300_000 }, async () => {
  const report = await simulate('--lives', String(LIVES))

  expect(report.violations).toEqual([])
  expect(report.lives).toBe(LIVES)
})

describe('in a life that was found to break it,', () => {
  test.for(NAMED_SEEDS)('$name', async ({ plan }) => {
    const { violation } = await live(plan)

    expect(violation).toBeNull()
  })
})

test('the same seed is the same life, however long one waits for the app after each step', async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const once = await live(planLife(seed))
    const again = await live(planLife(seed), { drains: 5 })

    expect(again.trace).toEqual(once.trace)
  }
})

test('lives have servers that sign in no time, as fast as Polar, and as long as Polar at its longest', () => {
  const creationsMs = Array.from({ length: 100 }, (_, seed) => planLife(seed).signingMsPerPart ?? 0)

  expect(creationsMs.some((ms) => ms === 0)).toBe(true)
  expect(creationsMs.some((ms) => ms === 0.4)).toBe(true)
  expect(creationsMs.some((ms) => ms >= 1000)).toBe(true)
})

test('lives have every kind of trouble', () => {
  const planned = new Set<string>()
  for (let seed = 1; seed <= 3000; seed += 1) {
    for (const happening of planLife(seed).happenings) planned.add(happening.kind)
  }

  expect([...planned].sort()).toEqual([
    ...[
      'altered',
      'another-token',
      'clock-jump',
      'commit',
      'crash',
      'crash-at',
      'crash-at-commit',
      'disk-full',
      'file',
    ],
    ...[
      'keychain-locked',
      'multipart-lost',
      'outage',
      'read',
      'request',
      'revoke',
      'second-instance',
      'server-down',
      'sleep',
    ],
    'user',
  ])
})

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LivesReport } from './many-lives.ts'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'

const MOST_LIVES = 2000

/** Lives with a bug in the app until it shows. */
function liveWith({ name, breaks, fromSeed = 1 }: PlantedBug): Promise<LivesReport> {
  const script = ['--import', './plant-bug.ts', './simulate.ts']
  const options = ['--workers', '1', '--json', '--lives', String(MOST_LIVES)]
  const until = ['--from', String(fromSeed), '--until', breaks]
  const env = { ...process.env, PLANTED_BUG: name }
  const cwd = join(import.meta.dirname)
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [...script, ...options, ...until],
      { cwd, env, maxBuffer: 2 ** 26 },
      (error, out, words) => {
        try {
          resolve(JSON.parse(out) as LivesReport)
        } catch {
          reject(new Error(words, { cause: error }))
        }
      },
    )
  })
}

describe('the simulation notices when', () => {
  test.for(PLANTED_BUGS)('$name', { timeout: 120_000 }, async (bug) => {
    const report = await liveWith(bug)

    expect(report.violations.map(({ violation }) => violation.invariant)).toContain(bug.breaks)
  })
})

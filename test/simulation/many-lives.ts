import type { Violation } from './invariants/violation.ts'
import { planLife } from './life-plan.ts'
import { live } from './life.ts'
import type { Tally } from './troubles.ts'

/** What many lives came to. Plain data, so that workers can send it. */
export interface LivesReport {
  readonly lives: number
  readonly livedTwice: number
  readonly violations: readonly { readonly seed: number; readonly violation: Violation }[]
  readonly troubles: Tally
  readonly uploads: Tally
  readonly partsSent: number
  readonly partsSentAgain: number
  readonly virtualHours: number
}

/** Which lives to live. */
export interface LivesRange {
  readonly from: number
  readonly lives: number
  /** From one seed to the next; workers share a range by it. */
  readonly stride: number
  /** The lives end with the first violation of this invariant; null to live them all. */
  readonly until: string | null
}

/** One in that many is lived twice, and must be the same both times. */
const TWICE_EVERY = 100

/** Lives the lives of these seeds. */
export async function liveMany({ from, lives, stride, until }: LivesRange): Promise<LivesReport> {
  const violations: { seed: number; violation: Violation }[] = []
  const [troubles, uploads]: [Tally, Tally] = [{}, {}]
  const sums = { lives: 0, livedTwice: 0, partsSent: 0, partsSentAgain: 0, virtualHours: 0 }
  for (let seed = from; sums.lives < lives; seed += stride) {
    const result = await live(planLife(seed))
    sums.lives += 1
    sums.partsSent += result.partsSent
    sums.partsSentAgain += result.partsSentAgain
    sums.virtualHours += result.virtualMs / 3_600_000
    addTo(troubles, result.tally)
    addTo(uploads, result.uploads)
    if (result.violation !== null) violations.push({ seed, violation: result.violation })
    if (sums.lives % TWICE_EVERY === 0) {
      sums.livedTwice += 1
      const again = await live(planLife(seed), { drains: 3 })
      if (again.traceHash !== result.traceHash) violations.push({ seed, violation: differs })
    }
    if (until !== null && result.violation?.invariant === until) break
  }
  return { ...sums, violations, troubles, uploads }
}

const differs: Violation = {
  invariant: 'the same seed is the same life',
  message: 'Lived again, it went another way',
  atMs: 0,
}

/** Puts the reports of several workers together. */
export function together(reports: readonly LivesReport[]): LivesReport {
  const [troubles, uploads]: [Tally, Tally] = [{}, {}]
  const sums = { lives: 0, livedTwice: 0, partsSent: 0, partsSentAgain: 0, virtualHours: 0 }
  for (const report of reports) {
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += report[key]
    addTo(troubles, report.troubles)
    addTo(uploads, report.uploads)
  }
  const violations = reports.flatMap((report) => report.violations).sort((a, b) => a.seed - b.seed)
  return { ...sums, violations, troubles, uploads }
}

function addTo(sum: Tally, more: Tally): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count
}

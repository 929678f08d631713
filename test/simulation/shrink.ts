import type { LifePlan } from './life-plan.ts'
import { live, type LifeResult } from './life.ts'

/** How many lives may be spent on making one smaller. */
const MOST_TRIES = 400

/** A smaller plan with the same violation: fewer happenings, fewer files, less waiting. */
export async function shrink(plan: LifePlan, invariant: string): Promise<LifeResult> {
  let best = await live(plan)
  let tries = 0
  const isStill = async (smaller: LifePlan): Promise<boolean> => {
    if (tries >= MOST_TRIES) return false
    tries += 1
    const result = await live(smaller)
    if (result.violation?.invariant !== invariant) return false
    best = result
    return true
  }
  for (let before = -1; before !== sizeOf(best.plan);) {
    before = sizeOf(best.plan)
    await shrinkList(best.plan.happenings, (happenings) => isStill({ ...best.plan, happenings }))
    // Happenings name files by their place, so only files behind all of those can go.
    const needed = best.plan.happenings.map((happening) => ('file' in happening ? happening.file + 1 : 1))
    for (let count = Math.max(1, ...needed); count < best.plan.files.length; count += 1) {
      if (await isStill({ ...best.plan, files: best.plan.files.slice(0, count) })) break
    }
    for (const [index, file] of best.plan.files.entries()) {
      for (const sizeBytes of [16, 32, 64].map((mebibytes) => mebibytes * 1024 ** 2)) {
        if (sizeBytes >= file.sizeBytes) break
        if (await isStill({ ...best.plan, files: best.plan.files.with(index, { ...file, sizeBytes }) })) break
      }
    }
  }
  return best
}

/** Leaves out ever smaller stretches of a list, as long as what is left still does it. */
async function shrinkList<T>(
  list: readonly T[],
  isStill: (smaller: readonly T[]) => Promise<boolean>,
): Promise<void> {
  let kept = list
  for (
    let length = Math.ceil(kept.length / 2);
    length >= 1;
    length = length === 1 ? 0 : Math.ceil(length / 2)
  ) {
    for (let start = 0; start < kept.length;) {
      const smaller = [...kept.slice(0, start), ...kept.slice(start + length)]
      if (await isStill(smaller)) kept = smaller
      else start += length
    }
  }
}

const sizeOf = ({ happenings, files }: LifePlan): number =>
  happenings.length * 1e6 +
  files.length * 1e4 +
  files.filter(({ sizeBytes }) => sizeBytes > 16 * 1024 ** 2).length

import type { UploadId } from '../app/contract/ids.ts'
import type { UploadProgress } from '../app/contract/upload-view.ts'

/**
 * Keeps the numbers of a pace still enough to be read: a speed for a second, and a time left that comes down as the
 * time goes by, until what is measured is clearly something else.
 */
export interface SteadyPace {
  readonly of: (progress: UploadProgress) => UploadProgress
  readonly forget: (ids: readonly UploadId[]) => void
}

/** By how much a time left may be wrong without being corrected. */
const CLEARLY = 0.15

/** A pace as it is shown. */
interface Shown {
  readonly second: number
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
}

/** Whichever is nearer to the truth for a reader: what was shown, come down since, or what is measured. */
function comeDown(shown: Shown, second: number, measured: number | null): number | null {
  if (measured === null || shown.secondsLeft === null) return measured
  const expected = shown.secondsLeft - (second - shown.second)
  return Math.abs(measured - expected) > CLEARLY * measured ? measured : expected
}

/** Has shown nothing yet. `nowMs` is the wall clock. */
export function createSteadyPace(nowMs: () => number): SteadyPace {
  const shownById = new Map<UploadId, Shown>()
  return {
    of(progress) {
      const { id, bytesPerSecond } = progress
      if (bytesPerSecond === null) {
        shownById.delete(id)
        return progress
      }
      // The same second for all uploads, so that their sum is as still as they are.
      const second = Math.floor(nowMs() / 1000)
      const before = shownById.get(id)
      const shown =
        before?.second === second
          ? before
          : {
              second,
              bytesPerSecond,
              secondsLeft:
                before === undefined ? progress.secondsLeft : comeDown(before, second, progress.secondsLeft),
            }
      shownById.set(id, shown)
      return { ...progress, bytesPerSecond: shown.bytesPerSecond, secondsLeft: shown.secondsLeft }
    },
    forget: (ids) => ids.forEach((id) => shownById.delete(id)),
  }
}

import type { UploadId } from '../contract/ids.ts'
import type { Clock } from '../ports.ts'

/** At most ten times a second; a person cannot see more, and every one crosses to another process. */
const TICK_MS = 100
/** How often what is at work is told even when nothing moves, so that a stalled speed falls. */
const IDLE_TICK_MS = 1_000

/** Tells byte counts in batches. */
export interface ProgressTicker {
  /** This upload's counts have changed. */
  touch(id: UploadId): void
  close(): void
}

/** Creates a ticker; `flush` tells those that changed and gives those to be told again though nothing moves. */
export function createProgressTicker(
  clock: Clock,
  flush: (ids: readonly UploadId[]) => readonly UploadId[],
): ProgressTicker {
  let touched = new Set<UploadId>()
  let dueAt = Infinity
  let cancel = (): void => undefined
  let lastAt = -Infinity

  const tick = (): void => {
    dueAt = Infinity
    lastAt = clock.monotonic()
    const ids = [...touched]
    touched = new Set()
    for (const id of flush(ids)) touched.add(id)
    if (touched.size > 0) schedule(IDLE_TICK_MS)
  }
  const schedule = (delayMs: number): void => {
    const at = clock.monotonic() + delayMs
    if (at >= dueAt) return
    cancel()
    dueAt = at
    cancel = clock.after(delayMs, tick)
  }
  return {
    touch(id) {
      touched.add(id)
      schedule(Math.max(0, lastAt + TICK_MS - clock.monotonic()))
    },
    close() {
      cancel()
      dueAt = -Infinity
    },
  }
}

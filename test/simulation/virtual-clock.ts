import type { Clock } from '../../app/ports.ts'

/** The moment at which every simulated world begins, epoch milliseconds. */
export const WORLD_BEGINS = Date.UTC(2026, 10, 23, 12)

/** Time in a simulated world: nothing passes by itself, everything due is done one by one. */
export interface VirtualTime {
  /** True time, in milliseconds since the world began. */
  now(): number
  /** Does something in that many milliseconds of true time; returns how to call it off. */
  after(delayMs: number, act: () => void): () => void
  /** Goes to the next thing due, at most to `untilMs`, and does it; false when there is none by then. */
  step(untilMs: number): boolean
  /** The computer sleeps that long: true time passes, its timers wait. */
  sleep(forMs: number, countsSleep: boolean): void
  /** The computer's wall clock jumps by that much. */
  jump(byMs: number): void
  /** Starts a process on the computer. */
  startProcess(): ProcessClock
}

/** The clocks and timers of one process; `end` takes its timers away. */
export interface ProcessClock extends Clock {
  pending(): number
  end(): void
}

interface Due {
  readonly at: number
  readonly order: number
  act: (() => void) | null
}

/** Creates a world's time. */
export function createVirtualTime(): VirtualTime {
  const world = createAgenda()
  // Timers of processes are kept by the monotonic clock, which may stand still while the computer sleeps.
  const timers = createAgenda()
  let now = 0
  let lagMs = 0
  let wallMs = WORLD_BEGINS
  let order = 0

  // Whole milliseconds, so that sums are exact and a rest of a billionth is no timer of its own.
  const due = (at: number, act: () => void): Due => ({ at: Math.ceil(at), order: (order += 1), act })
  const nextOf = (): { agenda: Agenda; at: number } | null => {
    const first = world.first()
    const timer = timers.first()
    if (timer !== null && (first === null || timer.at + lagMs <= first.at)) {
      return { agenda: timers, at: timer.at + lagMs }
    }
    return first === null ? null : { agenda: world, at: first.at }
  }
  return {
    now: () => now,
    after(delayMs, act) {
      const entry = due(now + Math.max(0, delayMs), act)
      world.add(entry)
      return () => void (entry.act = null)
    },
    step(untilMs) {
      const next = nextOf()
      if (next === null || next.at > untilMs) {
        now = Math.max(now, untilMs)
        return false
      }
      now = Math.max(now, next.at)
      const entry = next.agenda.take()
      const act = entry.act
      entry.act = null
      act?.()
      return true
    },
    sleep(forMs, countsSleep) {
      now += forMs
      if (!countsSleep) lagMs += forMs
    },
    jump: (byMs) => void (wallMs += byMs),
    startProcess() {
      const startedAt = now - lagMs
      const mine = new Set<Due>()
      let ended = false
      return {
        now: () => wallMs + now,
        monotonic: () => now - lagMs - startedAt,
        uptime: () => now,
        after(delayMs, callback) {
          if (ended) return () => undefined
          const entry = due(now - lagMs + Math.max(0, delayMs), () => {
            mine.delete(entry)
            callback()
          })
          mine.add(entry)
          timers.add(entry)
          return () => {
            mine.delete(entry)
            entry.act = null
          }
        },
        pending: () => mine.size,
        end() {
          ended = true
          for (const entry of mine) entry.act = null
          mine.clear()
        },
      }
    },
  }
}

interface Agenda {
  add(entry: Due): void
  /** The next that was not called off. */
  first(): Due | null
  take(): Due
}

/** A binary heap by time, then by the order of asking. */
function createAgenda(): Agenda {
  const heap: Due[] = []
  const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

  const rise = (from: number, entry: Due): void => {
    let index = from
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !before(entry, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = entry
  }
  const sink = (entry: Due): void => {
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      const left = heap[child]
      const right = heap[child + 1]
      if (left === undefined) break
      if (right !== undefined && before(right, left)) child += 1
      const least = heap[child]
      if (least === undefined || !before(least, entry)) break
      heap[index] = least
      index = child
    }
    heap[index] = entry
  }
  const take = (): Due => {
    const [top] = heap
    const last = heap.pop()
    if (top === undefined || last === undefined) throw new RangeError('Nothing is due')
    if (heap.length > 0) sink(last)
    return top
  }
  return {
    add(entry) {
      heap.push(entry)
      rise(heap.length - 1, entry)
    },
    first() {
      while (heap[0]?.act === null) take()
      return heap[0] ?? null
    },
    take,
  }
}

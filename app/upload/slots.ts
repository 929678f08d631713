/** Permission to have one part in flight. Given back exactly once. */
export interface Slot {
  /** Safe to call twice. */
  release(): void
}

/** Who goes first: the lowest. Asked when a slot is free, because the user may want another order meanwhile. */
export type Rank = () => number

/** How many parts may be in flight at once, over all uploads. */
export interface Slots {
  /**
   * Waits for a free slot. Of those waiting, the lowest `rank` goes first, so that an upload whose session is
   * running is not slowed by one that could start later. Once `hurry` is aborted the slot is
   * given beyond the count, up to `MOST_IN_A_HURRY`, and others wait until that many fewer are in use. Rejects with the signal's reason when
   * aborted.
   */
  acquire(rank: Rank, signal: AbortSignal, hurry?: AbortSignal): Promise<Slot>
  /** How many are given out. */
  inUse(): number
  /** Whether someone waits for one. */
  isFull(): boolean
  /** Changes their number; those given out beyond it are not taken back. */
  setCount(count: number): void
}

interface Waiter {
  readonly rank: Rank
  readonly hurry: AbortSignal | undefined
  readonly give: (slot: Slot) => void
}

/** However little time is left: more connections would take the process's memory and file handles. */
const MOST_IN_A_HURRY = 64

/** Creates `first` slots. */
export function createSlots(first: number): Slots {
  const waiters: Waiter[] = []
  let count = first
  let inUse = 0

  const take = (): Slot => {
    inUse += 1
    let isHeld = true
    return {
      release() {
        if (!isHeld) return
        isHeld = false
        inUse -= 1
        giveFree()
      },
    }
  }
  const isFree = (hurry: AbortSignal | undefined): boolean =>
    inUse < (hurry?.aborted === true ? Math.max(count, MOST_IN_A_HURRY) : count)
  const giveFree = (): void => {
    for (let next = nextOf(); next !== undefined; next = nextOf()) next.give(take())
  }
  const nextOf = (): Waiter | undefined => lowestOf(waiters.filter(({ hurry }) => isFree(hurry)))

  return {
    inUse: () => inUse,
    isFull: () => waiters.length > 0,
    setCount(next) {
      count = next
      giveFree()
    },
    async acquire(rank, signal, hurry) {
      signal.throwIfAborted()
      if (isFree(hurry)) return take()
      return queueUp(waiters, { rank, signal, hurry, giveFree })
    },
  }
}

/** Of several with the same rank, the one that came first. */
const lowestOf = (waiters: readonly Waiter[]): Waiter | undefined =>
  waiters.reduce<Waiter | undefined>(
    (lowest, waiter) => (lowest === undefined || waiter.rank() < lowest.rank() ? waiter : lowest),
    undefined,
  )

interface Wish {
  readonly rank: Rank
  readonly signal: AbortSignal
  readonly hurry: AbortSignal | undefined
  readonly giveFree: () => void
}

function queueUp(waiters: Waiter[], { rank, signal, hurry, giveFree }: Wish): Promise<Slot> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      signal.removeEventListener('abort', giveUp)
      hurry?.removeEventListener('abort', giveFree)
      const index = waiters.indexOf(waiter)
      if (index !== -1) waiters.splice(index, 1)
    }
    const giveUp = (): void => {
      leave()
      reject(signal.reason as Error)
    }
    const waiter: Waiter = {
      ...{ rank, hurry },
      give(slot) {
        leave()
        resolve(slot)
      },
    }
    signal.addEventListener('abort', giveUp, { once: true })
    hurry?.addEventListener('abort', giveFree, { once: true })
    waiters.push(waiter)
  })
}

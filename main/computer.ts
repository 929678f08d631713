import { uptime } from 'node:os'
import type { Clock, ComputerEvents } from '../app/ports.ts'
import { addressesOf, networksOf } from './addresses.ts'

/** What the computer is like at a moment. */
export interface Look {
  /** How long it has been running, sleep included, in milliseconds: no clock that somebody may set. */
  readonly uptimeMs: number
  /** The networks it is in, in any words that differ when they do. */
  readonly networks: string
}

/** What has befallen it from one look to the next. */
export interface Change {
  /** How long it slept, or this process stood still; null when it did not. */
  readonly sleptMs: number | null
  readonly isNetworkOther: boolean
}

/** How often it is looked at. */
const LOOK_EVERY_MS = 2_000
/** A look that comes so much too late was not only held up by work. */
const LATE_MS = 5_000
/** Whoever tells of a wake this soon after another means the same one. */
const SAME_WAKE_MS = 5_000

/** What has happened between two looks. */
export function changeBetween(before: Look, now: Look): Change {
  const lateMs = now.uptimeMs - before.uptimeMs - LOOK_EVERY_MS
  return {
    sleptMs: lateMs >= LATE_MS ? lateMs : null,
    isNetworkOther: before.networks !== now.networks,
  }
}

/** The computer as it is now. */
export const lookAtComputer = (): Look => ({ uptimeMs: uptime() * 1000, networks: networksOf(addressesOf()) })

/** The computer, watched; to be closed with its host. */
export interface WatchedComputer extends ComputerEvents {
  /** The system says that it is awake again, after that much sleep if it knows. */
  wokeUp(sleptMs: number | null): void
  close(): void
}

/** Watches the computer by looking at it now and then: that shows what no system tells, and what it has missed. */
export function watchComputer(
  clock: Pick<Clock, 'after'>,
  look: () => Look = lookAtComputer,
): WatchedComputer {
  const onWake = new Set<(sleptMs: number | null) => void>()
  const onNetworkChange = new Set<() => void>()
  let last = look()
  let wokeAt = -Infinity

  const tellWake = (sleptMs: number | null): void => {
    if (last.uptimeMs - wokeAt < SAME_WAKE_MS) return
    wokeAt = last.uptimeMs
    for (const hear of onWake) hear(sleptMs)
  }
  const lookAgain = (): Change => {
    const now = look()
    const change = changeBetween(last, now)
    last = now
    return change
  }
  const tick = (): void => {
    callOff = clock.after(LOOK_EVERY_MS, tick)
    const { sleptMs, isNetworkOther } = lookAgain()
    if (sleptMs !== null) tellWake(sleptMs)
    if (isNetworkOther) for (const hear of onNetworkChange) hear()
  }
  let callOff = clock.after(LOOK_EVERY_MS, tick)
  return {
    onWake: (hear) => heardBy(onWake, hear),
    onNetworkChange: (hear) => heardBy(onNetworkChange, hear),
    wokeUp(sleptMs) {
      const { isNetworkOther } = lookAgain()
      tellWake(sleptMs)
      if (isNetworkOther) for (const hear of onNetworkChange) hear()
    },
    close: () => callOff(),
  }
}

function heardBy<Hear>(hearers: Set<Hear>, hear: Hear): () => void {
  hearers.add(hear)
  return () => void hearers.delete(hear)
}

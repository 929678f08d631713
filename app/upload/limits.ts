import { NO_LIMIT, type LimitInForce } from '../contract/limit-in-force.ts'
import { limitAt, localTimeOf, nextSwitch, ruleAt, type BandwidthChoice } from '../contract/limit-schedule.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { Clock, ComputerEvents } from '../ports.ts'
import type { PreferenceKeeper } from '../preferences.ts'
import type { BandwidthLimit } from './bandwidth-limit.ts'
import type { Links } from './link.ts'
import { createRoomForOthers, SHARE_TAKEN } from './room-for-others.ts'

/** Holds the bandwidth limit to what the user has chosen, whatever the hour. */
export interface Limits {
  view(): LimitInForce
  /** What the user has chosen is another. */
  lookAgain(): void
  /** Bytes of some part have left. */
  sent(bytes: number): void
  /** Ends the watching. */
  close(): void
}

/** What they are held with. */
export interface LimitParts {
  readonly clock: Clock
  readonly computer: ComputerEvents
  readonly bandwidth: BandwidthLimit
  readonly links: Pick<Links, 'hold'>
  readonly preferences: Pick<PreferenceKeeper, 'get'>
  readonly onChange: (limit: LimitInForce) => void
}

const MINUTE_MS = 60_000

/** Presigned URLs live that long, and parts are cut once for all of it. */
const PLANNED_AHEAD_MS = 60 * MINUTE_MS

/**
 * Creates them. Rules begin and end at whole minutes, so with a schedule the wall clock is asked at each: no change
 * of the season's time, of the time zone or by the user's hand puts that out.
 */
export function createLimits(parts: LimitParts): Limits {
  const { clock, computer, bandwidth, links, preferences, onChange } = parts
  let shown = NO_LIMIT
  let callOff = (): void => undefined
  let isClosed = false
  const room = createRoomForOthers(clock, lookAgain)

  function lookAgain(): void {
    callOff()
    if (isClosed) return
    const now = clock.now()
    const { schedule, bandwidthLimit } = preferences.get()
    const time = localTimeOf(now)
    const choice = limitAt(schedule, bandwidthLimit, time)
    room.set(choice === 'leave-room')
    const bytesPerSecond = typeof choice === 'number' ? choice : room.limit()
    bandwidth.set(bytesPerSecond)
    const uplink = room.uplink()
    const ahead = leastAhead(preferences.get(), now, uplink)
    links.hold({ isHeld: choice !== null, now: sustained(choice, uplink), ahead })
    if (schedule.isOn && schedule.rules.length > 0) {
      callOff = clock.after(MINUTE_MS - (now % MINUTE_MS), lookAgain)
    }
    show({
      ...{ choice, bytesPerSecond, isScheduled: ruleAt(schedule, time) !== null },
      until: nextSwitch(schedule, bandwidthLimit, now),
      uplink: choice === 'leave-room' ? uplink : null,
    })
  }
  function show(limit: LimitInForce): void {
    if (isSame(limit, shown)) return
    shown = limit
    onChange(limit)
  }
  const doubt = (): void => {
    room.doubt()
    lookAgain()
  }
  const stops = [computer.onWake(doubt), computer.onNetworkChange(doubt)]
  lookAgain()
  return {
    view: () => shown,
    lookAgain,
    sent: (bytes) => room.sent(bytes),
    close() {
      isClosed = true
      for (const stop of [callOff, ...stops]) stop()
    },
  }
}

const isSame = (a: LimitInForce, b: LimitInForce): boolean =>
  Object.entries(a).every(([name, value]) => b[name as keyof LimitInForce] === value)

/** What a choice comes to over a while, in bytes per second; null when it holds nothing back, or nobody knows. */
function sustained(choice: BandwidthChoice, uplink: number | null): number | null {
  if (choice !== 'leave-room') return choice
  return uplink === null ? null : uplink * SHARE_TAKEN
}

/** The least that any choice of the coming hour comes to. */
function leastAhead(
  { schedule, bandwidthLimit }: Preferences,
  now: number,
  uplink: number | null,
): number | null {
  let least = Infinity
  for (let at: number | null = now; at !== null && at < now + PLANNED_AHEAD_MS;) {
    const choice = limitAt(schedule, bandwidthLimit, localTimeOf(at))
    least = Math.min(least, sustained(choice, uplink) ?? Infinity)
    at = nextSwitch(schedule, bandwidthLimit, at)
  }
  return least === Infinity ? null : least
}

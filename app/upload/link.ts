import type { Clock } from '../ports.ts'
import type { LinkStore } from '../store/link-store.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import type { LinkEstimate } from './deadline.ts'
import { createPace } from './pace.ts'

/**
 * What a link is taken for before anything was sent over it: 5 Mbit/s, as slow as uplinks commonly are. Parts cut
 * for it also do on a faster one, where they only resume a little less finely.
 */
const UNKNOWN_BYTES_PER_SECOND = 625_000

/** How long Polar's presigned URLs live (polarsource/polar, server/polar/config.py, `S3_FILES_PRESIGN_TTL`). */
const USUAL_LIFETIME_SECONDS = 3600

/** Links get slower in the evening: plans leave this much of what was measured unused. */
const CAUTION = 0.8
/** After each session that was lost, the next plan trusts the link this much less. */
const CAUTION_AFTER_LOSS = 0.7

/** The speed that decisions go by is that of the last minute in which anything was in flight. */
const WINDOW = { longestMs: 60_000, shortestMs: 8_000 }
/** A speed is worth remembering once it was measured over this long, in milliseconds of sending. */
const WORTH_SAVING_MS = 5_000

/** Nothing moving for longer than this is an outage. */
const LONGEST_STILL_MS = 3_000

/** What holds back what is sent, over all links. */
export interface Hold {
  /** Whether anything is to be held back now: then what is measured says nothing of the link. */
  readonly isHeld: boolean
  /** Bytes per second that may go now; null for as much as the link carries. */
  readonly now: number | null
  /** The least of it at any moment of the coming hour; null as well. */
  readonly ahead: number | null
}

const NO_HOLD: Hold = { isHeld: false, now: null, ahead: null }

/** The way to one server: how fast it is, over all uploads, and how long its presigned URLs live. */
export interface Link {
  /** A part's sending begins; returns how to say that it has ended, with the bytes stored by it. */
  begin(): (storedBytes: number) => void
  sent(bytes: number): void
  /** Something else is held back from now on: the speed so far says nothing of what comes. */
  hold(by: Hold): void
  /** The lifetime of URLs just signed, in seconds. */
  learnLifetime(seconds: number): void
  /** The speed of the last minute of sending; optimistic at first, because the system buffers. Null too early. */
  measured(): number | null
  /** The speed of now, or of past uploads; null when there is none yet. */
  known(): number | null
  /** What to plan with, the more careful the more sessions were lost. */
  estimate(sessionsLost: number): LinkEstimate
}

/** Creates the link to a server from what past uploads told. */
export function createLink(serverUrl: string, store: LinkStore, clock: Clock): Link {
  let known = store.find(serverUrl)
  const busy = createBusyClock(clock)
  let pace = createPace(busy.elapsed, WINDOW)
  let held = NO_HOLD
  /** What was stored since the link was last left to itself. */
  let free = { sinceMs: 0, storedBytes: 0 }

  const save = (change: Partial<typeof known>): void => {
    known = { ...known, ...change }
    saveIfPossible(() => store.save(serverUrl, known))
  }
  const speed = (): number | null => pace.bytesPerSecond() ?? known.bytesPerSecond
  return {
    begin() {
      busy.begin()
      const stretch = free
      return (bytes) => {
        if (bytes > 0) busy.move()
        const busyMs = busy.elapsed() - free.sinceMs
        busy.end()
        if (bytes === 0 || held.isHeld || stretch !== free) return
        free.storedBytes += bytes
        if (busyMs >= WORTH_SAVING_MS) save({ bytesPerSecond: (free.storedBytes / busyMs) * 1000 })
      }
    },
    sent(bytes) {
      busy.move()
      pace.add(bytes)
    },
    hold(by) {
      if (by.isHeld !== held.isHeld) free = { sinceMs: busy.elapsed(), storedBytes: 0 }
      if (by.isHeld !== held.isHeld || by.now !== held.now) pace = createPace(busy.elapsed, WINDOW)
      held = by
    },
    learnLifetime(seconds) {
      if (known.lifetimeSeconds !== seconds) save({ lifetimeSeconds: seconds })
    },
    measured: () => pace.bytesPerSecond(),
    known: () => atMost(speed(), held.now),
    estimate: (sessionsLost) => ({
      bytesPerSecond: speedToPlanWith(speed(), held.ahead, sessionsLost),
      lifetimeSeconds: known.lifetimeSeconds ?? USUAL_LIFETIME_SECONDS,
    }),
  }
}

/** A speed that cannot be noted must not cost the ETag of the part it was measured with. */
function saveIfPossible(save: () => void): void {
  try {
    save()
  } catch (error) {
    if (asStorageFailure(error) === null) throw error
  }
}

function speedToPlanWith(speed: number | null, ahead: number | null, sessionsLost: number): number {
  const trusted = CAUTION * CAUTION_AFTER_LOSS ** Math.min(sessionsLost, 8)
  const expected = atMost(speed, ahead)
  if (expected !== null) return expected * trusted
  return Math.min(UNKNOWN_BYTES_PER_SECOND, (ahead ?? Infinity) * trusted)
}

const atMost = (speed: number | null, limit: number | null): number | null =>
  speed === null || limit === null ? speed : Math.min(speed, limit)

/** Time in which something moved: neither a pause nor an outage says anything about the speed of a link. */
function createBusyClock(clock: Clock) {
  let inFlight = 0
  let busyMs = 0
  let movedAt = 0
  const elapsed = (): number =>
    busyMs + (inFlight > 0 ? Math.min(clock.monotonic() - movedAt, LONGEST_STILL_MS) : 0)
  return {
    elapsed,
    begin() {
      if (inFlight === 0) movedAt = clock.monotonic()
      inFlight += 1
    },
    move() {
      busyMs = elapsed()
      movedAt = clock.monotonic()
    },
    end() {
      inFlight -= 1
    },
  }
}

/** The links to all servers. */
export interface Links {
  /** Null stands for a server nobody has signed in to yet. */
  of(serverUrl: string | null): Link
  /** Tells all of them what is held back from now on. */
  hold(by: Hold): void
}

/** Creates the links. */
export function createLinks(store: LinkStore, clock: Clock): Links {
  const links = new Map<string, Link>()
  let held = NO_HOLD
  return {
    hold(by) {
      held = by
      for (const link of links.values()) link.hold(by)
    },
    of(serverUrl) {
      const name = serverUrl ?? ''
      const known = links.get(name)
      if (known !== undefined) return known
      const link = createLink(name, store, clock)
      link.hold(held)
      links.set(name, link)
      return link
    },
  }
}

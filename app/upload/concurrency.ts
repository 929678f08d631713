/** Fewer leave a link idle between parts; more starve each other, and gain nothing that was ever measured. */
export const FEWEST_PARTS = 2
/** The most parts in flight at once. */
export const MOST_PARTS = 16
/** Where to begin, before anything is known. */
export const FIRST_PARTS = 4

/**
 * What each connection must get, in bytes per second, for none to fall silent: S3 hangs up after about 20 s without a
 * byte, and a system's buffer may take that long to drain on less.
 */
const LEAST_PER_PART = 32 * 1024

/** A rise is one when the speed grows by this share at least: below is noise. */
const RISE = 0.06
/** How many looks in a row to stay after a step that gained nothing, before another is tried. */
const REST = 6
/** The same after trouble. */
const REST_AFTER_TROUBLE = 15

/** A server that asks to slow down is obeyed at once; connections that break count when this share of parts does. */
const TROUBLED_SHARE = 0.3
/** So many, of late, at least: one broken connection is chance. */
const TROUBLED_LEAST = 3
/** How much of what was counted is still of weight one look later. */
const MEMORY = 0.8

/** How many parts are in flight at once, and what that was found out by. */
export interface Concurrency {
  readonly parts: number
  /** The speed with `bestParts` in flight, in bytes per second; null before the first look. */
  readonly best: number | null
  readonly bestParts: number
  /** Looks to let pass before the next step. */
  readonly rest: number
  /** Whether every step so far was a gain: then steps are large. */
  readonly isClimbing: boolean
  /** Parts broken and parts stored of late, older ones weighing less. */
  readonly broken: number
  readonly stored: number
}

/** What a look sees of the time since the last one. */
export interface Look {
  readonly bytesPerSecond: number
  /** Whether all slots were in use: else the speed says nothing about their number. */
  readonly isBusy: boolean
  readonly stored: number
  /** Parts that broke on the way: time-outs, resets. */
  readonly broken: number
  /** Answers that ask to slow down. */
  readonly slowDowns: number
}

/** Where every link begins. */
export const FIRST_CONCURRENCY: Concurrency = {
  parts: FIRST_PARTS,
  best: null,
  bestParts: FIRST_PARTS,
  rest: 0,
  isClimbing: true,
  broken: 0,
  stored: 0,
}

/**
 * How many parts to have in flight next: more while the speed rises with them, back to what was best when it does
 * not, half when the server or the way to it cannot bear them, and never so many that one may fall silent.
 */
export function nextConcurrency(before: Concurrency, look: Look): Concurrency {
  const broken = before.broken * MEMORY + look.broken
  const stored = before.stored * MEMORY + look.stored
  const now = { ...before, broken, stored }
  const isTroubled = broken >= TROUBLED_LEAST && broken / (broken + stored) > TROUBLED_SHARE
  if (look.slowDowns > 0 || isTroubled) return afterTrouble(now, look)
  if (!look.isBusy) return now
  const { bytesPerSecond: speed } = look
  if (now.rest > 0) {
    const parts = bounded(now.parts, speed)
    return { ...now, parts, rest: now.rest - 1, best: speed, bestParts: parts }
  }
  return climb(now, speed)
}

function afterTrouble(now: Concurrency, { bytesPerSecond }: Look): Concurrency {
  const parts = bounded(Math.floor(now.parts / 2), bytesPerSecond)
  return {
    ...{ parts, best: null, bestParts: parts, rest: REST_AFTER_TROUBLE },
    ...{ isClimbing: false, broken: 0, stored: 0 },
  }
}

function climb(now: Concurrency, speed: number): Concurrency {
  const isGain = now.best === null || speed > now.best * (1 + RISE)
  if (!isGain && now.parts !== now.bestParts) {
    return { ...now, parts: bounded(now.bestParts, speed), rest: REST, isClimbing: false }
  }
  const step = now.isClimbing ? Math.ceil(now.parts / 2) : 1
  const parts = bounded(now.parts + step, speed)
  return { ...now, parts, best: speed, bestParts: now.parts, rest: parts === now.parts ? REST : 0 }
}

function bounded(parts: number, bytesPerSecond: number): number {
  const most = Math.min(MOST_PARTS, Math.floor(bytesPerSecond / LEAST_PER_PART))
  return Math.max(FEWEST_PARTS, Math.min(parts, most))
}

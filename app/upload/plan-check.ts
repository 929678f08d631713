import { canStartAll, type LinkEstimate } from './deadline.ts'
import { planParts, type Part } from './part-plan.ts'
import type { RunContext } from './run-context.ts'

/** Cutting anew means reading the whole file again, so it must be worth it: parts at least this much larger. */
const WORTH_IT = 1.5

/**
 * Says whether the parts a file is cut into are too small to start all of them in time, as far as the link is known,
 * and larger ones would do better. Never twice for the same parts, and seldom in a row, because each answer makes them
 * half as large again.
 */
export function isPlanTooFine(run: RunContext, parts: readonly Part[]): boolean {
  const { sizeBytes, sessionsLost } = run.upload()
  const link = run.link().estimate(sessionsLost)
  const partBytes = sizeOf(parts[0])
  const canStart = canStartAll({
    ...link,
    leftBytes: sizeBytes,
    partBytes,
    secondsLeft: link.lifetimeSeconds,
  })
  return !canStart && hasBetter(sizeBytes, partBytes, link)
}

/**
 * The same amid the sending, by what is measured: `sentInFlight` bytes of parts under way have left, and the
 * presigned URLs have `secondsLeft` to live.
 */
export function isHopeless(run: RunContext, secondsLeft: number, sentInFlight: number): boolean {
  const bytesPerSecond = run.link().measured()
  if (bytesPerSecond === null) return false
  const { sizeBytes, sessionsLost } = run.upload()
  const { lifetimeSeconds } = run.link().estimate(sessionsLost)
  const partBytes = sizeOf(run.store.parts.plan(run.id)[0])
  const leftBytes = sizeBytes - run.meter.storedBytes() - sentInFlight
  if (canStartAll({ leftBytes, partBytes, bytesPerSecond, lifetimeSeconds, secondsLeft })) return false
  return hasBetter(sizeBytes, partBytes, run.link().estimate(sessionsLost + 1))
}

function hasBetter(sizeBytes: number, partBytes: number, link: LinkEstimate): boolean {
  return sizeOf(planParts(sizeBytes, { link })[0]) >= partBytes * WORTH_IT
}

const sizeOf = (part: Part | undefined): number => (part === undefined ? 0 : part.end - part.start)

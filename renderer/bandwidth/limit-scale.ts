/** The slider's steps: from a trickle to about a gigabit, each a little more than the last, as ears and links have it. */
const LOWEST = 64_000
const HIGHEST = 130_000_000

/** The slider's last step. */
export const LAST_STEP = 60

const FACTOR = (HIGHEST / LOWEST) ** (1 / LAST_STEP)

/** The bytes a second that a step stands for, rounded to two digits as one would say it. */
export function limitAt(step: number): number {
  const exact = LOWEST * FACTOR ** step
  const unit = 10 ** (Math.floor(Math.log10(exact)) - 1)
  return Math.round(exact / unit) * unit
}

/** The step closest to a limit. */
export function stepOf(bytesPerSecond: number): number {
  const step = Math.round(Math.log(bytesPerSecond / LOWEST) / Math.log(FACTOR))
  return Math.max(0, Math.min(LAST_STEP, step))
}

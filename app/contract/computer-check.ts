/** What of this computer and its way to Polar can be checked, in the order it is shown. */
export const CHECKS = [
  'keychain',
  'disk',
  'database',
  'clock',
  'polar',
  'token',
  'bucket',
  'way',
  'rate',
] as const

/** Names one check. */
export type CheckName = (typeof CHECKS)[number]

/** How a check came out: nothing to do, good to know, or something that keeps uploads from working. */
export type Verdict = 'good' | 'worth-knowing' | 'bad'

/** What one check found. */
export interface CheckAnswer {
  readonly check: CheckName
  readonly verdict: Verdict
  /** A sentence or two: what was found and, if it is bad, what to do. */
  readonly message: string
}

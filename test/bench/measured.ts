import type { Figure } from './figure.ts'

/** What a bench has found. */
export interface Measured {
  /** Lines for the table before the figures. */
  readonly lines?: readonly string[]
  readonly figures: readonly Figure[]
  /** Every single run, for whoever wants to look closer; plain data. */
  readonly runs?: unknown
  /** What was measured against, by name. */
  readonly versions?: Readonly<Record<string, string>>
}

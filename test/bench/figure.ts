import { cpus, release, totalmem, type } from 'node:os'

/** One number of a benchmark. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it has to be, in words; null when it is only told. */
  readonly wanted: string | null
  /** Whether it is; true when nothing is wanted. */
  readonly isReached: boolean
}

/** A number that may be so much at most. */
export const atMost = (name: string, value: number, unit: string, most: number): Figure => ({
  ...{ name, value, unit, wanted: `at most ${most}`, isReached: value <= most },
})

/** A number that has to be so much at least. */
export const atLeast = (name: string, value: number, unit: string, least: number): Figure => ({
  ...{ name, value, unit, wanted: `at least ${least}`, isReached: value >= least },
})

/** A number that is only told. */
export const told = (name: string, value: number, unit: string): Figure => ({
  ...{ name, value, unit, wanted: null, isReached: true },
})

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [below = NaN, above = NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? above : (below + above) / 2
}

/** The figure as a line of a table. */
export function lineOf({ name, value, unit, wanted, isReached }: Figure): string {
  const mark = wanted === null ? '    ' : isReached ? 'good' : 'BAD '
  const shown = value >= 100 ? value.toFixed(0) : value.toPrecision(3)
  return `${mark} | ${name.padEnd(64)} | ${shown.padStart(8)} ${unit.padEnd(10)} | ${wanted ?? ''}`
}

/** The machine it was measured on, as far as that matters. */
export const machine = () => ({
  system: `${type()} ${release()}`,
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryBytes: totalmem(),
  node: process.version,
})

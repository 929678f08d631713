import { parseArgs } from 'node:util'

/** The size of the large file, in MiB, unless another is asked for. */
export const FULL_SIZE_MIB = 4096

/** How to measure. */
export interface BenchOptions {
  /** Only benches with this in their name. */
  readonly only: string
  /** Of how many runs the middle one counts. */
  readonly runs: number
  /** The size of the large file, in MiB. */
  readonly sizeMiB: number
}

/** The words say nothing that can be done; the message is a sentence. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError'
}

const OPTIONS = {
  only: { type: 'string', default: '' },
  runs: { type: 'string', default: '5' },
  'size-mib': { type: 'string', default: String(FULL_SIZE_MIB) },
} as const

/** Reads them from the words of the command. Throws `OptionsError`. */
export function readBenchOptions(words: readonly string[], names: readonly string[]): BenchOptions {
  const values = parse(words)
  if (!names.some((name) => name.includes(values.only)))
    throw new OptionsError(`No bench has “${values.only}” in its name. There are: ${names.join(', ')}.`)
  return {
    only: values.only,
    runs: wholeNumber('runs', values.runs),
    sizeMiB: wholeNumber('size-mib', values['size-mib']),
  }
}

function parse(words: readonly string[]) {
  try {
    // npm takes the `--` before a script's own options away; whoever runs the file may still write it.
    return parseArgs({ args: words.filter((word) => word !== '--'), options: OPTIONS }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new OptionsError(`${reason} There are --only NAME, --runs N and --size-mib N.`)
  }
}

function wholeNumber(name: string, value: string): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value)
  throw new OptionsError(`--${name} takes a whole number from 1, not “${value}”.`)
}

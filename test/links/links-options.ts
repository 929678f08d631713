import { parseArgs } from 'node:util'
import { OptionsError } from '../bench/bench-options.ts'

/** What to run and print. */
export interface LinksOptions {
  /** Only what has this in its name. */
  readonly only: string
  /** Only a handful of rows. */
  readonly quick: boolean
  /** Prints the tables in Markdown too. */
  readonly markdown: boolean
}

const OPTIONS = {
  only: { type: 'string', default: '' },
  quick: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
} as const

/** Reads them from the words of the command. Throws `OptionsError`. */
export function readLinksOptions(words: readonly string[], names: readonly string[]): LinksOptions {
  const options = parse(words)
  if (!names.some((name) => name.includes(options.only)))
    throw new OptionsError(`No link has “${options.only}” in its name. There are:\n${names.join('\n')}`)
  return options
}

function parse(words: readonly string[]): LinksOptions {
  try {
    // npm takes the `--` before a script's own options away; whoever runs the file may still write it.
    return parseArgs({ args: words.filter((word) => word !== '--'), options: OPTIONS }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new OptionsError(`${reason} There are --only NAME, --quick and --markdown.`)
  }
}

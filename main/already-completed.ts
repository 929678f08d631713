import { basename } from 'node:path'
import type { AddReport } from '../app/contract/add-request.ts'
import type { HostLanguage } from './host-language.ts'

/** How many files are named before the rest is only counted. */
const NAMED = 10

/** What to ask about files that are in Polar already, or null when none is. The first button uploads them again. */
export function askAboutCompleted(
  { alreadyCompleted }: Pick<AddReport, 'alreadyCompleted'>,
  { words }: Pick<HostLanguage, 'words'>,
): {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly [again: string, leave: string]
} | null {
  const paths = alreadyCompleted.map(({ path }) => path)
  const [first] = paths
  if (first === undefined) return null
  const isOne = paths.length === 1
  const { one, several, oneUnchanged, severalUnchanged, again, leave } = words.completed
  const more = paths.length > NAMED ? [words.refused.more(paths.length - NAMED)] : []
  return {
    message: isOne ? one(basename(first)) : several(paths.length),
    detail: isOne
      ? oneUnchanged
      : [severalUnchanged, [...paths.slice(0, NAMED), ...more].join('\n')].join('\n\n'),
    buttons: [again, leave],
  }
}

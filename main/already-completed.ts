import { basename } from 'node:path'
import type { AddReport } from '../app/contract/add-request.ts'

/** How many files are named before the rest is only counted. */
const NAMED = 10

/** What to ask about files that are in Polar already, or null when none is. The first button uploads them again. */
export function askAboutCompleted({ alreadyCompleted }: Pick<AddReport, 'alreadyCompleted'>): {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly [again: string, leave: string]
} | null {
  const paths = alreadyCompleted.map(({ path }) => path)
  const [first] = paths
  if (first === undefined) return null
  const isOne = paths.length === 1
  const more = paths.length > NAMED ? [`And ${paths.length - NAMED} more.`] : []
  return {
    message: isOne
      ? `“${basename(first)}” is in Polar already`
      : `${paths.length} files are in Polar already`,
    detail: [
      `${isOne ? 'Its size and date' : 'Their sizes and dates'} have not changed since, so ${isOne ? 'it is' : 'they are'} not uploaded once more.`,
      ...(isOne ? [] : [[...paths.slice(0, NAMED), ...more].join('\n')]),
    ].join('\n\n'),
    buttons: ['Upload again', 'Leave as is'],
  }
}

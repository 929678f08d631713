import type { AddReport } from '../app/contract/add-request.ts'
import type { HostLanguage } from './host-language.ts'

/** How many refusals are named before the rest is only counted. */
const NAMED = 5

/** What to say about files that were not added, or null when all were. */
export function describeRefusals(
  { refused }: Pick<AddReport, 'refused'>,
  { words: { refused: words }, translate }: HostLanguage,
): { readonly message: string; readonly detail: string } | null {
  if (refused.length === 0) return null
  const lines = refused.slice(0, NAMED).map(({ path, message }) => `${path}\n${translate(message)}`)
  const more = refused.length > NAMED ? [words.more(refused.length - NAMED)] : []
  return {
    message: words.title(refused.length),
    detail: [...lines, ...more].join('\n\n'),
  }
}

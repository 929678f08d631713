import type { AddReport } from '../app/contract/add-request.ts'

/** How many refusals are named before the rest is only counted. */
const NAMED = 5

/** What to say about files that were not added, or null when all were. */
export function describeRefusals({
  refused,
}: Pick<AddReport, 'refused'>): { readonly message: string; readonly detail: string } | null {
  if (refused.length === 0) return null
  const lines = refused.slice(0, NAMED).map(({ path, message }) => `${path}\n${message}`)
  const more = refused.length > NAMED ? [`And ${refused.length - NAMED} more.`] : []
  return {
    message: refused.length === 1 ? 'One file was not added' : `${refused.length} files were not added`,
    detail: [...lines, ...more].join('\n\n'),
  }
}

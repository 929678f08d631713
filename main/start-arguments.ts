import { resolve } from 'node:path'
import { pathsInUriList } from './clipboard-formats.ts'

/**
 * The files given when the app was started, as absolute paths; desktops give paths or `file:` URLs. What begins
 * with a dash is a switch, until `--`. When Electron runs the checkout (`electron .`), the first word is the app.
 */
export function pathsGiven(
  words: readonly string[],
  { isCheckout, workingFolder }: { readonly isCheckout: boolean; readonly workingFolder: string },
): readonly string[] {
  const end = words.indexOf('--')
  const before = (end < 0 ? words : words.slice(0, end)).filter((word) => !word.startsWith('-'))
  const after = end < 0 ? [] : words.slice(end + 1)
  return [...before, ...after]
    .slice(isCheckout ? 1 : 0)
    .map((word) => pathsInUriList(word)[0] ?? resolve(workingFolder, word))
}

import { resolve } from 'node:path'
import { pathsInUriList } from './clipboard-formats.ts'

/** Begins the word that names the data folder, for what can start us with words, but with no variables. */
export const DATA_FOLDER_SWITCH = '--data-folder='

/** The data folder that is named when the app is started; null when none is. */
export const dataFolderGiven = (words: readonly string[]): string | null =>
  words.find((word) => word.startsWith(DATA_FOLDER_SWITCH))?.slice(DATA_FOLDER_SWITCH.length) || null

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

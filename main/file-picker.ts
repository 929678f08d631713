import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { DesktopWording } from './wording.ts'

const dialogFor = (kind: 'files' | 'folder', words: DesktopWording): OpenDialogOptions => ({
  title: kind === 'files' ? words.pickFiles : words.pickFolder,
  buttonLabel: words.pick,
  properties: [kind === 'files' ? 'openFile' : 'openDirectory', 'multiSelections'],
})

/** Opens the system's picker over the window; gives the paths chosen, none when it was dismissed. */
export async function pickPaths(
  kind: 'files' | 'folder',
  window: BrowserWindow | null,
  words: DesktopWording,
): Promise<readonly string[]> {
  const options = dialogFor(kind, words)
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return filePaths
}

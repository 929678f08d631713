import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { DesktopWording } from './wording.ts'

const dialogFor = (kind: 'files' | 'folder', words: DesktopWording): OpenDialogOptions => ({
  title: kind === 'files' ? words.pickFiles : words.pickFolder,
  buttonLabel: words.pick,
  properties: [kind === 'files' ? 'openFile' : 'openDirectory', 'multiSelections'],
})

/** Has the user say where a file is now, beginning where it was; null when that was dismissed. */
export async function pickMovedFile(
  name: string,
  path: string,
  window: BrowserWindow | null,
  words: DesktopWording,
): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: words.findFile(name),
    buttonLabel: words.choose,
    defaultPath: path,
    properties: ['openFile'],
  }
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return filePaths[0] ?? null
}

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

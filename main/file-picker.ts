import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'

const DIALOGS: Readonly<Record<'files' | 'folder', OpenDialogOptions>> = {
  files: { title: 'Add files', buttonLabel: 'Add', properties: ['openFile', 'multiSelections'] },
  folder: { title: 'Add a folder', buttonLabel: 'Add', properties: ['openDirectory', 'multiSelections'] },
}

/** Has the user say where a file is now, beginning where it was; null when that was dismissed. */
export async function pickMovedFile(
  name: string,
  path: string,
  window: BrowserWindow | null,
): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: `Where is “${name}” now?`,
    buttonLabel: 'Choose',
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
): Promise<readonly string[]> {
  const options = DIALOGS[kind]
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return filePaths
}

import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'

const DIALOGS: Readonly<Record<'files' | 'folder', OpenDialogOptions>> = {
  files: { title: 'Add files', buttonLabel: 'Add', properties: ['openFile', 'multiSelections'] },
  folder: { title: 'Add a folder', buttonLabel: 'Add', properties: ['openDirectory', 'multiSelections'] },
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

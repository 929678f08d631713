import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron'
import type { Diagnostics } from './diagnostics.ts'

/**
 * Asks where to save the diagnostics, and writes them there; says whether that was done. Throws `UploadError` when they cannot be
 * written.
 */
export async function saveDiagnostics(
  diagnostics: Pick<Diagnostics, 'save'>,
  window: BrowserWindow | null,
): Promise<boolean> {
  const options: SaveDialogOptions = {
    title: 'Save the diagnostics',
    defaultPath: 'polar-uploader-diagnostics.zip',
    filters: [{ name: 'Zip', extensions: ['zip'] }],
  }
  const { filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  if (filePath === '') return false
  await diagnostics.save(filePath)
  return true
}

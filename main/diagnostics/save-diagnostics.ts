import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron'
import type { DesktopWording } from '../wording.ts'
import type { Diagnostics } from './diagnostics.ts'

/**
 * Asks where to save the diagnostics, and writes them there; says whether that was done. Throws `UploadError` when they cannot be
 * written.
 */
export async function saveDiagnostics(
  diagnostics: Pick<Diagnostics, 'save'>,
  window: BrowserWindow | null,
  words: DesktopWording,
): Promise<boolean> {
  const options: SaveDialogOptions = {
    title: words.saveDiagnostics,
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

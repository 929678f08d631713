import { shell } from 'electron'
import { EXTERNAL_PAGES } from '../app/contract/external-page.ts'
import type { UploadCommands, WindowCommands } from '../app/contract/upload-api.ts'
import { readCopiedFiles } from './clipboard-files.ts'
import type { CurrentUploads } from './current-uploads.ts'
import { pickPaths } from './file-picker.ts'
import { saveReceipt } from './save-receipt.ts'
import type { MainWindow } from './window.ts'

/** What the window may ask of the desktop. */
export function createWindowCommands(
  window: Pick<MainWindow, 'current'>,
  uploads: Pick<CurrentUploads, 'find'>,
  commands: Pick<UploadCommands, 'add' | 'receipt'>,
): WindowCommands {
  const addAny = async (paths: readonly string[]) => (paths.length === 0 ? null : commands.add({ paths }))
  return {
    pick: async (kind) => addAny(await pickPaths(kind, window.current())),
    pasteFiles: async () => addAny(await readCopiedFiles()),
    showInFolder: async (id) => {
      const upload = uploads.find(id)
      if (upload !== undefined) shell.showItemInFolder(upload.path)
      return Promise.resolve()
    },
    async saveReceipt(id) {
      const receipt = await commands.receipt(id)
      if (receipt !== null) await saveReceipt(receipt, window.current())
    },
    openPage: (page) => shell.openExternal(EXTERNAL_PAGES[page]),
  }
}

import { readFile } from 'node:fs/promises'
import { shell } from 'electron'
import { EXTERNAL_PAGES } from '../app/contract/external-page.ts'
import type { UploadCommands, WindowCommands } from '../app/contract/upload-api.ts'
import { readCopiedFiles } from './clipboard-files.ts'
import type { CurrentUploads } from './current-uploads.ts'
import { pickPaths } from './file-picker.ts'
import { saveReceipt } from './save-receipt.ts'
import { saveDiagnostics } from './diagnostics/save-diagnostics.ts'
import type { Diagnostics } from './diagnostics/diagnostics.ts'
import type { MainWindow } from './window.ts'

/** What the help answers with. */
export interface HelpParts {
  readonly diagnostics: Diagnostics
  /** The file with the licenses of everything the app is shipped with. */
  readonly licenses: string
}

/** What the window may ask of the desktop. */
export function createWindowCommands(
  window: Pick<MainWindow, 'current'>,
  uploads: Pick<CurrentUploads, 'find'>,
  commands: Pick<UploadCommands, 'add' | 'receipt'>,
  { diagnostics, licenses }: HelpParts,
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
    check: (name) => diagnostics.check(name),
    stopChecking: () => {
      diagnostics.stop()
      return Promise.resolve()
    },
    saveDiagnostics: () => saveDiagnostics(diagnostics, window.current()),
    about: () => Promise.resolve(diagnostics.about()),
    licenses: () => readFile(licenses, 'utf8'),
    openPage: (page) => shell.openExternal(EXTERNAL_PAGES[page]),
  }
}

import { readFile } from 'node:fs/promises'
import { shell } from 'electron'
import { EXTERNAL_PAGES } from '../app/contract/external-page.ts'
import type { WindowCommands } from '../app/contract/upload-api.ts'
import type { App } from '../app/create-app.ts'
import { readCopiedFiles } from './clipboard-files.ts'
import type { CurrentUploads } from './current-uploads.ts'
import type { Diagnostics } from './diagnostics/diagnostics.ts'
import { saveDiagnostics } from './diagnostics/save-diagnostics.ts'
import { loginItem } from './electron-login-item.ts'
import { pickMovedFile, pickPaths } from './file-picker.ts'
import type { CurrentLanguage } from './host-language.ts'
import { offerListCommands } from './list-menu.ts'
import { createMovedFiles } from './moved-files.ts'
import { saveReceipt } from './save-receipt.ts'
import type { WindowRequests } from './window-requests.ts'
import type { MainWindow } from './window.ts'

/** Who answers. */
export interface WindowServices {
  readonly uploader: Pick<App, 'commands'>
  readonly window: Pick<MainWindow, 'current'>
  readonly uploads: Pick<CurrentUploads, 'find'>
  readonly requests: Pick<WindowRequests, 'take'>
  readonly language: Pick<CurrentLanguage, 'get'>
  readonly dataFolder: string
  readonly help: HelpParts
}

/** What the help answers with. */
export interface HelpParts {
  readonly diagnostics: Diagnostics
  /** The file with the licenses of everything the app is shipped with. */
  readonly licenses: string
}

/** What the window may ask of the desktop. */
export function createWindowCommands({
  uploader: { commands },
  window,
  uploads,
  requests,
  dataFolder,
  language,
  help,
}: WindowServices): WindowCommands {
  const addAny = async (paths: readonly string[]) => (paths.length === 0 ? null : commands.add({ paths }))
  const movedFiles = createMovedFiles({
    commands,
    find: (id) => uploads.find(id),
    pick: ({ name, path }) => pickMovedFile(name, path, window.current(), language.get().words),
  })
  return {
    pick: async (kind) => addAny(await pickPaths(kind, window.current(), language.get().words)),
    pasteFiles: async () => addAny(await readCopiedFiles()),
    chooseFile: (id) => movedFiles.choose(id),
    addChosen: () => movedFiles.addChosen(),
    offerInMenu: (offered) => {
      offerListCommands(offered)
      return Promise.resolve()
    },
    showInFolder: async (id) => {
      const upload = uploads.find(id)
      if (upload !== undefined) shell.showItemInFolder(upload.path)
      return Promise.resolve()
    },
    async saveReceipt(id) {
      const receipt = await commands.receipt(id)
      if (receipt !== null) await saveReceipt(receipt, window.current(), language.get())
    },
    takeRequest: () => Promise.resolve(requests.take()),
    // What the system refuses rejects, as any answer from another process would.
    desktopSettings: () => new Promise((resolve) => resolve({ startsAtLogin: loginItem.isOn(), dataFolder })),
    startAtLogin: (isOn) =>
      new Promise((resolve) => {
        loginItem.set(isOn)
        resolve()
      }),
    showDataFolder: () => shell.openPath(dataFolder).then(() => undefined),
    ...helpCommands(help, window, language),
    openPage: (page) => shell.openExternal(EXTERNAL_PAGES[page]),
  }
}

/** What the help asks for. */
const helpCommands = (
  { diagnostics, licenses }: HelpParts,
  window: Pick<MainWindow, 'current'>,
  language: Pick<CurrentLanguage, 'get'>,
): Pick<WindowCommands, 'check' | 'stopChecking' | 'saveDiagnostics' | 'about' | 'licenses'> => ({
  check: (name) => diagnostics.check(name),
  stopChecking: () => {
    diagnostics.stop()
    return Promise.resolve()
  },
  saveDiagnostics: () => saveDiagnostics(diagnostics, window.current(), language.get().words),
  about: () => Promise.resolve(diagnostics.about()),
  licenses: () => readFile(licenses, 'utf8'),
})

import { shell } from 'electron'
import { EXTERNAL_PAGES } from '../app/contract/external-page.ts'
import type { WindowCommands } from '../app/contract/upload-api.ts'
import { readCopiedFiles } from './clipboard-files.ts'
import type { App } from '../app/create-app.ts'
import type { CurrentUploads } from './current-uploads.ts'
import { pickPaths } from './file-picker.ts'
import { loginItem } from './login-item.ts'
import { saveReceipt } from './save-receipt.ts'
import type { WindowRequests } from './window-requests.ts'
import type { MainWindow } from './window.ts'

/** Who answers. */
export interface WindowServices {
  readonly uploader: Pick<App, 'commands'>
  readonly window: Pick<MainWindow, 'current'>
  readonly uploads: Pick<CurrentUploads, 'find'>
  readonly requests: Pick<WindowRequests, 'take'>
  readonly dataFolder: string
}

/** What the window may ask of the desktop. */
export function createWindowCommands({
  uploader: { commands },
  window,
  uploads,
  requests,
  dataFolder,
}: WindowServices): WindowCommands {
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
    takeRequest: () => Promise.resolve(requests.take()),
    // What the system refuses rejects, as any answer from another process would.
    desktopSettings: () => new Promise((resolve) => resolve({ startsAtLogin: loginItem.isOn(), dataFolder })),
    startAtLogin: (isOn) => new Promise((resolve) => resolve(loginItem.set(isOn))),
    showDataFolder: () => shell.openPath(dataFolder).then(() => undefined),
    openPage: (page) => shell.openExternal(EXTERNAL_PAGES[page]),
  }
}

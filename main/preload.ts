import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { AddReport, AddRequest } from '../app/contract/add-request.ts'
import { COMMANDS, KEPT_FROM_PAGE, WINDOW_COMMANDS, type Bridge } from '../app/contract/upload-api.ts'
import { speechInQuery } from '../app/contract/language.ts'
import { valueOf, type Reply } from './reply.ts'
import { DESKTOP_WORDS } from './wording.ts'

/** The page's URL says what is spoken in it; this project knows of no page otherwise. */
const { location } = globalThis as unknown as { readonly location: { readonly search: string } }
const words = DESKTOP_WORDS[speechInQuery(location.search).language]

/** Asks the main process; rejects with an `Error` whose message is a sentence for the user. */
async function call<T>(name: string, argument: unknown): Promise<T> {
  return valueOf((await ipcRenderer.invoke(name, argument)) as Reply<T>)
}

/** Adds the files that are on a disk, and names those that are not, such as a picture copied from a page. */
async function addFiles(files: readonly unknown[]): Promise<AddReport> {
  const found = (files as readonly File[]).map(({ name }, index) => ({
    name,
    path: webUtils.getPathForFile(files[index] as File),
  }))
  const request: AddRequest = { paths: found.map(({ path }) => path).filter((path) => path !== '') }
  const report = await call<AddReport>('add', request)
  const homeless = found
    .filter(({ path }) => path === '')
    .map(({ name }) => ({ path: name, message: words.notAFile(name) }))
  return { ...report, refused: [...report.refused, ...homeless] }
}

// Paths stay out of the page: it hands over `File`s instead, or has the host ask the user.
const names = [...Object.keys(COMMANDS), ...Object.keys(WINDOW_COMMANDS)].filter(
  (name) => !(KEPT_FROM_PAGE as readonly string[]).includes(name),
)

const bridge: Bridge = {
  // The names come from the tables the type is checked against; `fromEntries` forgets them.
  commands: Object.fromEntries(
    names.map((name) => [name, (argument?: unknown) => call(name, argument)]),
  ) as unknown as Bridge['commands'],
  addFiles,
  on(name, tell) {
    const listener = (_event: unknown, payload: Parameters<typeof tell>[0]): void => tell(payload)
    ipcRenderer.on(name, listener)
    return () => void ipcRenderer.off(name, listener)
  },
}

contextBridge.exposeInMainWorld('polarUploader', bridge)

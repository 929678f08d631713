import { resolve } from 'node:path'
import type { App } from '../../app/create-app.ts'
import { formatBytes } from '../../app/contract/format.ts'
import { canRemove, type UploadView } from '../../app/contract/upload-view.ts'
import type { Command } from './arguments.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printJson, printLine, printError, type Terminal } from './terminal.ts'

/**
 * Takes uploads off the list, as the window does: one that is unfinished is canceled first, and what is stored of it
 * is thrown away. Nobody need be signed in; what was begun at Polar is deleted once somebody is.
 */
export async function runRemoveCommand(
  app: App,
  { wanted, json }: Extract<Command, { kind: 'remove' }>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { commands } = app
  // Takes up what an earlier process left at work, and works on none of it.
  await app.start([])
  const uploads = await commands.list()
  const stored = new Map((await commands.progress()).map(({ id, storedBytes }) => [id, storedBytes]))
  const found = wanted.map((word) => ({ word, those: findWanted(uploads, word) }))
  const those = new Set(found.flatMap((one) => one.those))
  await commands.cancel([...those].filter(({ state }) => !canRemove(state)).map(({ id }) => id))
  await commands.remove(Array.from(those, ({ id }) => id))
  for (const upload of those) sayRemoved(terminal, upload, stored.get(upload.id) ?? 0, json)
  const unknown = found.filter((one) => one.those.length === 0)
  for (const { word } of unknown)
    printError(
      terminal,
      'no-upload',
      `No upload matches “${word}”. Run “polar-uploader list” to see all uploads.`,
    )
  return unknown.length === 0 ? EXIT.completed : EXIT.failed
}

/** Ids are taken as they are. Of a path it is what is unfinished; else all that there was of it. */
function findWanted(uploads: readonly UploadView[], word: string): readonly UploadView[] {
  const named = uploads.filter(({ id, state }) => id === word || fileIdOf(state) === word)
  if (named.length > 0) return named
  const path = resolve(word)
  const ofPath = uploads.filter((upload) => upload.path === path)
  const unfinished = ofPath.filter(({ state }) => state.kind !== 'completed' && state.kind !== 'canceled')
  return unfinished.length > 0 ? unfinished : ofPath
}

const fileIdOf = (state: UploadView['state']): string | null =>
  state.kind === 'completed' ? state.fileId : null

function sayRemoved(terminal: Terminal, upload: UploadView, storedBytes: number, json: boolean): void {
  const { id, path, state } = upload
  if (json) {
    printJson(terminal, { event: 'removed', id, path, state: state.kind, storedBytes })
    return
  }
  const lost = storedBytes === 0 ? '' : `; the ${formatBytes(storedBytes)} already stored are discarded`
  const what = state.kind === 'completed' ? '; the file stays in Polar' : lost
  printLine(terminal, `Removed ${path} from the list${what}.`)
}

import type { App } from '../../app/create-app.ts'
import { formatBytes } from '../../app/contract/format.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printJson, printLine, type Terminal } from './terminal.ts'

/** Prints the uploads this computer knows. */
export function printUploads(terminal: Terminal, uploads: readonly UploadView[], json: boolean): ExitCode {
  if (!json && uploads.length === 0) printLine(terminal, 'No uploads.')
  for (const { id, path, name, sizeBytes, state, addedAt } of uploads) {
    const failure = 'failure' in state ? state.failure : null
    const fileId = state.kind === 'completed' ? state.fileId : null
    if (json)
      printJson(terminal, { id, path, name, sizeBytes, state: state.kind, addedAt, fileId, ...failure })
    else
      printLine(
        terminal,
        [state.kind.padEnd(10), size(sizeBytes), path, failure?.message ?? ''].join('  ').trim(),
      )
  }
  return EXIT.completed
}

/** Prints the files Polar has, newest first. */
export async function printFiles(terminal: Terminal, app: App, json: boolean): Promise<ExitCode> {
  const files = await app.files()
  if (!json && files.length === 0) printLine(terminal, 'No files.')
  for (const file of files) {
    if (json) printJson(terminal, file)
    else printLine(terminal, [file.createdAt, size(file.sizeBytes), file.id, file.name].join('  '))
  }
  return EXIT.completed
}

const size = (sizeBytes: number): string => formatBytes(sizeBytes).padStart(8)

import type { App } from '../../app/create-app.ts'
import { formatBytes, formatPercent } from '../../app/contract/format.ts'
import { hourFacts } from '../../app/contract/hour.ts'
import { COMMAND_LINE_IDIOM } from '../../app/contract/idiom.ts'
import type { FoundUpload } from '../../app/read-uploads.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printJson, printLine, type Terminal } from './terminal.ts'

/** Prints the uploads this computer knows. */
export function printUploads(terminal: Terminal, found: readonly FoundUpload[], json: boolean): ExitCode {
  if (!json && found.length === 0) printLine(terminal, 'No uploads.')
  for (const one of found) {
    if (json) printJson(terminal, dataOf(one))
    else printLine(terminal, lineOf(one, Date.now()))
  }
  return EXIT.completed
}

function dataOf({ upload, storedBytes, expiresAt }: FoundUpload): object {
  const { id, path, name, sizeBytes, state, addedAt } = upload
  const failure = 'failure' in state ? state.failure : null
  const fileId = state.kind === 'completed' ? state.fileId : null
  const what = { id, path, name, sizeBytes, storedBytes, state: state.kind, addedAt, fileId }
  return { ...what, sessionExpiresAt: expiresAt, ...failure }
}

function lineOf({ upload, storedBytes, expiresAt }: FoundUpload, now: number): string {
  const { state, sizeBytes, path } = upload
  const isBegun = storedBytes > 0 && state.kind !== 'completed'
  // No server is asked, so this computer's clock has to do.
  const deadline = expiresAt === null ? null : { lastCallAt: expiresAt, expiresAt }
  const facts = [
    ...(isBegun ? [`${formatPercent(storedBytes / sizeBytes)} stored`] : []),
    ...hourFacts(upload, { storedBytes, deadline }, now, COMMAND_LINE_IDIOM),
  ]
  const failure = 'failure' in state ? state.failure.message : ''
  return [state.kind.padEnd(10), size(sizeBytes), path, facts.join(', '), failure]
    .filter((column) => column !== '')
    .join('  ')
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

import { resolve } from 'node:path'
import type { App } from '../../app/create-app.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import {
  failedBy,
  isAtRest,
  type UploadState,
  type UploadStateKind,
} from '../../app/contract/upload-state.ts'
import { canResume, canRetry, type UploadView } from '../../app/contract/upload-view.ts'
import type { Command } from './arguments.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { followUntilAtRest } from './follow.ts'
import { describeLeft, describeLost, splitBySignIn } from './left-uploads.ts'
import type { Report } from './report.ts'

const OVER: readonly UploadStateKind[] = ['completed', 'canceled']

type UploadCommand = Extract<Command, { kind: 'upload' }>

/**
 * Adds files and stays until each is completed, or can go no further by itself. Whoever names a file wants it as it is
 * now: an upload of it that was interrupted begins anew if the file has changed since.
 */
export async function runUploadCommand(app: App, command: UploadCommand, report: Report): Promise<ExitCode> {
  const { service, again, name } = command
  // An empty one is refused; resolved, it would be this folder.
  const paths = command.paths.map((path) => (path === '' ? path : resolve(path)))
  const added = await app.commands.add({ paths, service, again, ...(name === null ? {} : { name }) })
  report.added(added)
  const known = [...added.alreadyThere, ...added.alreadyCompleted]
  const ids = [...known.map(({ id }) => id), ...added.added]
  const resumed = new Set(added.alreadyThere.map(({ id }) => id))
  const isOutdated = ({ id, state }: UploadView): boolean => resumed.has(id) && isOfChangedFile(state)
  const uploads = await followUntilAtRest(app, ids, unless(isOutdated, report))
  const outdated = uploads.filter(isOutdated).map(({ id }) => id)
  if (outdated.length > 0) await app.commands.retry(outdated)
  const renewed = outdated.length === 0 ? [] : await followUntilAtRest(app, outdated, report)
  const ended = [...uploads.filter((upload) => !isOutdated(upload)), ...renewed]
  report.ended(ended, added.refused.length)
  const exitCode = exitCodeOf(ended)
  return added.refused.length > 0 && exitCode === EXIT.completed ? EXIT.failed : exitCode
}

/** The report, not told of some uploads' changes. */
const unless = (isUntold: (upload: UploadView) => boolean, report: Report): Report => ({
  ...report,
  changed(upload, progress) {
    if (!isUntold(upload)) report.changed(upload, progress)
  },
})

/**
 * Goes on with everything that is unfinished, also what was paused or has failed, of every account that is signed in.
 * A file that has changed is another one, so its upload is left alone: nobody has asked for that file yet. `tell` is
 * given a sentence about each of those, and about each account that nobody is signed in to and has something left.
 */
export async function runResumeCommand(
  app: App,
  report: Report,
  tell: (message: string) => void,
): Promise<ExitCode> {
  const all = (await app.commands.list()).filter(({ state }) => !OVER.includes(state.kind))
  const { uploads, left } = splitBySignIn(all, await app.commands.accounts())
  for (const message of describeLeft(left)) tell(message)
  const ids = (can: (state: UploadState) => boolean): UploadId[] =>
    uploads.filter(({ state }) => can(state)).map(({ id }) => id)
  await app.commands.retry(ids((state) => canRetry(state) && !isOfChangedFile(state)))
  await app.commands.resume(ids(canResume))
  const before = await app.commands.accounts()
  const wanted = uploads.map(({ id }) => id)
  const ended = await followUntilAtRest(app, wanted, report)
  report.ended(ended, 0)
  for (const message of describeLost(before, await app.commands.accounts())) tell(message)
  for (const { path, state } of await app.commands.list())
    if (isOfChangedFile(state)) tell(`Not resumed, because the file has changed: ${path}. ${WHAT_NOW}`)
  return uploads.length === 0 && left.length > 0 ? EXIT.notSignedIn : exitCodeOf(ended)
}

const WHAT_NOW =
  'Run “polar-uploader upload” with it to upload the new version, or “polar-uploader remove” to drop it.'

const isOfChangedFile = (state: UploadState): boolean => failedBy(state, 'file-changed')

function exitCodeOf(uploads: readonly UploadView[]): ExitCode {
  if (uploads.every(({ state }) => state.kind === 'completed')) return EXIT.completed
  return uploads.some(lacksToken) ? EXIT.notSignedIn : EXIT.failed
}

/** Says whether a token that is accepted would have helped: it was refused, or its turn will not come without one. */
const lacksToken = ({ state }: UploadView): boolean =>
  state.kind === 'failed' ? ['unauthorized', 'forbidden'].includes(state.failure.code) : !isAtRest(state)

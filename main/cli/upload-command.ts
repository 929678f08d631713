import type { App } from '../../app/create-app.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import { isAtRest, type UploadStateKind } from '../../app/contract/upload-state.ts'
import { canResume, canRetry, type UploadView } from '../../app/contract/upload-view.ts'
import type { Command } from './arguments.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { followUntilAtRest } from './follow.ts'
import type { Report } from './report.ts'

const OVER: readonly UploadStateKind[] = ['completed', 'canceled']

type UploadCommand = Extract<Command, { kind: 'upload' }>

/** Adds files and stays until each is completed, or can go no further by itself. */
export async function runUploadCommand(app: App, command: UploadCommand, report: Report): Promise<ExitCode> {
  const { paths, service, again, name } = command
  const added = await app.commands.add({ paths, service, again, ...(name === null ? {} : { name }) })
  report.added(added)
  const known = [...added.alreadyThere, ...added.alreadyCompleted]
  const ids = [...known.map(({ id }) => id), ...added.added]
  const exitCode = await workUntilDone(app, ids, report)
  return added.refused.length > 0 && exitCode === EXIT.completed ? EXIT.failed : exitCode
}

/**
 * Goes on with everything of this organization that is unfinished, also what was paused or has failed. `tell` is
 * given a sentence about what is left to another.
 */
export async function runResumeCommand(
  app: App,
  report: Report,
  tell: (message: string) => void,
): Promise<ExitCode> {
  const account = await app.commands.account()
  const accountId = account.kind === 'signed-in' ? account.id : null
  // Those of another organization would wait for its sign-in, which nobody here can do.
  const all = (await app.commands.list()).filter(({ state }) => !OVER.includes(state.kind))
  const unfinished = all.filter((upload) => (upload.accountId ?? accountId) === accountId)
  const elsewhere = all.length - unfinished.length
  if (elsewhere > 0)
    tell(`Not resumed, as they belong to another account: ${elsewhere}. Please sign in to that one.`)
  const ids = (can: (state: UploadView['state']) => boolean): UploadId[] =>
    unfinished.filter(({ state }) => can(state)).map(({ id }) => id)
  await app.commands.retry(ids(canRetry))
  await app.commands.resume(ids(canResume))
  return workUntilDone(
    app,
    unfinished.map(({ id }) => id),
    report,
  )
}

async function workUntilDone(app: App, ids: readonly UploadId[], report: Report): Promise<ExitCode> {
  const uploads = await followUntilAtRest(app, ids, report)
  report.ended(uploads)
  if (uploads.every(({ state }) => state.kind === 'completed')) return EXIT.completed
  return uploads.some(lacksToken) ? EXIT.notSignedIn : EXIT.failed
}

/** Says whether a token that is accepted would have helped: it was refused, or its turn will not come without one. */
const lacksToken = ({ state }: UploadView): boolean =>
  state.kind === 'failed' ? ['unauthorized', 'forbidden'].includes(state.failure.code) : !isAtRest(state)

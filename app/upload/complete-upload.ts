import { formatBytes } from '../contract/format.ts'
import type { PolarFile } from '../polar/polar-files.ts'
import type { Session } from '../store/session-store.ts'
import { UploadError } from '../upload-error.ts'
import { checkStored } from './completion.ts'
import type { RunContext } from './run-context.ts'

/**
 * How often Polar may answer 500 to the completion of a session, and not list the file, before its parts are taken for
 * lost. About three minutes: sending everything again is the dearest thing there is.
 */
const MOST_FAILURES = 8

/**
 * Has Polar put the stored parts together and compares the result with ours. Whatever is unclear (a 5xx, a timeout,
 * an answer that never came) is asked about before anything else, because the file may be complete all the same.
 *
 * Throws `UploadError('completion-failed')` when Polar says no, `'completion-refused'` when it keeps saying so over
 * however many runs, `'stored-differs'` when it is not our file.
 */
export async function completeUpload(run: RunContext, session: Session): Promise<PolarFile> {
  const { id, store } = run
  const found = session.completionSent ? await findComplete(run, session) : null
  if (found !== null) return found
  store.sessions.markCompletionSent(id)
  const first = await tryToComplete(run, session)
  // Nobody was there to hear it, and now Polar has been asked.
  const isUnheard = first instanceof UploadError && first.isStale
  const outcome = isUnheard ? await tryToComplete(run, session) : first
  if (!(outcome instanceof UploadError)) return outcome
  // S3's refusals reach us as a plain 500. Anything else is trouble on the way, which passes.
  throw outcome.status === 500 ? notCompleted(run, session, outcome) : outcome
}

/** Counts one more failure, and tells what follows from it. */
function notCompleted(run: RunContext, session: Session, cause: UploadError): UploadError {
  const { id, store } = run
  const failures = session.completionsFailed + 1
  const size = formatBytes(run.upload().sizeBytes)
  store.sessions.setCompletionsFailed(id, failures)
  if (failures >= MOST_FAILURES)
    return new UploadError(
      'completion-refused',
      `Polar answered 500 to ${failures} tries to complete this file: S3 may have lost some of it. Sending the whole file again (${size}).`,
      { cause },
    )
  const { retryAfterMs = 0, status = 500 } = cause
  return new UploadError(
    'completion-failed',
    `Polar answered 500 instead of completing this file (try ${failures} of ${MOST_FAILURES}). If it keeps doing so, the whole file is sent again (${size}). Trying again soon.`,
    { cause, retryAfterMs, status },
  )
}

/** Asks Polar whether it has the file complete; compares it with ours if so. */
export async function findComplete(run: RunContext, session: Session): Promise<PolarFile | null> {
  const file = await run.polar.findFile(run.credentials(), session.fileId, run.signal)
  return file === null ? null : confirm(run, file)
}

/** One try; gives the failure when Polar, asked about it, does not have the file complete. */
async function tryToComplete(run: RunContext, session: Session): Promise<PolarFile | UploadError> {
  const { id, store, polar, signal } = run
  const parts = store.parts.plan(id)
  try {
    return confirm(run, await polar.completeSession(run.credentials(), session, parts, signal))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof UploadError) || !isUnclear(error)) throw error
    return (await findComplete(run, session)) ?? error
  }
}

/** Too many requests (429) is a clear no: it is said before anything is done. */
const isUnclear = ({ code, status }: UploadError): boolean =>
  code === 'network' || (code === 'server-busy' && status !== 429) || code === 'not-polar'

function confirm(run: RunContext, file: PolarFile): PolarFile {
  const { sizeBytes, fileChecksum } = run.upload()
  if (fileChecksum === null) throw new Error(`Upload ${run.id} has no checksum to compare with`)
  checkStored(file, { sizeBytes, fileChecksum, parts: run.store.parts.plan(run.id) })
  return file
}

import type { PolarFile } from '../polar/polar-files.ts'
import type { Session } from '../store/session-store.ts'
import { sleep } from '../time-limit.ts'
import { UploadError } from '../upload-error.ts'
import { checkStored } from './completion.ts'
import { backoffMs } from './retry.ts'
import type { RunContext } from './run-context.ts'

/**
 * How often Polar may answer 500 to a completion, and not list the file, before its parts are taken for lost. About
 * three minutes: sending everything again is the dearest thing there is.
 */
const MOST_REFUSALS = 8

/**
 * Has Polar put the stored parts together and compares the result with ours. Whatever is unclear (a 5xx, a timeout,
 * an answer that never came) is asked about before anything else, because the file may be complete all the same.
 *
 * Throws `UploadError('completion-refused')` when Polar keeps saying no, `'stored-differs'` when it is not our file.
 */
export async function completeUpload(run: RunContext, session: Session): Promise<PolarFile> {
  const { id, store, clock, random, signal } = run
  const found = session.completionSent ? await findComplete(run, session) : null
  if (found !== null) return found
  store.sessions.markCompletionSent(id)
  for (let refusals = 1; refusals <= MOST_REFUSALS; refusals += 1) {
    const outcome = await tryToComplete(run, session)
    if (!(outcome instanceof UploadError)) return outcome
    await sleep(clock, backoffMs(refusals, random.next(), outcome.retryAfterMs), signal)
  }
  throw new UploadError(
    'completion-refused',
    'Polar could not put the stored parts together. Sending the file again.',
  )
}

/** Asks Polar whether it has the file complete; compares it with ours if so. */
export async function findComplete(run: RunContext, session: Session): Promise<PolarFile | null> {
  const file = await run.polar.findFile(run.credentials(), session.fileId, run.signal)
  return file === null ? null : confirm(run, file)
}

/** One try; gives the failure when Polar refused, so that another may follow. */
async function tryToComplete(run: RunContext, session: Session): Promise<PolarFile | UploadError> {
  const { id, store, polar, signal } = run
  try {
    return confirm(run, await polar.completeSession(run.credentials(), session, store.parts.plan(id), signal))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof UploadError) || !isUnclear(error)) throw error
    const found = await findComplete(run, session)
    if (found !== null) return found
    // S3's refusals reach us as a plain 500. Anything else is trouble on the way, which passes.
    if (error.status !== 500) throw error
    return error
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

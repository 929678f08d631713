import type { FailureCode } from '../contract/upload-failure.ts'
import type { PolarFile } from '../polar/polar-files.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { Session } from '../store/session-store.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { UploadError } from '../upload-error.ts'
import { checkSource, checkUntouched } from './check-source.ts'
import { completeUpload, findComplete } from './complete-upload.ts'
import { ensureSession } from './open-session.ts'
import type { RunContext } from './run-context.ts'
import { sendParts } from './send-parts.ts'
import { rankOf, rankWithoutSession } from './slot-rank.ts'

/**
 * Takes one upload from where it stands to completed: hash, open, send, complete, skipping whatever is recorded as
 * done. Starting, retrying, resuming and going on after a crash are all this. Throws `UploadError` for a failure,
 * and the signal's reason when it was stopped.
 */
export async function runUpload(run: RunContext): Promise<void> {
  const { id, store, clock } = run
  const ended = sessionWithEverythingStored(run)
  const file = ended === null ? await hashAndSend(run) : await completeOnly(run, ended)
  run.apply({ kind: 'confirmed', file, at: clock.now() })
  try {
    store.sessions.close(id)
  } catch (error) {
    // The file is complete all the same; the next start ends its session.
    if (asStorageFailure(error) === null) throw error
  }
}

function sessionWithEverythingStored({ id, store }: RunContext): Session | null {
  const session = store.sessions.find(id)
  const parts = store.parts.plan(id)
  return session !== null && parts.length > 0 && parts.every((part) => part.etag !== null) ? session : null
}

async function hashAndSend(run: RunContext): Promise<PolarFile> {
  const { session, file } = await withSource(run, (source) => sendFrom(run, source))
  run.apply({ kind: 'parts-stored' })
  return file ?? completeUpload(run, session)
}

/** What sending comes to: all parts stored in a session, or a file that turned out to be complete already. */
interface Sent {
  readonly session: Session
  readonly file: PolarFile | null
}

async function sendFrom(run: RunContext, source: SourceFile): Promise<Sent> {
  await checkSource(run, source)
  // The session's hour begins when it is opened, so it is not before the first part can start at once.
  const slot = await run.slots.acquire(() => rankOfRun(run), run.signal)
  try {
    run.apply({ kind: 'hashed' })
    const session = await ensureSession(run)
    run.apply({ kind: 'opened' })
    const file = await sendUnlessComplete(run, session, () => sendParts(run, source, session, slot))
    if (file === null) await checkUntouched(run, source)
    return { session, file }
  } finally {
    slot.release()
  }
}

/** Holds the upload's file open while it is used. */
async function withSource<T>(run: RunContext, use: (source: SourceFile) => Promise<T>): Promise<T> {
  const source = await run.sources.open(run.upload().path)
  try {
    return await use(source)
  } finally {
    await source.close()
  }
}

function rankOfRun(run: RunContext): number {
  const session = run.store.sessions.find(run.id)
  const isUrgent = run.isUrgent()
  return session === null ? rankWithoutSession(run.upload().position, isUrgent) : rankOf(session, isUrgent)
}

const ENDS_SESSION: readonly FailureCode[] = ['session-expired', 'session-unknown']

/** Sends; when S3 says that it is too late for that, gives the file if it turns out to be complete. */
async function sendUnlessComplete(
  run: RunContext,
  session: Session,
  send: () => Promise<void>,
): Promise<PolarFile | null> {
  try {
    await send()
    return null
  } catch (error) {
    if (!(error instanceof UploadError) || !ENDS_SESSION.includes(error.code)) throw error
    const file = await findComplete(run, session)
    if (file === null) throw error
    return file
  }
}

/** S3 has every part: the file itself is needed no more, and completing needs no presigned URL. */
async function completeOnly(run: RunContext, session: Session): Promise<PolarFile> {
  if (!session.completionSent) await checkIfThere(run)
  run.meter.hashedAll(run.upload().sizeBytes)
  run.apply({ kind: 'hashed' })
  run.apply({ kind: 'opened' })
  run.apply({ kind: 'parts-stored' })
  return completeUpload(run, session)
}

async function checkIfThere(run: RunContext): Promise<void> {
  const source = await openIfThere(run)
  if (source === null) return
  try {
    await checkSource(run, source)
  } finally {
    await source.close()
  }
}

async function openIfThere(run: RunContext): Promise<SourceFile | null> {
  try {
    return await run.sources.open(run.upload().path)
  } catch (error) {
    if (error instanceof UploadError && error.code === 'file-missing') return null
    throw error
  }
}

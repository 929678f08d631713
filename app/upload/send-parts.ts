import type { FailureCode } from '../contract/upload-failure.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { PlannedPart } from '../store/part-store.ts'
import type { PresignedUrl, Session } from '../store/session-store.ts'
import { abortWith, sleep } from '../time-limit.ts'
import { UploadError } from '../upload-error.ts'
import { checkUntouched } from './check-source.ts'
import { isTooLateToStart } from './deadline.ts'
import { awaitLastCall, type LastCall } from './last-call.ts'
import { sessionExpired } from './open-session.ts'
import { backoffMs } from './retry.ts'
import type { RunContext } from './run-context.ts'
import type { Slot } from './slots.ts'
import { rankOf } from './slot-rank.ts'
import { watchPlan } from './watch-plan.ts'

/** A part that broke while others moved within this time broke alone: it is sent again, and the others go on. */
const OTHERS_MOVED_WITHIN_MS = 5_000
/** After that many damaged arrivals in a row the whole upload pauses for breath. */
const MOST_DAMAGED_IN_A_ROW = 3

/** What the parts of one run share. */
interface Batch {
  readonly run: RunContext
  readonly source: SourceFile
  readonly session: Session
  readonly urls: ReadonlyMap<number, PresignedUrl>
  /** Aborted when the run must end, or when one part has failed for good. */
  readonly signal: AbortSignal
  readonly lastCall: LastCall
  /** The parts in flight: when each last moved, on the monotonic clock, and what of it has left. */
  readonly inFlight: Map<number, Movement>
}

interface Movement {
  readonly movedAt: number
  readonly sentBytes: number
}

/**
 * Sends every part that S3 has not stored yet, as many at once as there are slots; `slot` is for the first. At the
 * last call all that are left start at once. Returns when all are stored; when one fails for good, the others are
 * ended and its failure is thrown.
 */
export async function sendParts(
  run: RunContext,
  source: SourceFile,
  session: Session,
  slot: Slot,
): Promise<void> {
  const ending = new AbortController()
  const endFollowing = abortWith(ending, run.signal)
  const { signal } = ending
  const urls = run.store.sessions.urls(run.id)
  const lastCall = awaitLastCall(run, session)
  const batch: Batch = { run, source, session, urls, signal, lastCall, inFlight: new Map() }
  const stopWatching = watchPlan(
    run,
    session,
    () => {
      // After a sleep nobody but the servers knows how late it is.
      lastCall.check()
      return sentInFlight(batch)
    },
    (failure) => ending.abort(failure),
  )
  try {
    await startAll(batch, slot, (error) => ending.abort(error))
  } finally {
    stopWatching()
    lastCall.stop()
    endFollowing()
  }
  // The run's own reason comes first: a part that fails because of a pause is no failure.
  run.signal.throwIfAborted()
  signal.throwIfAborted()
}

async function startAll(batch: Batch, slot: Slot, fail: (error: unknown) => void): Promise<void> {
  const { run } = batch
  const missing = run.store.parts.plan(run.id).filter((part) => part.etag === null)
  const sendings = new Set<Promise<void>>()
  let free: Slot | null = slot
  for (const part of missing) {
    const mine = free ?? (await acquireUnlessAborted(batch))
    free = null
    if (mine === null) break
    const sending = sendUntilStored(batch, part)
      .catch(fail)
      .finally(() => {
        mine.release()
        sendings.delete(sending)
      })
    sendings.add(sending)
  }
  free?.release()
  await Promise.all(sendings)
}

const sentInFlight = ({ inFlight }: Batch): number =>
  [...inFlight.values()].reduce((sum, { sentBytes }) => sum + sentBytes, 0)

async function acquireUnlessAborted({ run, session, signal, lastCall }: Batch): Promise<Slot | null> {
  try {
    return await run.slots.acquire(() => rankOf(session, run.isUrgent()), signal, lastCall.signal)
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

async function sendUntilStored(batch: Batch, part: PlannedPart): Promise<void> {
  const { run, signal } = batch
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sendOnce(batch, part)
      return
    } catch (error) {
      signal.throwIfAborted()
      const failure = error instanceof UploadError ? error : null
      // A network that may be gone says nothing about how many parts it bears.
      if (failure?.code === 'network' && run.isInTouch()) run.slots.ended('broken')
      if (failure?.code === 'server-busy') run.slots.ended('slow-down')
      if (failure?.retryAfterMs !== undefined) run.slots.restFor(failure.retryAfterMs)
      if (failure === null || !(await mayGoOn(batch, part, failure, attempt))) throw error
      run.partBroke(failure.code)
      await sleep(run.clock, backoffMs(attempt, run.random.next(), failure.retryAfterMs), signal)
    }
  }
}

async function sendOnce(batch: Batch, part: PlannedPart): Promise<void> {
  const { run, source, session, lastCall } = batch
  const { id, store, meter } = run
  await checkUntouched(run, source)
  if (run.serverClock.isForgotten()) throw timeUnknown()
  if (isTooLateToStart(session.expiresAt, run.serverClock.now())) throw sessionExpired()
  const etag = await send(batch, part)
  lastCall.check()
  store.together(() => {
    store.parts.markStored(id, part.number, etag)
    store.uploads.setSentBytes(id, meter.sentBytes())
  })
  meter.stored(part.end - part.start)
  run.slots.ended('stored')
  run.gotFurther()
}

async function send({ run, source, urls, signal, inFlight }: Batch, part: PlannedPart): Promise<string> {
  const presignedUrl = urls.get(part.number)
  if (presignedUrl === undefined)
    throw new Error(`Part ${part.number} of upload ${run.id} has no presigned URL`)
  const link = run.link()
  const end = link.begin()
  run.parts.begins(part.number)
  let storedBytes = 0
  const onSent = (bytes: number): void => {
    const sentBytes = (inFlight.get(part.number)?.sentBytes ?? 0) + bytes
    inFlight.set(part.number, { movedAt: run.clock.monotonic(), sentBytes })
    run.meter.sent(bytes)
    run.parts.sent(part.number, bytes)
    link.sent(bytes)
    run.slots.sent(bytes)
  }
  const onDate = (date: string | undefined): void => run.serverClock.observe(date)
  try {
    const etag = await run.sender.send({ part, presignedUrl, source, signal, onSent, onDate })
    storedBytes = part.end - part.start
    return etag
  } finally {
    inFlight.delete(part.number)
    run.parts.ends(part.number, storedBytes > 0 || part.end === part.start)
    end(storedBytes)
  }
}

/** The failure when nobody knows how late it is at the servers, after a sleep. */
const timeUnknown = (): UploadError =>
  new UploadError('network', 'This computer was asleep. Going on as soon as Polar answers.')

const PASSING: readonly FailureCode[] = ['network', 'server-busy', 'not-polar']

/** Says whether the part may be sent again within this run, the others going on meanwhile. */
async function mayGoOn(
  batch: Batch,
  part: PlannedPart,
  failure: UploadError,
  attempt: number,
): Promise<boolean> {
  if (failure.code === 'checksum-mismatch') {
    await checkBytes(batch, part)
    return attempt < MOST_DAMAGED_IN_A_ROW
  }
  if (!PASSING.includes(failure.code)) return false
  const now = batch.run.clock.monotonic()
  return [...batch.inFlight].some(
    ([number, { movedAt }]) => number !== part.number && now - movedAt < OTHERS_MOVED_WITHIN_MS,
  )
}

/** Finds out whether a part arrived damaged or was read changed, which no time stamp may show. */
async function checkBytes({ source, signal }: Batch, part: PlannedPart): Promise<void> {
  const { partChecksums } = await source.checksums([part], { signal, onHashed: () => undefined })
  if (partChecksums[0] === part.checksum) return
  throw new UploadError('file-touched', 'The file changed since it was checked. Checking it again.')
}

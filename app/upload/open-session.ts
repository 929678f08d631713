import type { Session } from '../store/session-store.ts'
import { UploadError } from '../upload-error.ts'
import { isTooLateToStart, shortestLife } from './deadline.ts'
import { isPlanTooFine } from './plan-check.ts'
import { partsTooSmall } from './watch-plan.ts'
import type { RunContext } from './run-context.ts'

/** Polar's own word on when URLs die lacks how long they lived; this is what it gives them today. */
const USUAL_LIFETIME_SECONDS = 3600

/**
 * The upload's session: the one there is while its URLs live, else a new one, stored before this returns so that a
 * crash cannot open it twice. Throws `UploadError('session-expired')` when the one there is came too late, and
 * `'parts-too-small'` when the link is too slow for the parts the file is cut into.
 */
export async function ensureSession(run: RunContext): Promise<Session> {
  const { id, store, serverClock } = run
  const existing = store.sessions.find(id)
  if (existing !== null && isTooLateToStart(existing.expiresAt, serverClock.now())) throw sessionExpired()
  if (existing !== null) return existing
  const parts = store.parts.plan(id)
  if (isPlanTooFine(run, parts)) throw partsTooSmall()
  const session = await openSession(run)
  // Only now is it known for how long this server's URLs live.
  if (isPlanTooFine(run, parts)) throw partsTooSmall()
  return session
}

/** The failure when a part can no longer start in time. */
export const sessionExpired = (): UploadError =>
  new UploadError(
    'session-expired',
    'The hour that Polar gives an upload ran out before all of it was sent. Starting it again; the file need not be checked again.',
  )

async function openSession(run: RunContext): Promise<Session> {
  const { id, store, polar, signal } = run
  const { name, mimeType, service, sizeBytes, fileChecksum } = run.upload()
  if (fileChecksum === null) throw new Error(`Upload ${id} has no checksum to open a session with`)
  const parts = store.parts.plan(id)
  const opened = await polar.openSession(
    run.credentials(),
    { name, mimeType, service, sizeBytes, fileChecksum, parts },
    signal,
  )
  const life = shortestLife(opened.urls.map(({ url }) => url))
  const { expiresAt, lifetimeSeconds } = life ?? {
    expiresAt: opened.expiresAt,
    lifetimeSeconds: USUAL_LIFETIME_SECONDS,
  }
  const session: Session = {
    ...opened.session,
    expiresAt,
    lifetimeSeconds,
    completionSent: false,
    completionsFailed: 0,
  }
  const { accountId } = run.upload()
  store.together(() => {
    // It may not have been possible to store it before, and no other may go on with this session.
    if (accountId !== null) store.uploads.setAccount(id, accountId)
    store.sessions.open(id, session, opened.urls)
  })
  run.learnOrganization(opened.organizationId)
  run.link().learnLifetime(lifetimeSeconds)
  return session
}

import type { UploadDeadline, UploadProgress, UploadView } from '../contract/upload-view.ts'
import type { Clock } from '../ports.ts'
import type { Session } from '../store/session-store.ts'
import type { Store } from '../store/store.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import type { ServerClock, ServerClocks } from './deadline.ts'
import { lastCallAt } from './last-call.ts'
import type { Links } from './link.ts'
import type { RosterEntry } from './roster-entry.ts'

/** What the hour and the forecast are told by. */
export interface Surroundings {
  readonly store: Store
  readonly clock: Clock
  readonly serverClocks: ServerClocks
  readonly links: Links
}

/** How far an upload has come, and what is to be expected of it. */
export function progressOf(
  { meter, upload, session, parts }: RosterEntry,
  around: Surroundings,
): UploadProgress {
  const { sizeBytes } = upload
  const serverUrl = serverUrlOf(around.store, upload)
  const speed = around.links.of(serverUrl).known()
  const forecastSeconds = speed === null || speed === 0 ? null : (sizeBytes - meter.storedBytes()) / speed
  const partsInFlight = parts.inFlight.size
  const inFlightBytes = parts.inFlightBytes()
  const deadline = deadlineOf(session, around.clock, around.serverClocks.of(serverUrl))
  return { ...meter.view(sizeBytes, inFlightBytes), partsInFlight, inFlightBytes, deadline, forecastSeconds }
}

/** The server an upload goes to; null until it has an account. */
export const serverUrlOf = (
  { accounts }: Pick<Store, 'accounts'>,
  { accountId }: Pick<UploadRecord, 'accountId'>,
): string | null => (accountId === null ? null : accounts.serverUrlOf(accountId))

/** The end of a session's hour on this computer's wall clock, which people read. */
function deadlineOf(session: Session | null, clock: Clock, serverClock: ServerClock): UploadDeadline | null {
  const serverNow = serverClock.now()
  if (session === null || serverNow === null) return null
  const ahead = clock.now() - serverNow
  return { lastCallAt: lastCallAt(session) + ahead, expiresAt: session.expiresAt + ahead }
}

/** An upload as shown; `sameAs` is the name under which its bytes are in Polar already. */
export const viewOf = (
  { upload, partCount }: Pick<RosterEntry, 'upload' | 'partCount'>,
  sameAs: string | null,
): UploadView => ({
  id: upload.id,
  position: upload.position,
  name: upload.name,
  path: upload.path,
  sizeBytes: upload.sizeBytes,
  service: upload.service,
  state: upload.state,
  accountId: upload.accountId,
  addedAt: upload.addedAt,
  fileChecksum: upload.fileChecksum,
  sameAs,
  partCount,
  sessionsLost: upload.sessionsLost,
  lossReason: upload.lossReason,
})

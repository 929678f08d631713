import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import { createDestinations } from './destinations.ts'
import { printAdded } from './plain-report.ts'
import type { Report } from './report.ts'
import { printJson, type Terminal } from './terminal.ts'
import { countByEnd } from './words.ts'

/** Tells it to a program: one object per line. Fields are only ever added. */
export function createJsonReport(terminal: Terminal): Report {
  const told = new Map<UploadId, string>()
  const skipped = new Set<UploadId>()
  const destinations = createDestinations()
  return {
    accounts: (accounts) => destinations.learn(accounts),
    begun: () => undefined,
    added(report) {
      const { refused, renamed, leftOutCount, alreadyCompleted } = report
      for (const { id } of alreadyCompleted) skipped.add(id)
      printAdded(terminal, report)
      for (const { path, message } of refused) printJson(terminal, { event: 'refused', path, message })
      for (const { from, to } of renamed) printJson(terminal, { event: 'renamed', from, to })
      if (leftOutCount > 0) printJson(terminal, { event: 'left-out', count: leftOutCount })
    },
    changed(upload, progress) {
      const { state } = upload
      const what = whatOf(upload)
      const to = destinationOf(destinations.of(upload))
      printJson(terminal, { event: 'state', ...what, state: state.kind, ...to, ...aboutState(upload) })
      const found = { ...to, ...(skipped.has(upload.id) && { skipped: true }) }
      if (state.kind === 'completed')
        printJson(terminal, { ...completed(upload, state.fileId, progress), ...found })
      if (state.kind === 'failed') printJson(terminal, { event: 'failed', ...what, ...state.failure })
    },
    progressed({ sizeBytes }, progress) {
      const { id, storedBytes } = progress
      const bytesPerSecond = progress.bytesPerSecond === null ? null : Math.round(progress.bytesPerSecond)
      const line = { event: 'progress', id, storedBytes, sizeBytes, bytesPerSecond, ...hourOf(progress) }
      // Counts also travel while the file is being read; a program that waits for bytes stored has no use for those.
      if (told.get(id) === JSON.stringify(line)) return
      told.set(id, JSON.stringify(line))
      printJson(terminal, line)
    },
    reachable: (offlineReason) =>
      printJson(terminal, {
        ...{ event: 'connection', reachable: offlineReason === null },
        ...(offlineReason !== null && { message: offlineReason }),
      }),
    ended: (uploads, refusedCount) =>
      printJson(terminal, {
        event: 'ended',
        ...countByEnd(uploads),
        skipped: uploads.filter(({ id }) => skipped.has(id)).length,
        refused: refusedCount,
      }),
  }
}

const whatOf = ({ id, path, name, service }: UploadView) => ({ id, path, name, service })

/** What there is to be said beside a state. */
const aboutState = ({ state, sessionsLost, lossReason, sameAs }: UploadView): object => ({
  ...(sessionsLost > 0 && { sessionsLost, lossReason }),
  ...(state.kind === 'opening' && sameAs !== null && { sameAs }),
  ...(state.kind === 'waiting' && { message: state.failure.message }),
})

/** Where an upload goes, as far as that is known. */
function destinationOf(account: ListedAccount | null): object {
  if (account === null) return {}
  const { id, organizationName } = account
  return { accountId: id, ...(organizationName !== null && { organizationName }) }
}

/** What the hour means for it, as far as that is known; moments to the second. */
function hourOf({ deadline, forecastSeconds }: UploadProgress): object {
  const ends =
    deadline === null
      ? {}
      : { lastCallAt: toSecond(deadline.lastCallAt), expiresAt: toSecond(deadline.expiresAt) }
  return { ...(forecastSeconds === null ? {} : { forecastSeconds: Math.round(forecastSeconds) }), ...ends }
}

const toSecond = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d+/, '')

function completed(upload: UploadView, fileId: string, { sentBytes }: UploadProgress): object {
  const { sizeBytes, fileChecksum, partCount } = upload
  const sha256 = Buffer.from(fileChecksum ?? '', 'base64').toString('hex')
  return { event: 'completed', ...whatOf(upload), fileId, sizeBytes, sha256, sentBytes, parts: partCount }
}

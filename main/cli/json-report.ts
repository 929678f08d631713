import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import { createDestinations } from './destinations.ts'
import { printAdded } from './plain-report.ts'
import type { Report } from './report.ts'
import { printJson, type Terminal } from './terminal.ts'

/** Tells it to a program: one object per line. Fields are only ever added. */
export function createJsonReport(terminal: Terminal): Report {
  const told = new Map<UploadId, string>()
  const destinations = createDestinations()
  return {
    accounts: (accounts) => destinations.learn(accounts),
    begun: () => undefined,
    added(report) {
      const { refused, renamed } = report
      printAdded(terminal, report)
      for (const { path, message } of refused) printJson(terminal, { event: 'refused', path, message })
      for (const { from, to } of renamed) printJson(terminal, { event: 'renamed', from, to })
    },
    changed(upload, progress) {
      const { id, path, state, sessionsLost, sameAs } = upload
      const why = state.kind === 'waiting' ? { message: state.failure.message } : {}
      const lost = sessionsLost > 0 ? { sessionsLost } : {}
      const same = state.kind === 'opening' && sameAs !== null ? { sameAs } : {}
      const to = destinationOf(destinations.of(upload))
      printJson(terminal, { event: 'state', id, path, state: state.kind, ...to, ...lost, ...same, ...why })
      if (state.kind === 'completed')
        printJson(terminal, { ...completed(upload, state.fileId, progress), ...to })
      if (state.kind === 'failed') printJson(terminal, { event: 'failed', id, ...state.failure })
    },
    progressed({ sizeBytes }, progress) {
      const { id, storedBytes, bytesPerSecond } = progress
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
    ended: () => undefined,
  }
}

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
  const { id, path, sizeBytes, fileChecksum, partCount } = upload
  const sha256 = Buffer.from(fileChecksum ?? '', 'base64').toString('hex')
  return { event: 'completed', id, path, fileId, sizeBytes, sha256, sentBytes, parts: partCount }
}

import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import { printAdded } from './plain-report.ts'
import type { Report } from './report.ts'
import { printJson, type Terminal } from './terminal.ts'
import { countByEnd } from './words.ts'

/** Tells it to a program: one object per line. Fields are only ever added. */
export function createJsonReport(terminal: Terminal): Report {
  const told = new Map<UploadId, string>()
  const skipped = new Set<UploadId>()
  let refusedCount = 0
  return {
    added(report) {
      const { refused, renamed, leftOutCount, alreadyCompleted } = report
      for (const { id } of alreadyCompleted) skipped.add(id)
      refusedCount += refused.length
      printAdded(terminal, report)
      for (const { path, message } of refused) printJson(terminal, { event: 'refused', path, message })
      for (const { from, to } of renamed) printJson(terminal, { event: 'renamed', from, to })
      if (leftOutCount > 0) printJson(terminal, { event: 'left-out', count: leftOutCount })
    },
    changed(upload, progress) {
      const { state, sessionsLost, sameAs } = upload
      const what = whatOf(upload)
      const why = state.kind === 'waiting' ? { message: state.failure.message } : {}
      const lost = sessionsLost > 0 ? { sessionsLost } : {}
      const same = state.kind === 'opening' && sameAs !== null ? { sameAs } : {}
      printJson(terminal, { event: 'state', ...what, state: state.kind, ...lost, ...same, ...why })
      if (state.kind === 'completed') {
        const found = skipped.has(upload.id) ? { skipped: true } : {}
        printJson(terminal, { ...completed(upload, state.fileId, progress), ...found })
      }
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
    ended: (uploads) =>
      printJson(terminal, {
        event: 'ended',
        ...countByEnd(uploads),
        skipped: uploads.filter(({ id }) => skipped.has(id)).length,
        refused: refusedCount,
      }),
  }
}

const whatOf = ({ id, path, name, service }: UploadView) => ({ id, path, name, service })

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

import { formatBytes, formatDuration, formatPercent, formatRate } from '../../app/contract/format.ts'
import { forecastOf, hourFacts } from '../../app/contract/hour.ts'
import { COMMAND_LINE_IDIOM } from '../../app/contract/idiom.ts'
import { isActive, isAtRest } from '../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'

/** Where an upload stands, in words for a terminal. */
export function describeUpload({ state, sizeBytes, sameAs }: UploadView, progress: UploadProgress): string {
  switch (state.kind) {
    case 'queued':
      return 'queued'
    case 'hashing':
      return progress.hashedBytes < sizeBytes ? 'checking' : 'checked'
    case 'opening':
      return sameAs === null ? 'starting' : `starting; the same file is already in Polar as “${sameAs}”`
    case 'uploading':
      return 'uploading'
    case 'completing':
      return 'completing'
    case 'completed':
      return `in Polar (${formatBytes(sizeBytes)})`
    case 'waiting':
    case 'failed':
      return state.failure.message
    case 'paused':
      return 'paused'
    case 'canceled':
      return 'canceled'
  }
}

/** How far it has come, 0 to 1: of the file read while it is checked, of the bytes stored after that. */
export function fractionOf({ sizeBytes, state }: UploadView, progress: UploadProgress): number {
  const bytes = state.kind === 'hashing' ? progress.hashedBytes : progress.storedBytes
  return sizeBytes === 0 ? 1 : bytes / sizeBytes
}

/** The numbers of an upload at work: how much of how much, how fast, how long still. */
export function numbersOf(upload: UploadView, progress: UploadProgress, now: number): string {
  const { bytesPerSecond, secondsLeft } = progress
  const left = secondsLeft === null ? null : formatDuration(secondsLeft)
  return [
    `${formatPercent(fractionOf(upload, progress))} of ${formatBytes(upload.sizeBytes)}`,
    bytesPerSecond === null || !isActive(upload.state) ? null : formatRate(bytesPerSecond),
    left === null ? null : `${left} left`,
    isActive(upload.state) ? null : forecastOf(progress, COMMAND_LINE_IDIOM),
    ...hourFacts(upload, progress, now, COMMAND_LINE_IDIOM),
  ]
    .filter((text) => text !== null)
    .join(', ')
}

/** Whether Polar can be reached, and why not. */
export const describeReach = (offlineReason: string | null): string =>
  offlineReason === null ? 'Polar is reachable again.' : `${offlineReason} Uploads resume when it is back.`

/** How many ended in which way. */
export function countByEnd(uploads: readonly UploadView[]) {
  const count = (kind: UploadView['state']['kind']): number =>
    uploads.filter(({ state }) => state.kind === kind).length
  return {
    completed: count('completed'),
    failed: count('failed'),
    paused: count('paused'),
    canceled: count('canceled'),
    left: uploads.filter(({ state }) => !isAtRest(state)).length,
  }
}

/** The whole in a sentence; `refused` files never became uploads. */
export function describeEnd(uploads: readonly UploadView[], refused: number): string {
  const { completed, ...others } = { ...countByEnd(uploads), refused }
  const phrases = Object.entries(others).flatMap(([end, count]) => (count > 0 ? [`${count} ${end}`] : []))
  return `${[`${completed} completed`, ...phrases].join(', ')}.`
}

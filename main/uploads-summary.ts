import { isActive, type UploadState } from '../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../app/contract/upload-view.ts'
import type { HostLanguage } from './host-language.ts'

/** All uploads in a few numbers: what the tray and the taskbar show. */
export interface UploadsSummary {
  readonly uploadingCount: number
  readonly checkingCount: number
  /** In the queue, or waiting for another try. */
  readonly waitingCount: number
  readonly pausedCount: number
  /** At work: being uploaded or checked. */
  readonly activeCount: number
  /** How much of what is to be uploaded is stored, 0 to 1; null while nothing is being uploaded. */
  readonly storedFraction: number | null
  /** How fast bytes leave for all of them, in bytes per second; null while that means nothing. */
  readonly bytesPerSecond: number | null
  /** Until everything underway has left, at that speed; null while that means nothing. */
  readonly secondsLeft: number | null
}

/** How far an upload is, as far as a summary goes. */
export type KnownProgress = Pick<UploadProgress, 'storedBytes' | 'inFlightBytes' | 'bytesPerSecond'>

const NO_PROGRESS: KnownProgress = { storedBytes: 0, inFlightBytes: 0, bytesPerSecond: null }

/** Sums up uploads; `round` are those the fraction is about, `progressOf` tells how far an unfinished one is. */
export function summarize(
  uploads: Iterable<UploadView>,
  round: Iterable<UploadView>,
  progressOf: (upload: UploadView) => KnownProgress | undefined,
): UploadsSummary {
  let [uploadingCount, checkingCount, waitingCount, pausedCount] = [0, 0, 0, 0]
  let [speed, inFlight] = [0, 0]
  for (const upload of uploads) {
    const { state } = upload
    if (state.kind === 'uploading') {
      const { bytesPerSecond, inFlightBytes } = progressOf(upload) ?? NO_PROGRESS
      speed += bytesPerSecond ?? 0
      inFlight += inFlightBytes
    }
    if (state.kind === 'hashing') checkingCount++
    else if (isActive(state)) uploadingCount++
    else if (isWaiting(state)) waitingCount++
    else if (state.kind === 'paused') pausedCount++
  }
  const { stored, size } = bytesOf(round, (upload) => progressOf(upload) ?? NO_PROGRESS)
  return {
    ...{ uploadingCount, checkingCount, waitingCount, pausedCount },
    activeCount: uploadingCount + checkingCount,
    storedFraction: uploadingCount === 0 || size === 0 ? null : stored / size,
    bytesPerSecond: speed === 0 ? null : speed,
    secondsLeft: speed === 0 ? null : (size - stored - inFlight) / speed,
  }
}

/** Says whether anything is going on, or will without the user. */
export const isUnderway = (state: UploadState): boolean => isActive(state) || isWaiting(state)

const isWaiting = ({ kind }: UploadState): boolean => kind === 'queued' || kind === 'waiting'

function bytesOf(
  round: Iterable<UploadView>,
  progressOf: (upload: UploadView) => KnownProgress,
): { readonly stored: number; readonly size: number } {
  let [stored, size] = [0, 0]
  for (const upload of round) {
    const isStored = upload.state.kind === 'completed'
    if (!isStored && !isUnderway(upload.state)) continue
    size += upload.sizeBytes
    stored += isStored ? upload.sizeBytes : progressOf(upload).storedBytes
  }
  return { stored, size }
}

/** The summary in one line: "2 uploading, 61% · 3 waiting". A percent counts when it is full. */
export function describeSummary(summary: UploadsSummary, { idiom, words }: HostLanguage): string {
  const { uploadingCount, checkingCount, waitingCount, pausedCount, storedFraction } = summary
  const count = idiom.formatCount
  const share = storedFraction === null ? null : idiom.formatPercent(storedFraction)
  const phrases = [
    uploadingCount > 0 && words.summary.uploading(count(uploadingCount), share),
    checkingCount > 0 && words.summary.checking(count(checkingCount)),
    waitingCount > 0 && words.summary.waiting(count(waitingCount)),
    pausedCount > 0 && words.summary.paused(count(pausedCount)),
  ].filter((phrase) => phrase !== false)
  return phrases.length === 0 ? words.summary.nothing : phrases.join(' · ')
}

/** How fast, and for how long: "11.2 MB/s, about 1 h left"; null while nobody knows. */
export function describeSpeed(
  { bytesPerSecond, secondsLeft }: UploadsSummary,
  { idiom, words }: HostLanguage,
): string | null {
  if (bytesPerSecond === null) return null
  const left = secondsLeft === null ? null : idiom.formatDuration(secondsLeft)
  const rate = idiom.formatRate(bytesPerSecond)
  return left === null ? rate : words.summary.speed(rate, left)
}

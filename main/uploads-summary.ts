import { isActive, type UploadState } from '../app/contract/upload-state.ts'
import type { UploadView } from '../app/contract/upload-view.ts'

/** All uploads in a few numbers: what the tray and the taskbar show. */
export interface UploadsSummary {
  readonly uploadingCount: number
  readonly checkingCount: number
  /** In the queue, or waiting for another try. */
  readonly waitingCount: number
  readonly pausedCount: number
  /** How much of what is to be uploaded is stored, 0 to 1; null while nothing is being uploaded. */
  readonly storedFraction: number | null
}

/** Sums up uploads; `round` are those the fraction is about, `storedBytes` what S3 has of an unfinished one. */
export function summarize(
  uploads: Iterable<UploadView>,
  round: Iterable<UploadView>,
  storedBytes: (upload: UploadView) => number,
): UploadsSummary {
  let [uploadingCount, checkingCount, waitingCount, pausedCount] = [0, 0, 0, 0]
  for (const { state } of uploads) {
    if (state.kind === 'hashing') checkingCount++
    else if (isActive(state)) uploadingCount++
    else if (isWaiting(state)) waitingCount++
    else if (state.kind === 'paused') pausedCount++
  }
  const storedFraction = uploadingCount === 0 ? null : fractionOf(round, storedBytes)
  return { uploadingCount, checkingCount, waitingCount, pausedCount, storedFraction }
}

/** Says whether anything is going on, or will without the user. */
export const isUnderway = (state: UploadState): boolean => isActive(state) || isWaiting(state)

const isWaiting = ({ kind }: UploadState): boolean => kind === 'queued' || kind === 'waiting'

function fractionOf(round: Iterable<UploadView>, storedBytes: (upload: UploadView) => number): number | null {
  let [stored, size] = [0, 0]
  for (const upload of round) {
    const isStored = upload.state.kind === 'completed'
    if (!isStored && !isUnderway(upload.state)) continue
    size += upload.sizeBytes
    stored += isStored ? upload.sizeBytes : storedBytes(upload)
  }
  return size === 0 ? null : stored / size
}

/** The summary in one line: "2 uploading, 61 % · 3 waiting". A percent counts when it is full. */
export function describeSummary(summary: UploadsSummary): string {
  const { uploadingCount, checkingCount, waitingCount, pausedCount, storedFraction } = summary
  const percent = storedFraction === null ? '' : `, ${Math.floor(storedFraction * 100)} %`
  const phrases = [
    uploadingCount > 0 && `${uploadingCount} uploading${percent}`,
    checkingCount > 0 && `${checkingCount} being checked`,
    waitingCount > 0 && `${waitingCount} waiting`,
    pausedCount > 0 && `${pausedCount} paused`,
  ].filter((phrase) => phrase !== false)
  return phrases.length === 0 ? 'Nothing to upload' : phrases.join(' · ')
}

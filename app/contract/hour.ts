import type { Idiom } from './idiom.ts'
import { isActive, type UploadState } from './upload-state.ts'
import type { UploadProgress, UploadView } from './upload-view.ts'

// What the hour that Polar gives an upload means for it, decided and said the same everywhere.

type Known = Pick<UploadProgress, 'deadline' | 'storedBytes'>
type Shown = Pick<UploadView, 'state' | 'sizeBytes'>

/**
 * Says whether an upload that is stopped now has to start over: after the last call nothing new can be started in
 * its session, so what is in flight is lost with all that is stored.
 */
export const stopsForGood = (state: UploadState, { deadline, storedBytes }: Known, now: number): boolean =>
  state.kind === 'uploading' && storedBytes > 0 && deadline !== null && now >= deadline.lastCallAt

/**
 * Says whether an upload at rest would go on where it was, if it is resumed in time. Once S3 has all of it, there is
 * nothing left to be in time for: completing needs no presigned URL.
 */
const canBeKept = ({ state, sizeBytes }: Shown, { deadline, storedBytes }: Known): boolean =>
  !isActive(state) &&
  state.kind !== 'completed' &&
  storedBytes > 0 &&
  storedBytes < sizeBytes &&
  deadline !== null

/** Until when an upload at rest must be resumed to keep what is stored, and how much that is; null when that is idle. */
export function keptUntil(upload: Shown, progress: Known, now: number): Kept | null {
  const { deadline, storedBytes } = progress
  if (deadline === null || now >= deadline.expiresAt || !canBeKept(upload, progress)) return null
  return { expiresAt: deadline.expiresAt, fraction: storedBytes / upload.sizeBytes }
}

/** Forecasts shorter than this go without saying. */
const LEAST_FORECAST_SECONDS = 60

/** How long an upload will take that does not move yet: “takes about 7 min”; null when it is not worth saying. */
export function forecastOf(
  { forecastSeconds }: Pick<UploadProgress, 'forecastSeconds'>,
  { formatDuration, basics }: Idiom,
): string | null {
  if (forecastSeconds === null || forecastSeconds < LEAST_FORECAST_SECONDS) return null
  const duration = formatDuration(forecastSeconds)
  return duration === null ? null : basics.hour.forecast(duration)
}

/** What to say of the hour, beside the state; nothing most of the time. */
export function hourFacts(
  upload: Pick<UploadView, 'state' | 'sizeBytes' | 'sessionsLost' | 'lossReason'>,
  progress: Pick<UploadProgress, 'deadline' | 'storedBytes'>,
  now: number,
  idiom: Idiom,
): readonly string[] {
  const { state, sessionsLost, lossReason } = upload
  const words = idiom.basics.hour
  const facts: string[] = []
  if (stopsForGood(state, progress, now)) facts.push(words.pausingLoses)
  const kept = keptUntil(upload, progress, now)
  if (kept !== null) facts.push((isForTheUser(state) ? resumeBefore : keptUntilThen)(kept, idiom))
  else if (canBeKept(upload, progress)) facts.push(words.tooLate)
  if (sessionsLost > 0 && state.kind !== 'completed')
    facts.push(words.startedOver(sessionsLost, lossReason && idiom.basics.reasons[lossReason]))
  return facts
}

const isForTheUser = ({ kind }: UploadState): boolean => kind === 'paused' || kind === 'failed'

interface Kept {
  readonly expiresAt: number
  readonly fraction: number
}

/** What the user has to do to keep what is stored. */
export const resumeBefore = (
  { expiresAt, fraction }: Kept,
  { formatPercent, formatTime, basics }: Idiom,
): string => basics.hour.resumeBefore(formatTime(expiresAt), formatPercent(fraction))

const keptUntilThen = ({ expiresAt, fraction }: Kept, { formatPercent, formatTime, basics }: Idiom): string =>
  basics.hour.keptUntil(formatTime(expiresAt), formatPercent(fraction))

/** What is lost by stopping uploads now that would have to start over. */
export const lostBytes = (
  formerlyStored: readonly Pick<UploadProgress, 'storedBytes'>[],
  { formatBytes }: Pick<Idiom, 'formatBytes'>,
): string => formatBytes(formerlyStored.reduce((sum, { storedBytes }) => sum + storedBytes, 0))

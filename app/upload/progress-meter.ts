import type { UploadId } from '../contract/ids.ts'
import type { UploadProgress } from '../contract/upload-view.ts'
import { createPace, type PaceWindow } from './pace.ts'

/** The speed shown neither jumps nor lags, and is not shown before it means something. */
const SHOWN: PaceWindow = { longestMs: 10_000, shortestMs: 2_000 }

/** Counts the bytes of one upload. Bytes stored before a restart count as stored, never as speed. */
export interface ProgressMeter {
  /** A run begins: what was in flight before is gone. */
  restart(): void
  /** Hashing begins, from the start of the file. */
  hashingStarted(): void
  hashed(bytes: number): void
  /** Hashing is done, or was not needed. */
  hashedAll(sizeBytes: number): void
  sent(bytes: number): void
  stored(bytes: number): void
  /** The session is gone, and with it what was stored. */
  lost(): void
  sentBytes(): number
  storedBytes(): number
  view(sizeBytes: number): MeterView
}

/** What a meter knows of the progress shown. */
export type MeterView = Omit<UploadProgress, 'partsInFlight' | 'deadline' | 'forecastSeconds'>

/** Where a meter begins. */
export interface MeterStart {
  readonly id: UploadId
  readonly storedBytes: number
  readonly sentBytes: number
  readonly hashedBytes: number
  /** The monotonic clock, in milliseconds. */
  readonly now: () => number
  /** Called whenever a count has changed. */
  readonly onChange: () => void
}

/** Creates the meter of one upload. */
export function createProgressMeter({ id, now, onChange, ...start }: MeterStart): ProgressMeter {
  let { storedBytes, sentBytes, hashedBytes } = start
  let pace = createPace(now, SHOWN)

  const newPace = (): void => {
    pace = createPace(now, SHOWN)
    onChange()
  }
  const move = (bytes: number): void => {
    pace.add(bytes)
    onChange()
  }
  return {
    restart: newPace,
    hashingStarted() {
      hashedBytes = 0
      newPace()
    },
    hashed(bytes) {
      hashedBytes += bytes
      move(bytes)
    },
    hashedAll(sizeBytes) {
      hashedBytes = sizeBytes
      newPace()
    },
    sent(bytes) {
      sentBytes += bytes
      move(bytes)
    },
    stored(bytes) {
      storedBytes += bytes
      onChange()
    },
    lost() {
      storedBytes = 0
      onChange()
    },
    sentBytes: () => sentBytes,
    storedBytes: () => storedBytes,
    view(sizeBytes) {
      const bytesPerSecond = pace.bytesPerSecond()
      const left = hashedBytes < sizeBytes ? sizeBytes - hashedBytes : sizeBytes - storedBytes
      const secondsLeft = bytesPerSecond === null || bytesPerSecond === 0 ? null : left / bytesPerSecond
      return { id, hashedBytes, storedBytes, sentBytes, bytesPerSecond, secondsLeft }
    },
  }
}

import type { UploadId } from '../contract/ids.ts'
import type { UploadProgress } from '../contract/upload-view.ts'
import { createPace, type Pace, type PaceWindow } from './pace.ts'

/** The speed shown neither jumps nor lags, and is not shown before it means something. */
const SHOWN: PaceWindow = { longestMs: 10_000, shortestMs: 2_000 }

/** What a meter knows of the progress shown. */
export type MeterView = Omit<
  UploadProgress,
  'partsInFlight' | 'inFlightBytes' | 'deadline' | 'forecastSeconds'
>

/** Where a meter begins. */
export interface MeterStart {
  readonly id: UploadId
  readonly storedBytes: number
  readonly sentBytes: number
  readonly hashedBytes: number
}

/** What the meters of all uploads share. */
export interface MeterSurroundings {
  /** The monotonic clock, in milliseconds. */
  readonly now: () => number
  /** Called whenever a count of an upload has changed. */
  readonly onChange: (id: UploadId) => void
}

/**
 * Counts the bytes of one upload. Bytes stored before a restart count as stored, never as speed. A class, as there is
 * one for each of ten thousand uploads, most of which do nothing: a dozen closures each were a kilobyte.
 */
export class ProgressMeter {
  readonly #id: UploadId
  readonly #around: MeterSurroundings
  #storedBytes: number
  #sentBytes: number
  #hashedBytes: number
  /** Null until something moves. */
  #pace: Pace | null = null

  constructor({ id, storedBytes, sentBytes, hashedBytes }: MeterStart, around: MeterSurroundings) {
    this.#id = id
    this.#around = around
    this.#storedBytes = storedBytes
    this.#sentBytes = sentBytes
    this.#hashedBytes = hashedBytes
  }

  /** A run begins: what was in flight before is gone. */
  restart(): void {
    this.#newPace()
  }

  /** Hashing begins, from the start of the file. */
  hashingStarted(): void {
    this.#hashedBytes = 0
    this.#newPace()
  }

  hashed(bytes: number): void {
    this.#hashedBytes += bytes
    this.#move(bytes)
  }

  /** Hashing is done, or was not needed. */
  hashedAll(sizeBytes: number): void {
    this.#hashedBytes = sizeBytes
    this.#newPace()
  }

  sent(bytes: number): void {
    this.#sentBytes += bytes
    this.#move(bytes)
  }

  stored(bytes: number): void {
    this.#storedBytes += bytes
    this.#changed()
  }

  /** The session is gone, and with it what was stored. */
  lost(): void {
    this.#storedBytes = 0
    this.#changed()
  }

  sentBytes(): number {
    return this.#sentBytes
  }

  storedBytes(): number {
    return this.#storedBytes
  }

  /** `inFlightBytes` have left for parts that are on their way: of them nothing is left to wait for. */
  view(sizeBytes: number, inFlightBytes = 0): MeterView {
    const [id, hashedBytes, storedBytes] = [this.#id, this.#hashedBytes, this.#storedBytes]
    const bytesPerSecond = this.#pace?.bytesPerSecond() ?? null
    const left = hashedBytes < sizeBytes ? sizeBytes - hashedBytes : sizeBytes - storedBytes - inFlightBytes
    const secondsLeft = bytesPerSecond === null || bytesPerSecond === 0 ? null : left / bytesPerSecond
    return { id, hashedBytes, storedBytes, sentBytes: this.#sentBytes, bytesPerSecond, secondsLeft }
  }

  #newPace(): void {
    this.#pace = null
    this.#changed()
  }

  #move(bytes: number): void {
    this.#pace ??= createPace(this.#around.now, SHOWN)
    this.#pace.add(bytes)
    this.#changed()
  }

  #changed(): void {
    this.#around.onChange(this.#id)
  }
}

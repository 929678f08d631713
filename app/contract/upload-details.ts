import type { FileId, UploadId } from './ids.ts'
import type { TimelineEntry } from './receipt.ts'

/** Where a part stands, as one letter: ten thousand of them travel as one short text. */
export const PART_STATES = {
  p: 'planned',
  f: 'in-flight',
  s: 'stored',
  /** Stored, after it had broken at least once while this app was running. */
  a: 'stored-again',
} as const

/** One of the letters. */
export type PartLetter = keyof typeof PART_STATES

/** Where a part stands. */
export type PartState = (typeof PART_STATES)[PartLetter]

/** What there is to know of one upload beyond its row. */
export interface UploadDetails {
  readonly id: UploadId
  /** Polar's name for the file; null until a session is open. */
  readonly fileId: FileId | null
  /** A letter for every part, in their order; empty until they are planned. */
  readonly parts: string
  /** Bytes that left this computer for it, over all tries. */
  readonly sentBytes: number
  /** Of these, what had been sent before. */
  readonly sentAgainBytes: number
  readonly timeline: readonly TimelineEntry[]
}

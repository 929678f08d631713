import type { FileId, UploadId } from './ids.ts'

/** What can happen to an upload that its receipt tells of. */
export type TimelineKind =
  | 'added'
  /** All checksums were made; with the file's. */
  | 'checked'
  /** A session was opened at Polar; with its file id. */
  | 'opened'
  /** S3 had all parts. */
  | 'all-stored'
  | 'completed'
  /** It had to wait before another try; with the failure's code. */
  | 'waited'
  /** A part had to be sent again; with the failure's code. */
  | 'part-broke'
  /** A session ended without a complete file, and the file was sent anew; with the failure's code. */
  | 'session-lost'
  /** With the failure's code. */
  | 'failed'
  | 'paused'
  | 'canceled'
  /** By the user, after it had been paused, canceled or had failed. */
  | 'resumed'
  /** The app was closed, or died. */
  | 'interrupted'

/** One entry of a timeline: what happened, when first and last, and how often in between. Times are epoch milliseconds. */
export interface TimelineEntry {
  readonly kind: TimelineKind
  readonly detail: string | null
  readonly firstAt: number
  readonly lastAt: number
  readonly count: number
}

/** A part as S3 stored it; `start` inclusive, `end` exclusive. */
export interface ReceiptPart {
  readonly number: number
  readonly start: number
  readonly end: number
  /** SHA-256, base64, as S3 verified it. */
  readonly checksum: string
  /** S3's word for having stored it, with its quotes. */
  readonly etag: string
}

/** Polar's answer to the completion, as far as this app reads it. */
export interface ReceiptFile {
  readonly id: FileId
  readonly name: string
  readonly sizeBytes: number
  readonly mimeType: string
  readonly service: string
  /** SHA-256, base64. */
  readonly checksum: string | null
  readonly etag: string | null
  readonly createdAt: string
  readonly organizationId: string
}

/** Proof of a delivery: what was sent, what Polar has, and what it took. */
export interface Receipt {
  readonly uploadId: UploadId
  readonly fileId: FileId
  /** Where the file was. */
  readonly path: string
  readonly name: string
  readonly sizeBytes: number
  /** SHA-256 of the whole file, hex, as `sha256sum` prints it. */
  readonly sha256: string
  readonly addedAt: number
  readonly completedAt: number
  /** Bytes that left this computer for it, over all tries. */
  readonly sentBytes: number
  /** Of these, what had been sent before. */
  readonly sentAgainBytes: number
  /** Null for uploads completed by a version of the app that did not keep it. */
  readonly polarFile: ReceiptFile | null
  readonly timeline: readonly TimelineEntry[]
  readonly parts: readonly ReceiptPart[]
}

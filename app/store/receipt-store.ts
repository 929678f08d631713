import type { UploadId } from '../contract/ids.ts'
import type { ReceiptFile, TimelineEntry, TimelineKind } from '../contract/receipt.ts'
import type { Database } from './database.ts'

/** Something worth remembering about an upload; `detail` is a failure's code, a file id or a checksum. */
export interface Noted {
  readonly kind: TimelineKind
  readonly detail: string | null
}

/** Remembers for receipts what happened to uploads, and what Polar answered in the end. */
export interface ReceiptStore {
  /** What repeats is counted, so that a timeline does not grow without end. */
  note(id: UploadId, noted: Noted, at: number): void
  /** From the first to the last. */
  timeline(id: UploadId): readonly TimelineEntry[]
  /** What Polar answered at the completion; null before, and for what an earlier version completed. */
  polarFile(id: UploadId): ReceiptFile | null
  setPolarFile(id: UploadId, file: ReceiptFile): void
}

/** What is the same as one of so many entries before it is counted there: an upload that waits for a day says so once. */
const COUNTED_WITHIN = 8

/** What a receipt tells of steps is told once, however often a run passes over what is done already. */
const ONCE: readonly TimelineKind[] = ['checked', 'opened']

interface Row {
  readonly number: number
  readonly kind: TimelineKind
  readonly detail: string | null
}

/** Creates the receipt store on an open database. */
export function createReceiptStore(db: Database): ReceiptStore {
  const selectLast = db.prepare<[UploadId], Row>(
    `SELECT number, kind, detail FROM timeline WHERE upload_id = ? ORDER BY number DESC LIMIT ${COUNTED_WITHIN}`,
  )
  const selectSame = db.prepare<[UploadId, TimelineKind, string | null], Row>(
    'SELECT number, kind, detail FROM timeline WHERE upload_id = ? AND kind = ? AND detail IS ? LIMIT 1',
  )
  const insert = db.prepare(
    `INSERT INTO timeline (upload_id, number, kind, detail, first_at, last_at)
     VALUES (:id, :number, :kind, :detail, :at, :at)`,
  )
  const countOneMore = db.prepare(
    'UPDATE timeline SET count = count + 1, last_at = ? WHERE upload_id = ? AND number = ?',
  )
  const selectAll = db.prepare<[UploadId], TimelineEntry>(
    `SELECT kind, detail, first_at AS firstAt, last_at AS lastAt, count
     FROM timeline WHERE upload_id = ? ORDER BY number`,
  )
  const selectPolarFile = db.prepare<[UploadId], { polarFile: string | null }>(
    'SELECT polar_file AS polarFile FROM uploads WHERE id = ?',
  )
  const setPolarFile = db.prepare('UPDATE uploads SET polar_file = ? WHERE id = ?')
  return {
    note(id, { kind, detail }, at) {
      if (ONCE.includes(kind) && selectSame.get(id, kind, detail) !== undefined) return
      const last = selectLast.all(id)
      const same = last.find((row) => row.kind === kind && row.detail === detail)
      if (same === undefined) insert.run({ id, number: (last[0]?.number ?? 0) + 1, kind, detail, at })
      else countOneMore.run(at, id, same.number)
    },
    timeline: (id) => selectAll.all(id),
    polarFile(id) {
      const text = selectPolarFile.get(id)?.polarFile ?? null
      return text === null ? null : (JSON.parse(text) as ReceiptFile)
    },
    setPolarFile: (id, file) => void setPolarFile.run(JSON.stringify(file), id),
  }
}

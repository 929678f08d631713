import type { UploadId } from '../contract/ids.ts'
import type { Part } from '../upload/part-plan.ts'
import type { Database } from './database.ts'

/** A part with its SHA-256, base64, and the ETag S3 gave for it; null until S3 has stored it. */
export interface PlannedPart extends Part {
  readonly checksum: string
  readonly etag: string | null
}

/** How much of an upload S3 has stored. */
export interface StoredSum {
  readonly partCount: number
  readonly storedBytes: number
}

/** Remembers how a file is cut, and which parts S3 has stored. A part is stored once it has an ETag. */
export interface PartStore {
  /** Replaces the plan there was; no part of the new one is stored yet. */
  setPlan(id: UploadId, parts: readonly Part[], checksums: readonly string[]): void
  /** In ascending order; empty when nothing is planned. */
  plan(id: UploadId): readonly PlannedPart[]
  count(id: UploadId): number
  /** Whether each part is stored, in ascending order of their numbers: a fraction of what reading the plan takes. */
  storedFlags(id: UploadId): readonly boolean[]
  /** Committed to disk when this returns. */
  markStored(id: UploadId, number: number, etag: string): void
  /** For every upload that has a plan. */
  sums(): ReadonlyMap<UploadId, StoredSum>
  removePlan(id: UploadId): void
}

const SELECT_PLAN = `
  SELECT number, start_byte AS start, end_byte AS "end", checksum, etag
  FROM parts WHERE upload_id = ? ORDER BY number`

const SELECT_SUMS = `
  SELECT upload_id AS id, COUNT(*) AS partCount,
    COALESCE(SUM(CASE WHEN etag IS NOT NULL THEN end_byte - start_byte END), 0) AS storedBytes
  FROM parts GROUP BY upload_id`

/** Creates the part store on an open database. */
export function createPartStore(db: Database): PartStore {
  const insert = db.prepare(
    'INSERT INTO parts (upload_id, number, start_byte, end_byte, checksum) VALUES (?, ?, ?, ?, ?)',
  )
  const selectPlan = db.prepare<[UploadId], PlannedPart>(SELECT_PLAN)
  const selectFlags = db.prepare<[UploadId], { isStored: number }>(
    'SELECT etag IS NOT NULL AS isStored FROM parts WHERE upload_id = ? ORDER BY number',
  )
  const selectCount = db.prepare<[UploadId], { partCount: number }>(
    'SELECT COUNT(*) AS partCount FROM parts WHERE upload_id = ?',
  )
  const setEtag = db.prepare('UPDATE parts SET etag = ? WHERE upload_id = ? AND number = ?')
  const selectSums = db.prepare<[], StoredSum & { id: UploadId }>(SELECT_SUMS)
  const deletePlan = db.prepare('DELETE FROM parts WHERE upload_id = ?')
  return {
    setPlan: db.transaction((id: UploadId, parts: readonly Part[], checksums: readonly string[]) => {
      deletePlan.run(id)
      parts.forEach((part, index) => insert.run(id, part.number, part.start, part.end, checksums[index]))
    }),
    plan: (id) => selectPlan.all(id),
    storedFlags: (id) => selectFlags.all(id).map(({ isStored }) => isStored === 1),
    count: (id) => selectCount.get(id)?.partCount ?? 0,
    markStored(id, number, etag) {
      const { changes } = setEtag.run(etag, id, number)
      if (changes !== 1) throw new Error(`Upload ${id} has no part ${number}`)
    },
    sums: () => new Map(selectSums.all().map(({ id, ...sum }) => [id, sum])),
    removePlan: (id) => void deletePlan.run(id),
  }
}

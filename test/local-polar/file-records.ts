import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isoMicroseconds } from './clock.ts'
import type { Service } from './file-validation.ts'

/** Polar's row for a file, by Polar's names. Times are epoch milliseconds. */
export interface FileRecord {
  readonly id: string
  readonly organization_id: string
  readonly service: Service
  readonly name: string
  /** The S3 key. */
  readonly path: string
  readonly mime_type: string
  readonly size: number
  readonly checksum_sha256_base64: string | null
  readonly checksum_sha256_hex: string | null
  readonly storage_version: string | null
  readonly checksum_etag: string | null
  readonly last_modified_at: number | null
  readonly version: string | null
  readonly is_uploaded: boolean
  readonly flagged_malicious_at: number | null
  readonly created_at: number
  readonly deleted_at: number | null
}

/** Polar's table of files. */
export interface FileRecords {
  /** Adds or replaces the row with that id. */
  save(record: FileRecord): Promise<void>
  find(id: string): FileRecord | null
  /** All rows, in an order that means nothing and changes whenever a row does: there is no ORDER BY. */
  all(): readonly FileRecord[]
}

/** Opens the table in a folder, with what an earlier server left there. */
export async function openFileRecords(folder: string, seed: number): Promise<FileRecords> {
  await mkdir(folder, { recursive: true })
  const rows = new Map<string, FileRecord>()
  let changes = 0
  let saves = 0
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue
    const record = JSON.parse(await readFile(join(folder, name), 'utf8')) as FileRecord
    rows.set(record.id, record)
  }

  const place = (record: FileRecord): string =>
    createHash('md5').update(`${seed}/${changes}/${record.id}`).digest('hex')

  return {
    async save(record) {
      const path = join(folder, `${record.id}.json`)
      // Two saves of one row at once must not share the file they write.
      saves += 1
      const fresh = `${path}.${saves}.new`
      await writeFile(fresh, JSON.stringify(record))
      await rename(fresh, path)
      rows.set(record.id, record)
      changes += 1
    },
    find: (id) => rows.get(id) ?? null,
    all: () =>
      [...rows.values()]
        .map((record) => ({ record, place: place(record) }))
        .sort((one, other) => (one.place < other.place ? -1 : 1))
        .map(({ record }) => record),
  }
}

/** A number of bytes in Polar's words. */
export function readableSize(bytes: number): string {
  let amount = bytes
  for (const unit of ['', 'K', 'M', 'G', 'T', 'P', 'E', 'Z']) {
    if (Math.abs(amount) < 1024) return `${amount.toFixed(1)} ${unit}B`
    amount /= 1024
  }
  return `${amount.toFixed(1)} YB`
}

const isoOrNull = (epochMs: number | null): string | null =>
  epochMs === null ? null : isoMicroseconds(epochMs)

/** What every answer about a file begins with. */
const commonFields = (record: FileRecord): Record<string, unknown> => ({
  id: record.id,
  organization_id: record.organization_id,
  name: record.name,
  path: record.path,
  mime_type: record.mime_type,
  size: record.size,
  storage_version: record.storage_version,
  checksum_etag: record.checksum_etag,
  checksum_sha256_base64: record.checksum_sha256_base64,
  checksum_sha256_hex: record.checksum_sha256_hex,
  last_modified_at: isoOrNull(record.last_modified_at),
})

/** A file as Polar shows it with its upload or its download, in Polar's order. */
export const fileWith = (
  record: FileRecord,
  transfer: { readonly upload: unknown } | { readonly download: unknown },
): Record<string, unknown> => ({
  ...commonFields(record),
  ...transfer,
  version: record.version,
  is_uploaded: record.is_uploaded,
  service: record.service,
  size_readable: readableSize(record.size),
})

/** Says whether anybody may read a service's files without a signature. */
export const isPublicService = (service: Service): boolean =>
  service === 'product_media' || service === 'organization_avatar'

/** A file as Polar shows it: `FileRead`, in Polar's order. */
export const fileRead = (record: FileRecord, publicUrl: string): Record<string, unknown> => ({
  ...commonFields(record),
  version: record.version,
  service: record.service,
  is_uploaded: record.is_uploaded,
  created_at: isoMicroseconds(record.created_at),
  ...(record.service === 'downloadable' && { flagged_malicious_at: isoOrNull(record.flagged_malicious_at) }),
  size_readable: readableSize(record.size),
  ...(isPublicService(record.service) && { public_url: publicUrl }),
})

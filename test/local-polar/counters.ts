import { OPERATIONS, type Operation, type Target } from './operations.ts'

/** What came in for one part. */
export interface PartCounts {
  /** PUTs whose request line and headers arrived. */
  readonly started: number
  /** PUTs whose bytes were stored. */
  readonly committed: number
  /** PUTs answered with an error of S3's. */
  readonly refused: number
  /** Bytes of PUT bodies that arrived, over all PUTs, broken ones included. */
  readonly bodyBytes: number
}

/** What came in for one file. */
export interface FileCounts extends PartCounts {
  /** By part number. */
  readonly parts: Readonly<Record<number, PartCounts>>
}

/** Everything counted since the server started, as plain data. */
export interface Counts {
  /** Requests per operation, whatever came of them. */
  readonly requests: Readonly<Record<Operation, number>>
  /** Files created, each with a multipart upload of its own. */
  readonly sessionsOpened: number
  readonly completions: number
  /** TCP connections accepted. */
  readonly connections: number
  /** S3's refusals by `S3Error.label`, also those a completion met inside Polar. */
  readonly s3Errors: Readonly<Record<string, number>>
  /** Sums over all files. */
  readonly parts: PartCounts
  /** By file id. */
  readonly files: Readonly<Record<string, FileCounts>>
}

type Mutable = { -readonly [Name in keyof PartCounts]: PartCounts[Name] }

/** Counts what happens. */
export interface Counters {
  request(target: Target): void
  bodyBytes(target: Target, bytes: number): void
  committed(target: Target): void
  s3Error(target: Target, code: string): void
  sessionOpened(): void
  connection(): void
  snapshot(): Counts
}

const nothing = (): Mutable => ({ started: 0, committed: 0, refused: 0, bodyBytes: 0 })

function sum(all: Iterable<PartCounts>): PartCounts {
  const total = nothing()
  for (const one of all) {
    total.started += one.started
    total.committed += one.committed
    total.refused += one.refused
    total.bodyBytes += one.bodyBytes
  }
  return total
}

/** Counters at zero. */
export function createCounters(): Counters {
  const requests = Object.fromEntries(OPERATIONS.map((name) => [name, 0])) as Record<Operation, number>
  const files = new Map<string, Map<number, Mutable>>()
  const s3Errors: Record<string, number> = {}
  const single = { sessionsOpened: 0, completions: 0, connections: 0 }

  const partOf = (target: Target): Mutable | null => {
    if (target.operation !== 'part' || target.fileId === null || target.partNumber === null) return null
    const parts = files.get(target.fileId) ?? new Map<number, Mutable>()
    files.set(target.fileId, parts)
    const part = parts.get(target.partNumber) ?? nothing()
    parts.set(target.partNumber, part)
    return part
  }

  return {
    request(target) {
      requests[target.operation] += 1
      const part = partOf(target)
      if (part) part.started += 1
    },
    bodyBytes(target, bytes) {
      const part = partOf(target)
      if (part) part.bodyBytes += bytes
    },
    committed(target) {
      if (target.operation === 'complete') single.completions += 1
      const part = partOf(target)
      if (part) part.committed += 1
    },
    s3Error(target, code) {
      s3Errors[code] = (s3Errors[code] ?? 0) + 1
      const part = partOf(target)
      if (part) part.refused += 1
    },
    sessionOpened: () => {
      single.sessionsOpened += 1
    },
    connection: () => {
      single.connections += 1
    },
    snapshot: () => ({
      requests: { ...requests },
      ...single,
      s3Errors: { ...s3Errors },
      parts: sum([...files.values()].flatMap((parts) => [...parts.values()])),
      files: Object.fromEntries([...files].map(([id, parts]) => [id, fileCounts(parts)])),
    }),
  }
}

const fileCounts = (parts: ReadonlyMap<number, PartCounts>): FileCounts => ({
  ...sum(parts.values()),
  parts: Object.fromEntries([...parts].map(([number, counts]) => [number, { ...counts }])),
})

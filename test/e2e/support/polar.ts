import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DEFAULT_PART_BYTES } from '../../../app/upload/part-plan.ts'
import type { PartCounts } from '../../local-polar/counters.ts'
import type { LocalPolar } from '../../local-polar/local-polar-api.ts'
import type { RequestEvent } from '../../local-polar/request-events.ts'

/** That many parts, in bytes. */
export const partsOf = (count: number): number => count * DEFAULT_PART_BYTES

/**
 * Lets that many parts through; the bytes of all others then stop half way, until `clearFaults` lets new ones through.
 * So a test has all the time it needs in the middle of an upload, and knows how far it is.
 */
export const letThrough = (polar: LocalPolar, parts: number): void =>
  polar.addFault({ operation: 'part', kind: 'stall', when: 'amid', nth: parts + 1, count: Infinity })

/** What arrived for each part of the one file there is, by part number. */
export function partCounts(polar: LocalPolar): readonly PartCounts[] {
  const [file, ...others] = Object.values(polar.counts().files)
  if (file === undefined || others.length > 0) throw new Error(`${others.length} files too many, or none`)
  return Object.values(file.parts)
}

/** SHA-256, hex, of what Polar serves under a name, or null while it serves nothing. */
export async function servedChecksum(polar: LocalPolar, name: string): Promise<string | null> {
  const served = polar
    .files()
    .filter((file) => file.name === name && file.is_uploaded && file.deleted_at === null)
  const [file] = served
  if (served.length > 1) throw new Error(`Polar has ${served.length} files ${name}`)
  return file === undefined ? null : polar.checksum(file.id)
}

/** SHA-256, hex, of a file on this disk. */
export const checksumOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex')

/** Waits for the next request of which something is true. */
export const nextRequest = (polar: LocalPolar, isIt: (event: RequestEvent) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = polar.onRequest((event) => {
      if (!isIt(event)) return
      stop()
      resolve()
    })
  })

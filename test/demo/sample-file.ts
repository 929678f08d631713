import { createHash, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'

const MiB = 1024 * 1024

/** A file made for the demo. */
export interface SampleFile {
  readonly path: string
  readonly sizeBytes: number
  /** SHA-256 of what was written, hex. */
  readonly sha256: string
}

/** Writes a file of random bytes, so that no two parts are alike. */
export async function makeSampleFile(path: string, sizeMiB: number): Promise<SampleFile> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx')
  try {
    for (let written = 0; written < sizeMiB; written++) {
      const bytes = randomBytes(MiB)
      hash.update(bytes)
      await file.writeFile(bytes)
    }
  } finally {
    await file.close()
  }
  return { path, sizeBytes: sizeMiB * MiB, sha256: hash.digest('hex') }
}

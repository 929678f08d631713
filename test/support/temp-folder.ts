import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that goes with the test. */
export interface TempFolder extends Disposable {
  readonly path: string
  /** Makes a file of that many bytes, the same for the same seed; gives its path. */
  file(name: string, sizeBytes: number, seed?: number): string
}

/** Makes an empty folder. */
export function makeTempFolder(): TempFolder {
  const path = mkdtempSync(join(tmpdir(), 'polar-uploader-test-'))
  return {
    path,
    file(name, sizeBytes, seed = 1) {
      const file = join(path, name)
      writeFileSync(file, bytesOf(sizeBytes, seed))
      return file
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** Bytes that look random and differ everywhere, so that a part in the wrong place shows. */
export function bytesOf(sizeBytes: number, seed: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes)
  const block = createHash('sha512').update(String(seed)).digest()
  for (let at = 0; at < sizeBytes; at += 64) {
    block.writeUInt32LE(at / 64, 0)
    block.copy(bytes, at, 0, Math.min(64, sizeBytes - at))
  }
  return bytes
}

/** SHA-256, hex. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

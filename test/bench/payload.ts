import { randomFillSync } from 'node:crypto'
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The bytes of a mebibyte and of a gibibyte. */
export const MiB = 1024 ** 2
/** 1024 times as much. */
export const GiB = 1024 ** 3

/** A folder for the files to send. */
export interface PayloadFolder extends Disposable {
  readonly path: string
  /** A file of chance bytes; gives its path. */
  file(name: string, sizeBytes: number): string
  /** A file that is all hole: it takes no room, and reads as zeros. */
  sparseFile(name: string, sizeBytes: number): string
  /** A folder of so many files of one size; gives its path. */
  folderOf(name: string, count: number, sizeBytes: number): string
  /** An empty folder. */
  emptyFolder(): string
}

const SHARED_MEMORY = '/dev/shm'

/**
 * Makes a folder with room for so much, in memory where there is room twice over: then nothing is written to a disk
 * behind the measurement's back, and what is read comes from the page cache either way.
 */
export function makePayloadFolder(neededBytes: number): PayloadFolder {
  const path = mkdtempSync(
    join(hasRoom(SHARED_MEMORY, 2 * neededBytes) ? SHARED_MEMORY : tmpdir(), 'polar-bench-'),
  )
  const remove = (): void => rmSync(path, { recursive: true, force: true })
  process.once('exit', remove)
  let folders = 0
  const place = (name: string, fill: (handle: number) => void): string => {
    const file = join(path, name)
    const handle = openSync(file, 'w')
    fill(handle)
    closeSync(handle)
    return file
  }
  return {
    path,
    file: (name, sizeBytes) => place(name, (handle) => fillWithChance(handle, sizeBytes)),
    sparseFile: (name, sizeBytes) => place(name, (handle) => ftruncateSync(handle, sizeBytes)),
    folderOf(name, count, sizeBytes) {
      mkdirSync(join(path, name))
      for (let number = 1; number <= count; number += 1) {
        const file = join(name, `file-${String(number).padStart(5, '0')}.bin`)
        place(file, (handle) => fillWithChance(handle, sizeBytes))
      }
      return join(path, name)
    },
    emptyFolder() {
      folders += 1
      const empty = join(path, `empty-${folders}`)
      mkdirSync(empty)
      return empty
    },
    [Symbol.dispose]() {
      process.off('exit', remove)
      remove()
    },
  }
}

function hasRoom(folder: string, bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > bytes
  } catch {
    return false
  }
}

const block = Buffer.alloc(8 * MiB)

function fillWithChance(handle: number, sizeBytes: number): void {
  for (let at = 0; at < sizeBytes; at += block.length) {
    const piece = block.subarray(0, Math.min(block.length, sizeBytes - at))
    randomFillSync(piece)
    writeSync(handle, piece)
  }
}

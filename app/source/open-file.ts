import { constants, type Stats } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { UploadError } from '../upload-error.ts'
import type { Hasher } from './checksums.ts'
import { diskError, diskProblem, endedEarly, notAFile, type DiskProblem } from './disk-problem.ts'
import { identityFrom, type SourceFile } from './source-file.ts'

// Without it, opening a pipe waits for a writer. Windows has no such flag. That others may rename and delete an open
// file is the default: libuv opens with FILE_SHARE_DELETE.
const FLAGS = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0)

/** Opens a file on the user's disk; `SourceFiles.open` says what it throws. */
export async function openSourceFile(path: string, hasher: Hasher): Promise<SourceFile> {
  // Asked first, because opening alone does something to some devices; and again after, because it may be another.
  await orDiskError(path, async () => refuseUnlessFile(await stat(path), path))
  const handle = await orDiskError(path, () => open(path, FLAGS))
  try {
    const sizeBytes = await orDiskError(path, async () => {
      const stats = await handle.stat()
      refuseUnlessFile(stats, path)
      return stats.size
    })
    return createSourceFile(path, handle, sizeBytes, hasher)
  } catch (error) {
    await handle.close()
    throw error
  }
}

function createSourceFile(
  path: string,
  handle: FileHandle,
  sizeAtOpening: number,
  hasher: Hasher,
): SourceFile {
  const hashings = new Set<Promise<unknown>>()
  let closing: Promise<void> | null = null
  return {
    path,
    identity: () => orDiskError(path, async () => identityFrom(await handle.stat({ bigint: true }))),
    async read(target, position) {
      const wanted = Math.max(0, Math.min(target.length, sizeAtOpening - position))
      for (let filled = 0; filled < wanted;) {
        const { bytesRead } = await orDiskError(path, () =>
          handle.read(target, filled, wanted - filled, position + filled),
        )
        if (bytesRead === 0) throw endedEarly(path)
        filled += bytesRead
      }
      return wanted
    },
    async checksums(parts, options) {
      if (closing !== null) throw new Error('A closed file cannot be hashed')
      const hashing = hasher.hash({ fd: handle.fd, path }, parts, options)
      hashings.add(hashing)
      try {
        return await hashing
      } finally {
        hashings.delete(hashing)
      }
    },
    close() {
      // The threads read by the descriptor's number, which the system gives to another file as soon as it is free.
      closing ??= Promise.allSettled(hashings).then(() => handle.close())
      return closing
    },
  }
}

function refuseUnlessFile(stats: Stats, path: string): void {
  if (stats.isFile()) return
  const problem: DiskProblem = stats.isDirectory()
    ? diskProblem(Object.assign(new Error('Is a directory'), { code: 'EISDIR' }), path)
    : notAFile(path)
  throw new UploadError(problem.code, problem.message)
}

async function orDiskError<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw error instanceof UploadError ? error : diskError(error, path)
  }
}

import { createHasher } from './checksums.ts'
import { expandPaths } from './expand-paths.ts'
import { openSourceFile } from './open-file.ts'
import type { SourceFiles } from './source-file.ts'

/** The files on this computer's disks, hashed by the worker at that address. */
export function createSourceFiles(hashWorker: URL): SourceFiles {
  const hasher = createHasher(hashWorker)
  return {
    open: (path) => openSourceFile(path, hasher),
    expand: expandPaths,
    close: () => hasher.close(),
  }
}

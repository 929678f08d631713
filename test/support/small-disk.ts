import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk in memory, mounted on a folder until it is disposed of; what has files open on it may keep them. */
export interface SmallDisk extends Disposable {
  makeReadOnly(): void
  /** Writes until nothing fits any more; returns how to make room again. */
  fill(): () => void
}

/** Mounts a disk of so many KiB on a folder, which is made. Needs the right to mount. */
export function mountSmallDisk(path: string, kibibytes: number): SmallDisk {
  mkdirSync(path, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=700`, 'tmpfs', path], {
    stdio: 'pipe',
  })
  return {
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', path], { stdio: 'pipe' }),
    fill: () => fillFolder(path),
    [Symbol.dispose]: () => void execFileSync('umount', ['--lazy', path], { stdio: 'pipe' }),
  }
}

/** Says whether this process may mount a disk at all. */
export function canMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'polar-uploader-mount-'))
  try {
    mountSmallDisk(path, 4)[Symbol.dispose]()
    return true
  } catch {
    return false
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}

function fillFolder(path: string): () => void {
  const filler = join(path, 'filler')
  for (const bytes of [4096, 512, 1]) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(bytes))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
  return () => rmSync(filler)
}

import type { BigIntStats } from 'node:fs'
import type { Part } from '../upload/part-plan.ts'

/**
 * What tells one state of a file at one path from another. Inode and time are decimal text: they may exceed 2^53. The
 * device is not in it: a drive that is plugged in again, or mounted in another order, gets another number.
 */
export interface FileIdentity {
  readonly inode: string
  readonly sizeBytes: number
  /** When its bytes last changed, in nanoseconds since the epoch. Programs may set it to any time. */
  readonly modifiedNs: string
  /**
   * When its bytes, its name, its permissions or `modifiedNs` last changed, in nanoseconds since the epoch: by the
   * system's own clock, which nobody sets for one file. Null when that was not noted.
   */
  readonly changedNs: string | null
}

/**
 * Says whether it is the same file, and nothing has written to it in between as far as the file system tells. A copy
 * laid over it with its dates kept does not show, but neither does a new name: this is for a file that is held open.
 */
export const sameIdentity = (a: FileIdentity, b: FileIdentity): boolean =>
  a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.modifiedNs === b.modifiedNs

/** Says whether certainly nothing has written to the file in between; a new name alone makes it uncertain, too. */
export const isUntouched = (before: FileIdentity, now: FileIdentity): boolean =>
  sameIdentity(before, now) &&
  (before.changedNs === null || now.changedNs === null || before.changedNs === now.changedNs)

/** What the file system says of a file, by its path or by a handle: both say the same. */
export const identityFrom = (stats: BigIntStats): FileIdentity => ({
  inode: String(stats.ino),
  sizeBytes: Number(stats.size),
  modifiedNs: String(stats.mtimeNs),
  changedNs: String(stats.ctimeNs),
})

/** The SHA-256 of a file and of its parts, in base64. */
export interface Checksums {
  readonly fileChecksum: string
  /** In the order of the parts. */
  readonly partChecksums: readonly string[]
}

/** What hashing needs besides the parts. */
export interface HashingOptions {
  /** Ends the hashing at the next MiB at the latest; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal
  /** Told about twenty times a second how many more bytes are hashed; the sum of all calls is the file's size. */
  readonly onHashed: (bytes: number) => void
}

/** A file on the user's disk, held open: neither a rename nor a delete takes it away. */
export interface SourceFile {
  /** Where it was when it was opened. */
  readonly path: string
  /** Asks the file system what the open file is like now. Throws `UploadError` when it cannot tell. */
  identity(): Promise<FileIdentity>
  /**
   * Fills `target` from `position`, but not beyond the size the file had when it was opened; gives the bytes read.
   * Throws `UploadError('file-touched')` when the file has become shorter than that, another one when it cannot
   * be read.
   */
  read(target: Uint8Array, position: number): Promise<number>
  /**
   * Reads the parts once, in order, for the checksum of each and of all of them together: the file's, when they
   * are a plan of it. Whether the file changed meanwhile is for the caller to ask, by its identity before and after.
   * Throws what `read` throws, and the signal's reason.
   */
  checksums(parts: readonly Part[], options: HashingOptions): Promise<Checksums>
  /** Lets go of the file once nothing reads it any more. Safe to call twice. */
  close(): Promise<void>
}

/** A file found among paths to add. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string
  /** What it was like when it was found. */
  readonly identity: FileIdentity
}

/** What a list of files and folders holds. */
export interface Expansion {
  /** The paths in the order given; what is in a folder by name, the way people count. */
  readonly files: readonly FoundFile[]
  /** How many `.DS_Store`, `Thumbs.db` and `desktop.ini` were left out. */
  readonly leftOutCount: number
  /** What cannot be added; `message` is a sentence that says what is wrong and what to do. */
  readonly refused: readonly { readonly path: string; readonly message: string }[]
}

/** The files on the user's disk. */
export interface SourceFiles {
  /**
   * Opens a file for reading. Throws `UploadError('file-missing')` when it is not there, may not be read or is no
   * regular file, `'file-busy'` when another try may succeed.
   */
  open(path: string): Promise<SourceFile>
  /** Walks files and folders. Whatever cannot be added is in the answer; nothing is thrown for it. */
  expand(paths: readonly string[]): Promise<Expansion>
  /** Ends the hash workers; what is being hashed fails. Open files stay open. */
  close(): Promise<void>
}

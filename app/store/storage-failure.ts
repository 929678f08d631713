import SQLite from 'better-sqlite3'
import { StartError } from '../start-error.ts'
import { UploadError } from '../upload-error.ts'

const FULL = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT']
const NOT_WRITABLE = [
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_PERM',
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'ELOOP',
]
// A full or failing disk also shows as an I/O error while SQLite grows its log.
const NOT_WRITTEN = ['SQLITE_IOERR', 'SQLITE_BUSY', 'EIO']

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const isOneOf = (codes: readonly string[], code: string): boolean =>
  codes.some((known) => code === known || code.startsWith(`${known}_`))

/** What an error while opening the data folder means for the user; errors that are none of the folder's pass as they are. */
export function startErrorFor(error: unknown, folder: string): unknown {
  const code = codeOf(error)
  if (error instanceof StartError) return error
  if (isOneOf(FULL, code)) {
    return new StartError(
      'full',
      `The disk with Polar Uploader's data folder (${folder}) is full. Please make some room and start again.`,
      { cause: error },
    )
  }
  if (isOneOf([...NOT_WRITABLE, ...NOT_WRITTEN], code)) {
    return new StartError(
      'not-writable',
      `Polar Uploader cannot write its data folder (${folder}). Please check its permissions, or choose another with POLAR_UPLOADER_DATA.`,
      { cause: error },
    )
  }
  return error
}

/** A failed write of the upload's state as a failure to wait for; anything else is null. */
export function asStorageFailure(error: unknown): UploadError | null {
  if (!(error instanceof SQLite.SqliteError)) return null
  if (!isOneOf([...FULL, ...NOT_WRITABLE, ...NOT_WRITTEN], error.code)) return null
  return new UploadError(
    'storage-full',
    'The progress cannot be written to disk: it is full, or may not be written. Please make some room; it goes on by itself then.',
    { cause: error },
  )
}

/** The list itself cannot be written, so whatever was to become part of it did not. */
export const noRoomForList = (cause: unknown): UploadError =>
  new UploadError(
    'storage-full',
    'The list of uploads cannot be written to disk: it is full, or may not be written. Please make some room, then add the files again.',
    { cause },
  )

/** What a command threw: that its change cannot be written, in a sentence, if it is that; anything else as it is. */
export const commandErrorFor = (error: unknown): unknown =>
  asStorageFailure(error) === null
    ? error
    : new UploadError(
        'storage-full',
        'This change cannot be written to disk: it is full, or may not be written. Please make some room, then try again.',
        { cause: error },
      )

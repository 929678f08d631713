import { basename } from 'node:path'
import type { FailureCode } from '../contract/upload-failure.ts'
import { UploadError } from '../upload-error.ts'

/** Why a file or folder cannot be used, and what to do about it, in a sentence. */
export interface DiskProblem {
  readonly code: FailureCode
  readonly message: string
}

/** The name a sentence calls a file or folder by: nothing in it can break a line, turn the text around or fill a screen. */
export function shownName(path: string): string {
  const characters = Array.from((basename(path) || path).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '�'))
  if (characters.length <= 80) return characters.join('')
  return `${characters.slice(0, 50).join('')}…${characters.slice(-20).join('')}`
}

const missing = (message: string): DiskProblem => ({ code: 'file-missing', message })
const busy = (message: string): DiskProblem => ({ code: 'file-busy', message })

/** What the operating system's error means for the user. Anything else thrown comes back as it is: a bug. */
export function diskProblem(error: unknown, path: string): DiskProblem {
  const systemCode = systemCodeOf(error)
  if (systemCode === null) throw error
  const name = `“${shownName(path)}”`
  switch (systemCode) {
    case 'ENOENT':
    case 'ENOTDIR':
      return missing(notFound(path, name))
    case 'EACCES':
    case 'EPERM':
      return missing(`This app may not read ${name}. Give it the permission to, then try again.`)
    case 'EISDIR':
      return missing(`${name} is a folder, not a file. Add the folder to upload what is in it.`)
    case 'ELOOP':
      return missing(
        `The links that lead to ${name} go round in circles. Add what they should lead to instead.`,
      )
    case 'ENAMETOOLONG':
      return missing(`${name} has a path too long for this computer. Shorten its name, then add it again.`)
    case 'ERR_INVALID_ARG_VALUE':
      return missing(`${name} is no name a file can have. Check how it is spelled, then add it again.`)
    case 'EMFILE':
    case 'ENFILE':
      return busy(
        `Too many files are open on this computer to read ${name}. Close some programs, or try again later.`,
      )
    case 'EBUSY':
    case 'ETXTBSY':
    case 'EAGAIN':
      return busy(`Another program keeps ${name} to itself. Close it there, or try again later.`)
    case 'ENOMEM':
      return busy(
        `This computer has too little free memory to read ${name}. Close some programs, or try again later.`,
      )
    // A network drive reports dozens of codes for a moment without a network, and is back after it.
    default:
      return busy(
        `${name} cannot be read: the drive reports an error (${systemCode}). Check its connection, then try again.`,
      )
  }
}

/** The same, to be thrown. */
export function diskError(error: unknown, path: string): UploadError {
  const { code, message } = diskProblem(error, path)
  return new UploadError(code, message, { cause: error })
}

/** The error for a file that has fewer bytes than when it was opened. */
export const endedEarly = (path: string): UploadError =>
  new UploadError(
    'file-touched',
    `“${shownName(path)}” became shorter while it was read. It is checked again.`,
  )

/** What is wrong with something that is no file and no folder. */
export const notAFile = (path: string): DiskProblem =>
  missing(
    `“${shownName(path)}” is a device or a connection between programs, not a file. Only files can be uploaded.`,
  )

export const madeUp = (path: string): DiskProblem =>
  missing(
    `“${shownName(path)}” has no size: the system makes it up whenever it is read. Copy it, then upload the copy.`,
  )

/** Node gives U+FFFD for what is not UTF-8 in a name, so the name it gave leads nowhere. */
const notFound = (path: string, name: string): string =>
  path.includes('�')
    ? `The name of ${name} has characters that this computer cannot spell. Rename it, then add it again.`
    : `${name} cannot be found. If it was moved or renamed, put it back and try again, or choose the file where it is now.`

const systemCodeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

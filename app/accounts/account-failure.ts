import type { UploadFailure } from '../contract/upload-failure.ts'
import { KeychainError } from '../ports.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { UploadError } from '../upload-error.ts'

/** What went wrong while somebody signed in, as data. Anything unforeseen is thrown on. */
export function failureOf(error: unknown): UploadFailure {
  if (error instanceof UploadError) return error.failure
  if (error instanceof KeychainError) return { code: 'keychain', message: error.message }
  const full = asStorageFailure(error)
  if (full === null) throw error
  return full.failure
}

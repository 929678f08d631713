import type { SignInFailure } from '../contract/account-view.ts'
import { KeychainError } from '../ports.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { UploadError } from '../upload-error.ts'

/** What went wrong while somebody signed in, as data. Anything unforeseen is thrown on. */
export function failureOf(error: unknown): SignInFailure {
  if (error instanceof UploadError) return { ...error.failure, ...waitOf(error) }
  if (error instanceof KeychainError) return { code: 'keychain', message: error.message }
  const full = asStorageFailure(error)
  if (full === null) throw error
  return full.failure
}

const waitOf = ({ retryAfterMs = 0 }: UploadError): Pick<SignInFailure, 'retryAfterMs'> =>
  retryAfterMs > 0 ? { retryAfterMs } : {}

import type { UploadFailure } from '../app/contract/upload-failure.ts'
import { KeychainError } from '../app/ports.ts'
import { UploadError } from '../app/upload-error.ts'

/** What came of a command, as plain data: IPC keeps nothing of a thrown error but its text. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: UploadFailure }

/** Runs a command and gives its outcome as data; never rejects. What was not foreseen goes to `onBug` as well. */
export async function toReply<T>(
  command: () => Promise<T>,
  onBug: (error: unknown) => void,
): Promise<Reply<T>> {
  try {
    return { ok: true, value: await command() }
  } catch (error) {
    const foreseen = foreseenFailure(error)
    if (foreseen === null) onBug(error)
    return { ok: false, failure: foreseen ?? { code: 'internal', message: INTERNAL } }
  }
}

/** The value of a reply. Throws an `Error` with the failure's sentence when there is none. */
export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new Error(reply.failure.message)
}

const INTERNAL = 'Something went wrong in this app. The log says what; please try again.'

function foreseenFailure(error: unknown): UploadFailure | null {
  if (error instanceof UploadError) return error.failure
  // Without its keychain the app has no token, and its sentence says how to mend that.
  if (error instanceof KeychainError) return { code: 'unauthorized', message: error.message }
  return null
}

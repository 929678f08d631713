import { UploadError } from '../app/upload-error.ts'

/** Whatever the system says about a connection comes down to: no answer, and another try may get one. */
export function noConnection(cause: unknown): UploadError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new UploadError('network', `No connection${WORDS[code] ?? ''}. Trying again soon.`, { cause })
}

/** The failure of a request that was ended because its connection cannot be alive. */
export const connectionDropped = (): UploadError =>
  new UploadError(
    'network',
    'The connection was lost while this computer slept or changed networks. Going on soon.',
  )

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: ': the server’s name is not found',
  EAI_AGAIN: ': the server’s name is not found',
  ECONNREFUSED: ': the server does not answer',
  ECONNRESET: ': it was cut',
  EPIPE: ': it was cut',
  ETIMEDOUT: ': the server does not answer',
  CERT_HAS_EXPIRED: ': the server’s certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: ': the server’s certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: ': something between here and the server replaces its certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ': the server’s certificate is not trusted',
}

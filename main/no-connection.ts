import { UploadError } from '../app/upload-error.ts'

/**
 * A connection that could not be made, or ended before there was an answer; `cause` is what the system says. It is
 * stale when it was kept from an earlier request, and the other end closed it before the first byte of an answer.
 */
export class BrokenConnection extends Error {
  override readonly name = 'BrokenConnection'
  readonly isStale: boolean

  constructor(cause: unknown, { isStale = false } = {}) {
    super('The connection is broken', { cause })
    this.isStale = isStale
  }
}

const CLOSED_BY_THE_OTHER_END: readonly string[] = ['ECONNRESET', 'ECONNABORTED', 'EPIPE']

/** Says whether the system's word means that the other end has closed the connection. */
export const isClosedByOtherEnd = (cause: unknown): boolean => CLOSED_BY_THE_OTHER_END.includes(codeOf(cause))

/** A request that got no connection in time; Node has no error of its own for it. */
export class ConnectTimeout extends Error {
  override readonly name = 'ConnectTimeout'
  readonly code = 'ETIMEDOUT'
}

/**
 * Whatever the system says about a connection comes down to: no answer, and another try may get one. Certificates
 * and proxies are no exception, because a laptop leaves the network that has them; but the user can do more about
 * those than wait, so they are told what.
 */
export function noConnection(
  cause: unknown,
  { hasProxy, isStale = false }: { readonly hasProxy: boolean; readonly isStale?: boolean },
): UploadError {
  const about = aboutProxy(cause) ?? aboutEncryption(cause) ?? aboutWay(codeOf(cause), hasProxy)
  return new UploadError('network', `No connection${about}. Trying again soon.`, {
    cause,
    isLasting: isLasting(cause),
    isStale,
  })
}

/** Says whether somebody answered who will answer the same as long as this computer is on this network. */
function isLasting(cause: unknown): boolean {
  if (codeOf(cause) !== 'ERR_PROXY_TUNNEL') return ![null, DAMAGED].includes(aboutEncryption(cause))
  const { statusCode = 0 } = cause as { statusCode?: number }
  return statusCode >= 400 && statusCode < 500
}

const DAMAGED = ': it was damaged on the way'

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const UNTRUSTED: readonly string[] = [
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]

/** Says whether nobody who is trusted has signed the certificate that was shown. */
export const isUntrusted = (cause: unknown): boolean => UNTRUSTED.includes(codeOf(cause))

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : ''

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : '')

/** The proxy was asked for a way to the server (CONNECT), and gave none. */
function aboutProxy(cause: unknown): string | null {
  if (codeOf(cause) !== 'ERR_PROXY_TUNNEL') return null
  const { statusCode, proxyTunnelTimeout } = cause as { statusCode?: number; proxyTunnelTimeout?: number }
  if (proxyTunnelTimeout !== undefined) return ': the network’s proxy does not answer'
  if (statusCode === undefined) return ': the network’s proxy hung up'
  if (Number.isNaN(statusCode)) return ': what should be the network’s proxy is none'
  if (statusCode === 407)
    return ': the network’s proxy asks for a name and a password (407). Please add them to the proxy’s address, or use another network'
  return `: the network’s proxy does not let it through (${statusCode}). Please check its settings, or use another network`
}

function aboutEncryption(cause: unknown): string | null {
  const code = codeOf(cause)
  if (isUntrusted(cause) || code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return ': something on this network intercepts it and shows a certificate that is not the server’s. Please check for a sign-in page, a proxy or a security program, or use another network'
  if (code === 'CERT_HAS_EXPIRED')
    return ': the server’s certificate has expired. Please check this computer’s date and time'
  if (code === 'CERT_NOT_YET_VALID')
    return ': the server’s certificate is not valid yet. Please check this computer’s date and time'
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_')) return null
  // What OpenSSL and BoringSSL say of a byte that changed: the one who notices, and the one who is told (an alert).
  if (/bad.record.mac|alert/i.test(`${code} ${messageOf(cause)}`)) return DAMAGED
  return ': the reply was not encrypted. Check the server’s address, and this network for a sign-in page or a proxy'
}

function aboutWay(code: string, hasProxy: boolean): string {
  const server = hasProxy ? 'the network’s proxy or the server' : 'the server'
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `: the name of ${server} is not found`
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
      return `: ${server} does not answer`
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return ': it was cut'
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
      return `: there is no way to ${server}`
    case 'EMFILE':
    case 'ENFILE':
      return ': too many files are open on this computer'
    default:
      return ''
  }
}

/** The failure of a request that was ended because its connection cannot be alive. */
export const connectionDropped = (): UploadError =>
  new UploadError(
    'network',
    'The connection was lost while this computer slept or changed networks. Going on soon.',
  )

import { network } from './network-modules.ts'

let hasMore: boolean | null = null

/** Whether what the system trusts is trusted from now on: a connection refused before may be had now. */
export const areSystemCertificatesTrusted = (): boolean => hasMore !== null

/**
 * Has this process trust, beside the roots Node brings along, those the system trusts: the ones of companies and of
 * virus scanners whose proxies look into what is sent, which browsers accept too. Says whether there are any. Only
 * done when it is needed, as reading the system's keychain can take seconds.
 */
export function trustSystemCertificates(): boolean {
  if (hasMore !== null) return hasMore
  const { getCACertificates, setDefaultCACertificates } = network().tls
  const known = getCACertificates('default')
  const others = getCACertificates('system').filter((certificate) => !known.includes(certificate))
  if (others.length > 0) setDefaultCACertificates([...known, ...others])
  hasMore = others.length > 0
  return hasMore
}

import { getCACertificates, setDefaultCACertificates } from 'node:tls'

let areTrusted = false

/**
 * Has this process trust, beside the roots Node brings along, those the system trusts: the ones of companies and of
 * virus scanners whose proxies look into what is sent, which browsers accept too. Says whether that was news. Only
 * done when it is needed, as reading the system's keychain can take seconds.
 */
export function trustSystemCertificates(): boolean {
  if (areTrusted) return false
  areTrusted = true
  const known = getCACertificates('default')
  const others = getCACertificates('system').filter((certificate) => !known.includes(certificate))
  if (others.length > 0) setDefaultCACertificates([...known, ...others])
  return others.length > 0
}

import { NAMED_SERVERS } from '../contract/account-view.ts'

const isNamed = (server: string): server is keyof typeof NAMED_SERVERS => Object.hasOwn(NAMED_SERVERS, server)

const LOCAL_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/**
 * The URL of a server given by name, by URL, or by a host without a scheme, without a slash at its end; null when it is
 * none of them. Plain `http` is for this computer only: an access token must not cross a network in clear.
 */
export function serverUrlOf(server: string): string | null {
  if (isNamed(server)) return NAMED_SERVERS[server]
  const url = URL.parse(withScheme(server.trim()))
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '') return null
  const isLocal = LOCAL_HOSTS.includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return null
  return url.href.replace(/\/+$/, '')
}

/** A host without a scheme can only be meant with `https`, or with `http` where it is this computer. */
function withScheme(server: string): string {
  if (server.includes('://')) return server
  const hostname = URL.parse(`https://${server}`)?.hostname ?? ''
  if (LOCAL_HOSTS.includes(hostname)) return `http://${server}`
  return hostname.includes('.') ? `https://${server}` : server
}

/** What to say when a server is neither a known name nor a URL that may be used. */
export const unknownServer = (server: string): string =>
  `“${server}” is not a server’s address. Use production, sandbox, or an address like https://polar.example.com.`

import { NAMED_SERVERS } from '../contract/account-view.ts'

const isNamed = (server: string): server is keyof typeof NAMED_SERVERS => Object.hasOwn(NAMED_SERVERS, server)

/**
 * The URL of a server given by name or by URL, without a slash at its end; null when it is neither. Plain `http` is
 * for this computer only: an access token must not cross a network in clear.
 */
export function serverUrlOf(server: string): string | null {
  if (isNamed(server)) return NAMED_SERVERS[server]
  const url = URL.parse(server)
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '') return null
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return null
  return url.href.replace(/\/+$/, '')
}

/** What to say when a server is neither a known name nor a URL that may be used. */
export const unknownServer = (server: string): string =>
  `“${server}” is not a server Polar Uploader knows. Please give production, sandbox, or an https address.`

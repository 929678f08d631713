import { UsageError } from './cli/arguments.ts'
import type { ProxyEnv } from './node-http.ts'

/** The proxies a terminal's environment names, in either spelling. Throws `UsageError` for one that is none. */
export function proxiesOfEnvironment(env: Readonly<Record<string, string | undefined>>): ProxyEnv {
  const value = (name: keyof ProxyEnv): ProxyEnv => {
    const found = env[name] || env[name.toLowerCase()]
    if (found === undefined || found === '') return {}
    return { [name]: name === 'NO_PROXY' ? found : proxyAddress(name, found) }
  }
  return { ...value('HTTP_PROXY'), ...value('HTTPS_PROXY'), ...value('NO_PROXY') }
}

/** The address with its scheme, which many leave out; what is wrong is said without the password it may hold. */
function proxyAddress(name: string, found: string): string {
  const [, scheme = 'http', rest = ''] = /^(?:([a-z][a-z\d+.-]*):\/\/)?(.*)$/is.exec(found.trim()) ?? []
  const address = `${scheme.toLowerCase()}://${rest}`
  const how = 'Please give one like http://proxy.example:8080, or unset it.'
  if (!isAddress(address)) throw new UsageError(`${name} is not the address of a proxy. ${how}`)
  if (/^https?:/.test(address)) return address
  throw new UsageError(`${name} names a ${scheme} proxy, which Polar Uploader does not speak. ${how}`)
}

function isAddress(address: string): boolean {
  try {
    const { hostname, username, password } = new URL(address)
    decodeURIComponent(username + password)
    return hostname !== ''
  } catch {
    return false
  }
}

/**
 * The proxy in an answer of Chromium's proxy resolution, such as `PROXY proxy.example:8080; DIRECT`
 * (https://www.electronjs.org/docs/latest/api/session#sesresolveproxyurl). The first entry counts; SOCKS, which
 * Node does not speak, is passed over.
 */
export function proxiesOfResolution(answer: string): ProxyEnv {
  for (const entry of answer.split(';').map((text) => text.trim())) {
    const [kind, address] = entry.split(/\s+/)
    if (kind === 'DIRECT') return {}
    if (address === undefined) continue
    const url = kind === 'PROXY' ? `http://${address}` : kind === 'HTTPS' ? `https://${address}` : null
    if (url !== null) return { HTTP_PROXY: url, HTTPS_PROXY: url }
  }
  return {}
}

/** The proxy that a URL is reached through, without its name and password; null when it is reached without one. */
export function proxyFor(url: string, { HTTP_PROXY, HTTPS_PROXY, NO_PROXY = '' }: ProxyEnv): string | null {
  const address = url.startsWith('https:') ? HTTPS_PROXY : HTTP_PROXY
  if (address === undefined || isExempt(url, NO_PROXY)) return null
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

/**
 * Whether a list of exceptions names the URL's host, as Node reads it, but for ranges of addresses: servers and
 * buckets go by names (https://nodejs.org/api/http.html#built-in-proxy-support).
 */
function isExempt(url: string, exceptions: string): boolean {
  const { hostname, port, protocol } = new URL(url)
  const withPort = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
  return exceptions.split(',').some((exception) => {
    const name = exception.trim().toLowerCase()
    if (name === '*' || name === hostname || name === withPort) return true
    const suffix = name.replace(/^\*/, '')
    return suffix.startsWith('.') && (hostname.endsWith(suffix) || hostname === suffix.slice(1))
  })
}

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

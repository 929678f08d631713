import type { ProxyEnv } from './node-http.ts'

/** The proxies a terminal's environment names, in either spelling. */
export function proxiesOfEnvironment(env: Readonly<Record<string, string | undefined>>): ProxyEnv {
  const value = (name: keyof ProxyEnv): ProxyEnv => {
    const found = env[name] || env[name.toLowerCase()]
    return found === undefined || found === '' ? {} : { [name]: found }
  }
  return { ...value('HTTP_PROXY'), ...value('HTTPS_PROXY'), ...value('NO_PROXY') }
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

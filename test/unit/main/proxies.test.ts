import { describe, expect, test } from 'vitest'
import { UsageError } from '../../../main/cli/arguments.ts'
import type { ProxyEnv } from '../../../main/node-http.ts'
import { proxiesOfEnvironment, proxiesOfResolution, proxyFor } from '../../../main/proxies.ts'

describe('the proxies of an environment', () => {
  test.each<[Readonly<Record<string, string>>, ProxyEnv]>([
    [{}, {}],
    [{ HTTP_PROXY: 'http://a:1' }, { HTTP_PROXY: 'http://a:1' }],
    [
      { http_proxy: 'http://a:1', https_proxy: 'http://b:2', no_proxy: 'c,d' },
      { HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:2', NO_PROXY: 'c,d' },
    ],
    [{ HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:2' }, { HTTPS_PROXY: 'http://upper:1' }],
    [{ HTTP_PROXY: '', NO_PROXY: '' }, {}],
    [{ PATH: '/bin', ALL_PROXY: 'socks://a:1' }, {}],
    [{ HTTPS_PROXY: 'proxy.example:8080' }, { HTTPS_PROXY: 'http://proxy.example:8080' }],
    [{ HTTPS_PROXY: '10.0.0.1:3128' }, { HTTPS_PROXY: 'http://10.0.0.1:3128' }],
    [{ HTTPS_PROXY: ' HTTP://Proxy.Example:8080 ' }, { HTTPS_PROXY: 'http://Proxy.Example:8080' }],
    [{ HTTP_PROXY: 'https://me:p%40ss@a:1' }, { HTTP_PROXY: 'https://me:p%40ss@a:1' }],
    [{ HTTP_PROXY: 'http://[::1]:8080/' }, { HTTP_PROXY: 'http://[::1]:8080/' }],
  ])('%o are %o', (env, proxies) => {
    expect(proxiesOfEnvironment(env)).toEqual(proxies)
  })

  test('are taken from the other spelling when one is empty', () => {
    expect(proxiesOfEnvironment({ HTTP_PROXY: '', http_proxy: 'http://a:1' })).toEqual({
      HTTP_PROXY: 'http://a:1',
    })
  })

  test.each([
    ['http://', 'HTTPS_PROXY is not the address of a proxy.'],
    ['http://secret@', 'HTTPS_PROXY is not the address of a proxy.'],
    ['http://two words:1', 'HTTPS_PROXY is not the address of a proxy.'],
    ['proxy:port', 'HTTPS_PROXY is not the address of a proxy.'],
    ['http://me:50%@a:1', 'HTTPS_PROXY is not the address of a proxy.'],
    ['socks5://me:secret@a:1', 'HTTPS_PROXY names a socks5 proxy, which Polar Uploader does not speak.'],
  ])('are refused when one is %j', (address, sentence) => {
    expect(() => proxiesOfEnvironment({ HTTPS_PROXY: address })).toThrow(
      new UsageError(`${sentence} Please give one like http://proxy.example:8080, or unset it.`),
    )
  })
})

describe('the proxies in Chromium’s answer', () => {
  const both = (url: string): ProxyEnv => ({ HTTP_PROXY: url, HTTPS_PROXY: url })

  test.each<[string, ProxyEnv]>([
    ['DIRECT', {}],
    ['', {}],
    ['PROXY proxy.example:8080; DIRECT', both('http://proxy.example:8080')],
    ['PROXY proxy.example:8080;DIRECT', both('http://proxy.example:8080')],
    ['HTTPS secure.example:443', both('https://secure.example:443')],
    ['PROXY first:1; PROXY second:2', both('http://first:1')],
    ['DIRECT; PROXY proxy.example:8080', {}],
    ['SOCKS5 socks.example:1080; PROXY proxy.example:8080', both('http://proxy.example:8080')],
    ['SOCKS socks.example:1080', {}],
    ['QUIC odd.example:443; DIRECT', {}],
    ['PROXY', {}],
  ])('%j are %o', (answer, proxies) => {
    expect(proxiesOfResolution(answer)).toEqual(proxies)
  })
})

describe('the proxy that a server is reached through', () => {
  const HTTPS_PROXY = 'http://me:hunter2@proxy.example:8080'
  test.each([
    ['https://api.polar.sh/v1', { HTTPS_PROXY }, 'http://proxy.example:8080'],
    ['http://127.0.0.1:1', { HTTPS_PROXY }, null],
    ['https://api.polar.sh', {}, null],
    ['https://api.polar.sh', { HTTPS_PROXY, NO_PROXY: 'example.org, API.polar.sh' }, null],
    ['https://api.polar.sh', { HTTPS_PROXY, NO_PROXY: 'polar.sh' }, 'http://proxy.example:8080'],
    ['https://api.polar.sh', { HTTPS_PROXY, NO_PROXY: '.polar.sh' }, null],
    ['https://polar.sh', { HTTPS_PROXY, NO_PROXY: '*.polar.sh' }, null],
    ['https://api.polar.sh', { HTTPS_PROXY, NO_PROXY: '*' }, null],
    ['https://api.polar.sh', { HTTPS_PROXY, NO_PROXY: 'api.polar.sh:443' }, null],
    ['https://api.polar.sh', { HTTPS_PROXY, NO_PROXY: 'api.polar.sh:8443' }, 'http://proxy.example:8080'],
    ['https://notpolar.sh', { HTTPS_PROXY, NO_PROXY: '.polar.sh' }, 'http://proxy.example:8080'],
  ])('%s with %o', (url, env, proxy) => {
    expect(proxyFor(url, env)).toBe(proxy)
  })
})

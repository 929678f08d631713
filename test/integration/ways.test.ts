import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createWays } from '../../main/diagnostics/ways.ts'
import type { ProxyEnv } from '../../main/node-http.ts'
import { createAuthority, selfSigned } from '../support/certificates.ts'
import { startCli } from '../support/command-line.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import { startTlsFront } from '../support/tls-front.ts'
import { startTunnelProxy } from '../support/tunnel-proxy.ts'

const names = ['127.0.0.1', 'api.example.test']
const company = createAuthority('Acme Inspection')

/** A local Polar behind encryption with that certificate. */
async function behind(certificate = company.sign({ names })) {
  const folder = makeTempFolder()
  const polar = await startLocalPolar({ dataFolder: join(folder.path, 'polar') })
  const front = await startTlsFront(Number(new URL(polar.url).port), certificate)
  onTestFinished(async () => {
    await front[Symbol.asyncDispose]()
    await polar.stop()
    folder[Symbol.dispose]()
  })
  return { folder, polar, front, url: `https://127.0.0.1:${front.port}` }
}

const look = (url: string, proxyEnv: ProxyEnv = {}) =>
  createWays(() => Promise.resolve(proxyEnv)).look(url, new AbortController().signal)

describe('a certificate', () => {
  test.each([
    [
      'of a root nobody trusts',
      () => company.sign({ names }),
      'Acme Inspection',
      'something on this network intercepts it',
    ],
    [
      'that vouches for itself',
      () => selfSigned({ names }),
      'nobody',
      'something on this network intercepts it',
    ],
  ])('%s is looked at, and nothing is sent', async (_what, certificate, signedBy, words) => {
    const { polar, url } = await behind(certificate())
    const { requests } = polar.counts()

    const way = await look(url)

    expect(way).toEqual({
      proxy: null,
      certificate: { signedBy, trustedBy: 'nobody', problem: expect.stringContaining(words) as unknown },
    })
    expect(polar.counts().requests).toEqual(requests)
  })

  test('is looked at through the proxy, whose password is told to nobody', async () => {
    const { front } = await behind()
    await using proxy = await startTunnelProxy()
    const HTTPS_PROXY = proxy.url.replace('http://', 'http://me:hunter2@')

    const way = await look(`https://api.example.test:${front.port}`, { HTTPS_PROXY })

    expect(way).toMatchObject({ proxy: proxy.url, certificate: { signedBy: 'Acme Inspection' } })
    expect(JSON.stringify(way)).not.toContain('hunter2')
  })
})

// What a system trusts is read once per process, so this takes one of its own.
test('a root that was added to this system is told from those everybody trusts', async () => {
  const { folder, polar, url } = await behind()
  polar.setPublicUrl(url)
  const roots = join(folder.path, 'roots.pem')
  writeFileSync(roots, company.certificate)

  const { output } = await startCli(['check', '--json'], {
    ...{ POLAR_SERVER: url, POLAR_ACCESS_TOKEN: polar.token, HOME: folder.path, SSL_CERT_FILE: roots },
    POLAR_UPLOADER_DATA: join(folder.path, 'data'),
  }).ended

  const answers = output
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as { readonly check: string; readonly verdict: string; readonly message: string },
    )
  expect(answers.find(({ check }) => check === 'way')).toEqual({
    check: 'way',
    verdict: 'worth-knowing',
    message: `${new URL(url).host} is reached without a proxy, and something on the way opens the encryption: the certificate is signed by Acme Inspection, which only this computer trusts, as is usual for companies and virus scanners. Uploads work, but all that is sent can be read there.`,
  })
  expect(answers.find(({ check }) => check === 'token')?.verdict).toBe('good')
})

import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createNodeHttp, type ProxyEnv } from '../../main/node-http.ts'
import { createAuthority, selfSigned, type Certificate } from '../support/certificates.ts'
import { addOne, checksumOf, prepareBench, servedChecksum, throughBackoffs } from '../support/test-app.ts'
import { startTlsFront } from '../support/tls-front.ts'

const YEAR_MS = 365 * 86_400_000
const INTERCEPTED =
  'No connection: something on this network intercepts it and shows a certificate that is not the server’s. Please check for a sign-in page, a proxy or a security program, or use another network. Trying again soon.'

const names = ['127.0.0.1']
const trusted = createAuthority('A root this process trusts')
const stranger = createAuthority('A root nobody trusts')

const before = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...before, trusted.certificate]))
afterAll(() => setDefaultCACertificates(before))

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** What is said about a request for this URL. */
async function sentenceFor(url: string, proxyEnv: ProxyEnv = {}): Promise<string> {
  const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve(proxyEnv) })
  onTestFinished(() => http.close())
  const { signal } = new AbortController()
  const outcome = await http
    .send({ method: 'GET', url, headers: {}, signal })
    .catch((error: unknown) => error)
  expect(outcome).toMatchObject({ name: 'UploadError', code: 'network' })
  return (outcome as Error).message
}

describe('a server', () => {
  const now = Date.now()
  test.each<[string, Certificate, string]>([
    ['that vouches for itself', selfSigned({ names }), INTERCEPTED],
    ['nobody known vouches for', stranger.sign({ names }), INTERCEPTED],
    ['nobody known vouches for, with the whole chain', chained(stranger.sign({ names })), INTERCEPTED],
    ['that is another one', trusted.sign({ names: ['portal.example.test'] }), INTERCEPTED],
    [
      'whose certificate has expired',
      trusted.sign({ names, validFrom: now - 2 * YEAR_MS, validUntil: now - YEAR_MS }),
      'No connection: the server’s certificate has expired. Please check this computer’s date and time. Trying again soon.',
    ],
    [
      'whose certificate is of the future, or this computer of the past',
      trusted.sign({ names, validFrom: now + YEAR_MS, validUntil: now + 2 * YEAR_MS }),
      'No connection: the server’s certificate is not valid yet. Please check this computer’s date and time. Trying again soon.',
    ],
  ])('%s is not spoken to, and the user is told why', async (_what, { certificate, key }, sentence) => {
    let heard = ''
    const server = createTlsServer({ cert: certificate, key }, (socket) => {
      socket.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1'))).on('error', () => undefined)
    })
    server.on('tlsClientError', () => undefined)

    const said = await sentenceFor(`https://127.0.0.1:${await listen(server)}/`)

    expect({ said, heard }).toEqual({ said: sentence, heard: '' })
  })

  test.each<[string, string, (socket: Socket) => void]>([
    [
      'that does not encrypt, as a hotel’s sign-in page',
      'No connection: the reply was not encrypted. Check the server’s address, and this network for a sign-in page or a proxy. Trying again soon.',
      (socket) => void socket.write('HTTP/1.1 302 Found\r\nLocation: http://hotel.example.test/\r\n\r\n'),
    ],
    ['that hangs up', 'No connection: it was cut. Trying again soon.', (socket) => void socket.end()],
    [
      'that resets',
      'No connection: it was cut. Trying again soon.',
      (socket) => void socket.resetAndDestroy(),
    ],
  ])('%s amid the greeting is told of', async (_what, sentence, greet) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => greet(socket))
    })

    expect(await sentenceFor(`https://127.0.0.1:${await listen(server)}/`)).toBe(sentence)
  })
})

describe('a proxy asked for a way to a server', () => {
  test.each<[string, string, (socket: Socket) => void]>([
    [
      'that wants a password',
      'No connection: the network’s proxy asks for a name and a password (407). Please add them to the proxy’s address, or use another network. Trying again soon.',
      (socket) =>
        void socket.write('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'),
    ],
    [
      'that cannot reach it',
      'No connection: the network’s proxy does not let it through (502). Please check its settings, or use another network. Trying again soon.',
      (socket) => void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
    ],
    [
      'that forbids it',
      'No connection: the network’s proxy does not let it through (403). Please check its settings, or use another network. Trying again soon.',
      (socket) => void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n<html>Blocked</html>'),
    ],
    [
      'that is none',
      'No connection: what should be the network’s proxy is none. Trying again soon.',
      (socket) => void socket.end('220 mail.example.test ESMTP\r\n\r\n'),
    ],
    [
      'that hangs up',
      'No connection: the network’s proxy hung up. Trying again soon.',
      (socket) => void socket.end(),
    ],
    ['that dies', 'No connection: it was cut. Trying again soon.', (socket) => void socket.resetAndDestroy()],
    [
      'that dies amid the greeting',
      'No connection: it was cut. Trying again soon.',
      (socket) => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.once('data', () => socket.resetAndDestroy())
      },
    ],
  ])('%s is told of', async (_what, sentence, answer) => {
    const proxy = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => answer(socket))
    })
    const HTTPS_PROXY = `http://127.0.0.1:${await listen(proxy)}`

    expect(await sentenceFor('https://files.example.test/part', { HTTPS_PROXY })).toBe(sentence)
  })

  test('that is not there is told of', async () => {
    const gone = createServer()
    const HTTPS_PROXY = `http://127.0.0.1:${await listen(gone)}`
    gone.close()

    const said = await sentenceFor('https://files.example.test/part', { HTTPS_PROXY })

    expect(said).toBe('No connection: the network’s proxy or the server does not answer. Trying again soon.')
  })
})

test('an upload waits for as long as a network intercepts it, gives nothing away, and then goes on', async () => {
  await using bench = await prepareBench()
  const { polar, clock, folder } = bench
  await using front = await startTlsFront(Number(new URL(polar.url).port), trusted.sign({ names }))
  const server = `https://127.0.0.1:${front.port}`
  polar.setPublicUrl(server)
  const app = await bench.createApp()
  await app.start()
  await app.commands.signIn({ server, token: polar.token })
  const path = folder.file('level.bin', 1000)

  front.show(stranger.sign({ names }))
  const { requests } = polar.counts()
  const id = await addOne(app, path)
  const waiting = await app.until(id, 'waiting', 'failed', 'completed')
  clock.advance(900)
  const again = await app.until(id, 'waiting', 'failed', 'completed')
  const requestsSince = polar.counts().requests
  front.show(trusted.sign({ names }))
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  for (const { state } of [waiting, again])
    expect(state).toMatchObject({ kind: 'waiting', failure: { code: 'network', message: INTERCEPTED } })
  expect(requestsSince).toEqual(requests)
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})

function chained({ certificate, key }: Certificate): Certificate {
  return { certificate: certificate + stranger.certificate, key }
}

import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { installElectron, reasonIn } from '../support/electron-installer.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { watchfulFetch } from '../support/watchful-fetch.ts'

const SILENCE_MS = 30_000

/** A server that says what the test has it say. */
async function startServer() {
  const asked: ServerResponse[] = []
  const server = createServer((_request, response) => void asked.push(response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async answer(): Promise<ServerResponse> {
      while (asked.length === 0) await once(server, 'request').then(() => setImmediate())
      const response = asked.shift()
      if (response === undefined) throw new Error('Nobody has asked')
      return response
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

test('what arrives slowly may take as long as it likes; what stops to is given up', async () => {
  await using server = await startServer()
  const clock = createManualClock()
  const fetching = watchfulFetch(SILENCE_MS, clock, fetch)(server.url)
  const sending = await server.answer()
  sending.writeHead(200).write('0')
  const reader = (await fetching).body?.getReader()

  let arrived = ''
  for (const piece of ['1', '2', '3', '4']) {
    arrived += Buffer.from((await reader?.read())?.value ?? []).toString()
    clock.advance(SILENCE_MS - 1)
    sending.write(piece)
  }
  arrived += Buffer.from((await reader?.read())?.value ?? []).toString()
  const next = reader?.read()
  clock.advance(SILENCE_MS)

  expect(arrived).toBe('01234')
  await expect(next).rejects.toThrow('nothing has arrived for 30 s')
})

test('a server that does not answer is given up too', async () => {
  await using server = await startServer()
  const clock = createManualClock()
  const fetching = watchfulFetch(SILENCE_MS, clock, fetch)(server.url)
  await server.answer()

  clock.advance(SILENCE_MS)

  await expect(fetching).rejects.toThrow(`${server.url}: nothing has arrived for 30 s`)
})

test('once all has arrived nothing is waited for any more', async () => {
  await using server = await startServer()
  const clock = createManualClock()
  const fetching = watchfulFetch(SILENCE_MS, clock, fetch)(server.url)
  ;(await server.answer()).end('all of it')

  expect(await (await fetching).text()).toBe('all of it')
  expect(clock.pending()).toBe(0)
})

/** Has Electron for another system downloaded from there: this one's may be installed already. */
async function installFrom(mirror: string, silenceMs: number): Promise<string | null> {
  using folder = makeTempFolder()
  const env = {
    ...process.env,
    ELECTRON_MIRROR: mirror,
    ELECTRON_INSTALL_PLATFORM: process.platform === 'win32' ? 'linux' : 'win32',
    electron_config_cache: folder.path,
  }
  return await installElectron(env, silenceMs)
}

test('an installer that nobody sends anything says so, and so it does where nobody answers', async () => {
  const server = await startServer()
  const installing = installFrom(server.url, 500)
  ;(await server.answer()).writeHead(200, { 'content-length': 1_000_000 }).write('not much')
  const silent = await installing
  await server[Symbol.asyncDispose]()

  expect(silent).toBe('nothing has arrived for 0.5 s')
  expect(await installFrom(server.url, 20_000)).toMatch(
    /^http:\/\/127\.0\.0\.1:.*\.zip: fetch failed: connect ECONNREFUSED 127\.0\.0\.1/,
  )
})

test('an installer that is sent something else says so, and installs nothing', async () => {
  await using server = await startServer()
  const installing = installFrom(server.url, 20_000)
  ;(await server.answer()).end('This is a hotel. Please sign in.')

  expect(await installing).toMatch(/Generated checksum .* did not match expected/)
})

test.each([
  [
    'Error: ENOSPC: no space left on device, write\n    at x (y.js:1:2)\n',
    'ENOSPC: no space left on device, write',
  ],
  ['(node:7) Warning: old\nTypeError [ERR_X]: It is\n    at x\n', 'It is'],
  [
    'HTTPError: Response code 404 (Not Found) for http://x/y.zip\n    at x',
    'Response code 404 (Not Found) for http://x/y.zip',
  ],
  ['Killed\n', 'Killed'],
  ['', 'its installer gave no reason'],
])('the reason in %j is %j', (complaint, reason) => {
  expect(reasonIn(complaint)).toBe(reason)
})

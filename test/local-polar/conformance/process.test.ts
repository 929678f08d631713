import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import {
  completion,
  creation,
  put,
  send,
  someBytes,
  startBench,
  temporaryFolder,
  upload,
  create,
  partOf,
  type CreatedFile,
} from './bench.ts'
import { onlyLocally } from './server-under-test.ts'

beforeEach(onlyLocally)

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const BYTES = someBytes(1000)

interface Running {
  readonly process: ChildProcess
  readonly url: string
  readonly controlUrl: string
  readonly token: string
  readonly organization: { readonly id: string }
}

function run(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, '--', ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function start(args: readonly string[]): Promise<Running> {
  const child = run(args)
  if (!child.stdout) throw new Error('The process has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    return { process: child, ...(JSON.parse(line) as Omit<Running, 'process'>) }
  }
  throw new Error('The process ended before it said where it is')
}

const api = (server: Running, method: string, path: string, body?: unknown) =>
  send({
    method,
    url: server.url + path,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

const control = async (server: Running, method: string, path: string, body?: unknown): Promise<unknown> => {
  const reply = await send({
    method,
    url: `${server.controlUrl}/${path}`,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return [reply.status, JSON.parse(reply.body)]
}

test('the process says where it is in one line and ends on SIGTERM', async () => {
  const server = await start(['--port', '0', '--data', await temporaryFolder(), '--ttl', '7', '--seed', '3'])

  const created = await api(server, 'POST', '/v1/files/', creation([BYTES]))
  server.process.kill('SIGTERM')
  const [code] = (await once(server.process, 'exit')) as [number]

  const file = JSON.parse(created.body) as CreatedFile
  expect([created.status, new URL(partOf(file, 1).url).searchParams.get('X-Amz-Expires'), code]).toEqual([
    201,
    '7',
    0,
  ])
})

test('the process can be as slow, as wordless, as limited and as forgiving as asked', async () => {
  const options = ['--signing-us', '1500000', '--empty-messages', '--repeats-completion']
  const server = await start(['--data', await temporaryFolder(), ...options, '--rate-limit', 'sandbox'])

  const created = await api(server, 'POST', '/v1/files/', creation([BYTES]))
  const file = JSON.parse(created.body) as CreatedFile
  const refused = await put(partOf(file, 1), BYTES.subarray(1))
  await put(partOf(file, 1), BYTES)
  const completed: number[] = []
  for (let count = 0; count < 101; count += 1) {
    const reply = await api(server, 'POST', `/v1/files/${file.id}/uploaded`, completion(file, [BYTES]))
    completed.push(reply.status)
  }

  expect(Date.now() - Date.parse(created.headers.date ?? '')).toBeGreaterThan(1500)
  expect(refused.body).toContain('<Message></Message>')
  expect([completed.filter((status) => status === 200).length, completed.at(-1)]).toEqual([100, 429])
})

test('the process ends with its standard input when asked to', async () => {
  const server = await start(['--data', await temporaryFolder(), '--close-on-stdin-end'])

  server.process.stdin?.end()
  const [code] = (await once(server.process, 'exit')) as [number]

  expect(code).toBe(0)
})

test.each([
  [['--port', 'eighty'], '--port takes a whole number from 0 to 65535, not "eighty".'],
  [['--ttl', '0'], '--ttl takes a whole number from 1 to 604800, not "0".'],
  [['--rate', '-5'], '--rate'],
  [['--rate-limit', 'none'], '--rate-limit takes one of production, production-restricted, sandbox'],
  [['--speed', '5'], "Unknown option '--speed'"],
  [['somewhere'], 'somewhere'],
])('%j are answered with a sentence and exit code 2', async (args, sentence) => {
  const child = run(args)
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
  })

  const [code] = (await once(child, 'close')) as [number]

  expect(code).toBe(2)
  expect(said).toContain(sentence)
  expect(said).toContain('Usage: local-polar')
})

test('a server killed amid an upload goes on where it was, with the same token and URLs', async () => {
  const folder = await temporaryFolder()
  const before = await start(['--data', folder])
  const file = JSON.parse((await api(before, 'POST', '/v1/files/', creation([BYTES]))).body) as CreatedFile
  const stored = await put(partOf(file, 1), BYTES)
  before.process.kill('SIGKILL')
  await once(before.process, 'exit')

  const after = {
    ...(await start(['--data', folder, '--port', new URL(before.url).port])),
    token: before.token,
  }
  const again = await put(partOf(file, 1), BYTES)
  const completed = await api(after, 'POST', `/v1/files/${file.id}/uploaded`, completion(file, [BYTES]))

  expect([stored.status, again.status, completed.status, after.url]).toEqual([200, 200, 200, before.url])
  expect(await control(after, 'GET', `files/${file.id}/checksum`)).toEqual([
    200,
    { sha256: createHash('sha256').update(BYTES).digest('hex') },
  ])
})

test('a test in another process can count, read, break and mend over HTTP', async () => {
  const { local: polar } = await startBench()
  const server = { url: polar.url, controlUrl: `${polar.url}/control`, token: polar.token } as Running
  const file = await upload(polar, [BYTES])

  await control(server, 'POST', 'faults', { operation: 'list', kind: 'error', status: 500, count: null })
  const struck = await api(server, 'GET', '/v1/files/')
  await control(server, 'DELETE', 'faults')
  const mended = await api(server, 'GET', '/v1/files/')
  const bytes = await send({ url: `${server.controlUrl}/files/${file.id}/bytes` })

  expect([struck.status, mended.status]).toEqual([500, 200])
  expect(bytes.body).toBe(BYTES.toString('utf8'))
  expect(await control(server, 'GET', 'counts')).toEqual([
    200,
    expect.objectContaining({ sessionsOpened: 1, completions: 1 }),
  ])
  expect(await control(server, 'GET', 'files')).toEqual([200, [expect.objectContaining({ id: file.id })]])
})

test('clock, lifetime, tokens, rate and reach can be set over HTTP', async () => {
  const { local: polar } = await startBench()
  const server = { url: polar.url, controlUrl: `${polar.url}/control`, token: polar.token } as Running

  const [, made] = (await control(server, 'POST', 'tokens', { scopes: ['files:read'] })) as [
    number,
    { token: string },
  ]
  const weak = await api({ ...server, token: made.token }, 'POST', '/v1/files/', {})
  await control(server, 'DELETE', 'tokens', { token: made.token })
  const revoked = await api({ ...server, token: made.token }, 'GET', '/v1/files/')
  await control(server, 'PUT', 'url-lifetime', { seconds: 5 })
  await control(server, 'PUT', 'clock', { offsetMs: 1000 })
  const { expires_at } = partOf(await create(polar, [BYTES]), 1)
  await control(server, 'PUT', 'rate-limit', { requests: 0 })
  const limited = await api(server, 'GET', '/v1/files/')
  await control(server, 'PUT', 'rate-limit', { requests: null })
  const free = await api(server, 'GET', '/v1/files/')

  expect([weak.status, revoked.status, limited.status, free.status]).toEqual([403, 401, 429, 200])
  expect(expires_at).toBe('2026-11-23T12:00:06Z')
})

test.each([
  ['POST', 'faults', { kind: 'explode' }],
  ['PUT', 'bandwidth', { bytesPerSecond: 'fast' }],
  ['PUT', 'clock', {}],
])('%s /control/%s with %j is answered 400 and says why', async (method, path, body) => {
  const { local: polar } = await startBench()

  const reply = await send({ method, url: `${polar.url}/control/${path}`, body: JSON.stringify(body) })

  expect([reply.status, (JSON.parse(reply.body) as { message: string }).message]).toEqual([
    400,
    expect.stringMatching(/\.$|,/) as string,
  ])
})

test('events of requests can be followed over HTTP', async () => {
  const { local: polar } = await startBench()
  const response = await fetch(`${polar.url}/control/events`)
  const file = await create(polar, [BYTES])

  await put(partOf(file, 1), BYTES)

  const kinds: string[] = []
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    kinds.push(...lines.map((line) => (JSON.parse(line) as { kind: string }).kind))
    if (kinds.filter((kind) => kind === 'answered').length === 2) break
  }
  expect(kinds).toEqual([
    'started',
    'body',
    'body-complete',
    'committed',
    'answered',
    'started',
    'body',
    'body-complete',
    'committed',
    'answered',
  ])
})

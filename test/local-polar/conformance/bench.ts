import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { isoMicroseconds } from '../clock.ts'
import { startLocalPolar, type LocalPolar, type LocalPolarOptions } from '../local-polar.ts'
import type { RequestEvent } from '../request-events.ts'
import { notRunWithout, notRunElsewhere, onlyLocally, readToken, remoteServer } from './server-under-test.ts'
import type { RemoteServer, TokenKind } from './server-variable.ts'

/** 2026-11-23T12:00:00Z, where every test's clock starts. */
export const NOON = Date.UTC(2026, 10, 23, 12)
export const MiB = 1024 * 1024

/** A Polar as a client knows it. */
export interface Polar {
  readonly url: string
  /** An organization access token with all scopes for files. */
  readonly token: string
  readonly organization: { readonly id: string }
}

/** A server to try things on: a local Polar, or the one `npm run conformance` was given. */
export interface Bench {
  readonly polar: Polar
  /** The local Polar, with all that can be turned and counted. Its clock stands still until it is turned. */
  readonly local: LocalPolar
  readonly turnClock: (byMs: number) => void
  /** Another token. */
  readonly tokenOf: (kind: TokenKind) => string
}

/** A reply as it came. */
export interface Reply {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** A request to send; a body is sent with its length unless `headers` make it chunked. */
export interface Sent {
  readonly method?: string
  readonly url: string
  readonly headers?: http.OutgoingHttpHeaders
  readonly body?: Uint8Array | string
}

/** A part as the answer to a creation names it. */
export interface PresignedPart {
  readonly number: number
  readonly chunk_start: number
  readonly chunk_end: number
  readonly checksum_sha256_base64: string | null
  readonly url: string
  readonly expires_at: string
  readonly headers: Record<string, string>
}

/** The answer to a creation. */
export interface CreatedFile {
  readonly id: string
  readonly path: string
  readonly upload: { readonly id: string; readonly path: string; readonly parts: readonly PresignedPart[] }
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-polar-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a local Polar that stops with the test, or takes the server that was given. Options are for the former only. */
export async function startBench(options: Partial<LocalPolarOptions> = {}): Promise<Bench> {
  if (remoteServer === null) return startLocalBench(options)
  if (Object.keys(options).length > 0) onlyLocally()
  return remoteBench(remoteServer)
}

async function startLocalBench(options: Partial<LocalPolarOptions>): Promise<Bench> {
  let now = NOON
  const dataFolder = options.dataFolder ?? (await temporaryFolder())
  const polar = await startLocalPolar({ now: () => now, ...options, dataFolder })
  onTestFinished(() => polar.stop())
  return {
    polar,
    local: polar,
    turnClock: (byMs) => {
      now += byMs
    },
    tokenOf: (kind) => localToken(polar, kind),
  }
}

function localToken(polar: LocalPolar, kind: TokenKind): string {
  switch (kind) {
    case 'read-only':
      return polar.createToken({ scopes: ['files:read'] })
    case 'write-only':
      return polar.createToken({ scopes: ['files:write'] })
    case 'no-files':
      return polar.createToken({ scopes: ['organizations:read'] })
    case 'expired':
      return polar.createToken({ expiresAt: 0 })
    case 'finance':
      return polar.createToken({ kind: 'user', role: 'finance' })
    case 'user':
      return polar.createToken({ kind: 'user' })
    case 'other-organization':
    case 'restricted':
      return notRunWithout('a server with more than one organization')
  }
}

function remoteBench({ url, organizationId, tokenFile, tokenFiles }: RemoteServer): Bench {
  return {
    polar: { url, token: readToken(tokenFile), organization: { id: organizationId } },
    get local(): LocalPolar {
      return notRunElsewhere()
    },
    turnClock: notRunElsewhere,
    tokenOf(kind) {
      const file = tokenFiles[kind]
      return file === undefined ? notRunWithout(`--${kind}-token-file`) : readToken(file)
    },
  }
}

/** Looks at what only a local Polar tells. */
export function whereLocal(bench: Bench, look: (polar: LocalPolar) => void): void {
  if (remoteServer === null) look(bench.local)
}

/** That moment, against the beginning of the test, as Polar's JSON writes it. */
export const moment = (afterMs: number): unknown => {
  if (remoteServer === null) return isoMicroseconds(NOON + afterMs)
  const wanted = Date.now() + afterMs
  return {
    asymmetricMatch: (text: unknown) => Math.abs(Date.parse(String(text)) - wanted) < 60_000,
    toString: () => 'Moment',
    toAsymmetricMatcher: () => `about ${new Date(wanted).toISOString()}`,
  }
}

/** Sends a request over a connection of its own and reads the reply, also one that comes before the body is out. */
export function send({ method = 'GET', url, headers = {}, body }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const isChunked = 'transfer-encoding' in headers
    const length = body === undefined || isChunked ? {} : { 'content-length': Buffer.byteLength(body) }
    const request = http.request(url, { method, agent: false, headers: { ...length, ...headers } })
    let replied = false
    request.on('error', (error) => {
      if (!replied) reject(error)
    })
    request.on('response', (response) => {
      replied = true
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        request.destroy()
      })
    })
    request.end(body)
  })
}

/** Calls Polar's API with a token and, if given, a body in JSON. */
export function call(
  polar: Pick<Polar, 'url' | 'token'>,
  method: string,
  path: string,
  body?: unknown,
  headers: http.OutgoingHttpHeaders = {},
): Promise<Reply> {
  return send({
    method,
    url: polar.url + path,
    headers: {
      authorization: `Bearer ${polar.token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

/** SHA-256 in base64. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

/** MD5 in hex. */
export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')

/** The body that creates a file of these parts. */
export function creation(parts: readonly Uint8Array[], fields: Record<string, unknown> = {}) {
  const whole = Buffer.concat(parts)
  let start = 0
  return {
    service: 'downloadable',
    name: 'build.zip',
    mime_type: 'application/zip',
    size: whole.length,
    checksum_sha256_base64: sha256(whole),
    upload: {
      parts: parts.map((part, index) => {
        const chunk_start = start
        start += part.length
        return {
          number: index + 1,
          chunk_start,
          chunk_end: start,
          checksum_sha256_base64: sha256(part),
        }
      }),
    },
    ...fields,
  }
}

/** Creates a file of these parts. */
export async function create(
  polar: Polar,
  parts: readonly Uint8Array[],
  fields: Record<string, unknown> = {},
): Promise<CreatedFile> {
  const reply = await call(polar, 'POST', '/v1/files/', creation(parts, fields))
  if (reply.status !== 201) throw new Error(`Creating answered ${reply.status}: ${reply.body}`)
  return JSON.parse(reply.body) as CreatedFile
}

/** The presigned part with that number. */
export function partOf(file: CreatedFile, number: number): PresignedPart {
  const part = file.upload.parts.find((one) => one.number === number)
  if (!part) throw new Error(`There is no part ${number}`)
  return part
}

/** PUTs a part the way it is meant to be. */
export const put = (
  part: Pick<PresignedPart, 'url' | 'headers'>,
  body: Uint8Array,
  headers: http.OutgoingHttpHeaders = {},
): Promise<Reply> => send({ method: 'PUT', url: part.url, headers: { ...part.headers, ...headers }, body })

/** PUTs all parts. */
export async function putAll(file: CreatedFile, parts: readonly Uint8Array[]): Promise<void> {
  for (const [index, body] of parts.entries()) {
    const reply = await put(partOf(file, index + 1), body)
    if (reply.status !== 200) throw new Error(`Part ${index + 1} answered ${reply.status}: ${reply.body}`)
  }
}

/** The body of a completion. */
export interface Completion {
  readonly id: string
  readonly path: string
  readonly parts: readonly {
    readonly number: number
    readonly checksum_etag: string
    readonly checksum_sha256_base64: string | null
  }[]
}

/** The body that completes an upload of these parts. */
export const completion = (file: CreatedFile, parts: readonly Uint8Array[]): Completion => ({
  id: file.upload.id,
  path: file.upload.path,
  parts: parts.map((part, index) => ({
    number: index + 1,
    checksum_etag: `"${md5(part)}"`,
    checksum_sha256_base64: sha256(part),
  })),
})

/** Completes an upload. */
export const complete = (polar: Polar, file: CreatedFile, body: unknown): Promise<Reply> =>
  call(polar, 'POST', `/v1/files/${file.id}/uploaded`, body)

/** Creates a file, stores its parts and completes it. */
export async function upload(
  polar: Polar,
  parts: readonly Uint8Array[],
  fields: Record<string, unknown> = {},
): Promise<CreatedFile> {
  const file = await create(polar, parts, fields)
  await putAll(file, parts)
  const reply = await complete(polar, file, completion(file, parts))
  if (reply.status !== 200) throw new Error(`Completing answered ${reply.status}: ${reply.body}`)
  return file
}

/**
 * An XML error of S3's: its elements by name, in order, without the ids that differ every time. Of another server's only
 * the code: the rest are AWS's own words.
 */
export function xmlError(reply: Reply): Record<string, string> {
  const elements: Record<string, string> = {}
  for (const [, name = '', value = ''] of reply.body.matchAll(/<([\w-]+)>([^<]*)<\/\1>/g)) {
    if (name === 'Code' || (remoteServer === null && name !== 'RequestId' && name !== 'HostId')) {
      elements[name] = value
    }
  }
  return elements
}

/** What `xmlError` gives for an error of these elements. */
export const s3Error = (elements: Readonly<Record<'Code', string> & Record<string, string>>) =>
  remoteServer === null ? elements : { Code: elements.Code }

/** What Polar calls an unhandled failure, without headers of its own. */
export const UNHANDLED = {
  status: 500,
  body: 'Internal Server Error',
  type: 'text/plain; charset=utf-8',
  ownHeaders: [],
}

const OWN_HEADERS = ['polar-version', 'cache-control', 'access-control-allow-origin']

/** What `UNHANDLED` looks at. */
export const failureOf = ({
  status,
  body,
  headers,
}: Reply): Omit<typeof UNHANDLED, 'ownHeaders'> & {
  readonly ownHeaders: readonly string[]
} => ({
  status,
  body,
  type: headers['content-type'] ?? '',
  ownHeaders: OWN_HEADERS.filter((name) => headers[name] !== undefined),
})

/** The bytes of a completed file, as a client downloads them. */
export async function storedBytes(polar: Polar, file: CreatedFile): Promise<Buffer> {
  const reply = await call(polar, 'GET', `/v1/files/${file.id}/download`)
  const { download } = JSON.parse(reply.body) as { readonly download: { readonly url: string } }
  const response = await fetch(download.url)
  return Buffer.from(await response.arrayBuffer())
}

/** Bytes that differ from place to place, the same for the same arguments. */
export function someBytes(length: number, salt = 0): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; at += 4096) bytes.writeUInt32LE((at + salt) >>> 0, Math.min(at, length - 4))
  return bytes
}

/** Waits for something to happen to a request. */
export function happening(
  polar: LocalPolar,
  wanted: (event: RequestEvent) => boolean,
): Promise<RequestEvent> {
  return new Promise((resolve) => {
    const stop = polar.onRequest((event) => {
      if (!wanted(event)) return
      stop()
      resolve(event)
    })
  })
}

/** Starts a PUT, sends only the first bytes of its body and gives the request for the test to go on with. */
export async function beginPut(
  part: Pick<PresignedPart, 'url' | 'headers'>,
  length: number,
  first: Uint8Array,
): Promise<http.ClientRequest> {
  const request = http.request(part.url, {
    method: 'PUT',
    agent: false,
    headers: { ...part.headers, 'content-length': length },
  })
  request.on('error', () => undefined)
  request.flushHeaders()
  request.write(first)
  await once(request, 'socket')
  return request
}

/** Timers that end when the test says so. */
export function manualTimers() {
  const pending = new Set<{ delayMs: number; callback: () => void }>()
  const waiting = new Set<() => void>()
  return {
    monotonic: () => 0,
    after(delayMs: number, callback: () => void) {
      const timer = { delayMs, callback }
      pending.add(timer)
      for (const look of waiting) look()
      return () => void pending.delete(timer)
    },
    armed: (delayMs: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          // What was armed may be called off in the same turn: only what is still there in the next one waits.
          setImmediate(() => {
            if (![...pending].some((timer) => timer.delayMs === delayMs)) return
            waiting.delete(look)
            resolve()
          })
        }
        waiting.add(look)
        look()
      }),
    fire(delayMs: number) {
      for (const timer of [...pending]) {
        if (timer.delayMs !== delayMs) continue
        pending.delete(timer)
        timer.callback()
      }
    },
  }
}

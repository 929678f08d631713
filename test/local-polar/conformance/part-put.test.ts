import http from 'node:http'
import { expect, test } from 'vitest'
import {
  beginPut,
  create,
  creation,
  happening,
  md5,
  MiB,
  NOON,
  partOf,
  put,
  send,
  sha256,
  someBytes,
  startBench,
  s3Error,
  upload,
  manualTimers,
  whereLocal,
  xmlError,
  type CreatedFile,
} from './bench.ts'

const BYTES = Buffer.from('the bytes of a part')

const onlyPart = (file: CreatedFile) => partOf(file, 1)

test('a stored part is answered 200 with its ETag, checksum and two ids', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BYTES])

  const reply = await put(onlyPart(file), BYTES)

  expect(reply).toEqual({
    status: 200,
    body: '',
    headers: expect.objectContaining({
      date: new Date(NOON).toUTCString(),
      server: 'AmazonS3',
      'content-length': '0',
      etag: `"${md5(BYTES)}"`,
      'x-amz-checksum-sha256': sha256(BYTES),
      'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/) as string,
      'x-amz-id-2': expect.stringMatching(/^[\w+/]{64}$/) as string,
    }) as http.IncomingHttpHeaders,
  })
})

test('a stored part is answered with its checksum and its MD5 as ETag', async () => {
  const { polar } = await startBench()
  const file = await create(polar, [BYTES])

  const { status, body, headers } = await put(onlyPart(file), BYTES)

  expect({ status, body, etag: headers.etag, checksum: headers['x-amz-checksum-sha256'] }).toEqual({
    ...{ status: 200, body: '' },
    ...{ etag: `"${md5(BYTES)}"`, checksum: sha256(BYTES) },
  })
})

test('an empty part is stored', async () => {
  const { polar } = await startBench()
  const empty = Buffer.alloc(0)
  const file = await create(polar, [empty])

  const reply = await put(onlyPart(file), empty)

  expect(onlyPart(file).headers['x-amz-checksum-sha256']).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
  expect([reply.status, reply.headers.etag]).toEqual([200, '"d41d8cd98f00b204e9800998ecf8427e"'])
})

test('bytes other than the announced ones are refused with BadDigest, and nothing is stored', async () => {
  const bench = await startBench()
  const { polar } = bench
  const file = await create(polar, [BYTES])

  const reply = await put(onlyPart(file), Buffer.from('THE BYTES OF A PART'))

  expect([reply.status, reply.headers['content-type'], xmlError(reply)]).toEqual([
    400,
    'application/xml',
    s3Error({
      Code: 'BadDigest',
      Message: 'The SHA256 you specified did not match the calculated checksum.',
    }),
  ])
  whereLocal(bench, (local) =>
    expect(local.counts().parts).toEqual({
      started: 1,
      committed: 0,
      refused: 1,
      bodyBytes: BYTES.length,
    }),
  )
})

test('an error carries the same request ids in its headers and its body', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BYTES])

  const { headers, body } = await put(onlyPart(file), Buffer.from('x'))

  expect(body).toContain(`<RequestId>${String(headers['x-amz-request-id'])}</RequestId>`)
  expect(body).toContain(`<HostId>${String(headers['x-amz-id-2'])}</HostId>`)
})

test.each(['AAAA', 'not base64!', sha256(BYTES).replace(/=$/, '')])(
  'a checksum announced as %j is refused as invalid',
  async (checksum_sha256_base64) => {
    const { polar } = await startBench()
    const [part] = creation([BYTES]).upload.parts
    const file = await create(polar, [BYTES], { upload: { parts: [{ ...part, checksum_sha256_base64 }] } })

    const reply = await put(onlyPart(file), BYTES)

    expect([reply.status, xmlError(reply)]).toEqual([
      400,
      s3Error({ Code: 'InvalidRequest', Message: 'Value for x-amz-checksum-sha256 header is invalid.' }),
    ])
  },
)

test('a part created without a checksum is refused: the upload was opened with SHA-256', async () => {
  const { polar } = await startBench()
  const [part] = creation([BYTES]).upload.parts
  const file = await create(polar, [BYTES], {
    upload: { parts: [{ ...part, checksum_sha256_base64: null }] },
  })

  const reply = await put(onlyPart(file), BYTES)

  expect([reply.status, xmlError(reply)]).toEqual([
    400,
    s3Error({
      Code: 'InvalidRequest',
      Message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: null',
    }),
  ])
})

test.each([0, -1, 10_001])('part number %d is refused', async (number) => {
  const { polar } = await startBench()
  const [part] = creation([BYTES]).upload.parts
  const file = await create(polar, [BYTES], { upload: { parts: [{ ...part, number }] } })

  const reply = await put(partOf(file, number), BYTES)

  expect([reply.status, xmlError(reply)]).toEqual([
    400,
    s3Error({
      Code: 'InvalidArgument',
      Message: 'Part number must be an integer between 1 and 10000, inclusive',
      ArgumentName: 'partNumber',
      ArgumentValue: String(number),
    }),
  ])
})

test('a part above 5 GiB is refused before its body is read', async () => {
  const { polar } = await startBench()
  const file = await create(polar, [BYTES])
  const { url, headers } = onlyPart(file)

  const reply = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const length = { 'content-length': 5 * 1024 ** 3 + 1 }
    const request = http.request(url, { method: 'PUT', agent: false, headers: { ...headers, ...length } })
    request.on('response', resolve).on('error', reject)
    request.flushHeaders()
  })
  let body = ''
  for await (const chunk of reply.setEncoding('utf8')) body += chunk as string
  reply.destroy()

  expect([reply.statusCode, xmlError({ status: 0, headers: {}, body })]).toEqual([
    400,
    s3Error({
      Code: 'EntityTooLarge',
      Message: 'Your proposed upload exceeds the maximum allowed size',
      ProposedSize: '5368709121',
      MaxSizeAllowed: '5368709120',
    }),
  ])
})

test('a URL works in its last millisecond and is refused a millisecond later', async () => {
  const { local: polar, turnClock } = await startBench({ urlLifetimeSeconds: 60 })
  const file = await create(polar, [BYTES])

  turnClock(59_999)
  const inTime = await put(onlyPart(file), BYTES)
  turnClock(1)
  const late = await put(onlyPart(file), BYTES)

  expect(inTime.status).toBe(200)
  expect([late.status, xmlError(late)]).toEqual([
    403,
    s3Error({
      Code: 'AccessDenied',
      Message: 'Request has expired',
      'X-Amz-Expires': '60',
      Expires: '2026-11-23T12:01:00Z',
      ServerTime: '2026-11-23T12:01:00Z',
    }),
  ])
  expect(polar.counts().s3Errors).toEqual({ 'AccessDenied: Request has expired': 1 })
})

test("expiry goes by the server's clock, whatever is added to it", async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [BYTES])

  polar.setClockOffset(3_600_000)
  const late = await put(onlyPart(file), BYTES)
  polar.setClockOffset(-16 * 60_000)
  const early = await put(onlyPart(file), BYTES)

  expect([late, early].map((reply) => [reply.status, xmlError(reply).Message])).toEqual([
    [403, 'Request has expired'],
    [403, 'Request is not yet valid'],
  ])
})

test('a PUT that has begun before its URL expires is stored however late it ends', async () => {
  const { local: polar, turnClock } = await startBench()
  const body = someBytes(2 * MiB)
  const file = await create(polar, [body])
  const begun = happening(polar, (event) => event.kind === 'body')
  const committed = happening(polar, (event) => event.kind === 'committed' && event.operation === 'part')

  const request = await beginPut(onlyPart(file), body.length, body.subarray(0, MiB))
  await begun
  turnClock(2 * 3_600_000)
  request.end(body.subarray(MiB))
  await committed

  expect(polar.counts().parts).toMatchObject({ started: 1, committed: 1 })
})

test('a large body does not keep the client from reading why it was refused', async () => {
  const { polar, turnClock } = await startBench()
  const body = someBytes(32 * MiB)
  const file = await create(polar, [body])
  turnClock(3_600_000)

  const reply = await put(onlyPart(file), body)

  expect([reply.status, reply.headers.connection, xmlError(reply).Message]).toEqual([
    403,
    'close',
    'Request has expired',
  ])
})

const withQuery = (url: string, change: (query: URLSearchParams) => void) => {
  const changed = new URL(url)
  change(changed.searchParams)
  return changed.href
}

test.each<[string, (url: string) => string]>([
  ['another part number', (url) => withQuery(url, (query) => query.set('partNumber', '2'))],
  ['a part number twice', (url) => `${url}&partNumber=1`],
  ['another lifetime', (url) => withQuery(url, (query) => query.set('X-Amz-Expires', '7200'))],
  ['one more parameter', (url) => `${url}&x-id=UploadPart`],
  ['another key', (url) => url.replace('build.zip', 'other.zip')],
  ['a signature of its own', (url) => url.replace(/Signature=.*/, `Signature=${'0'.repeat(64)}`)],
])('a URL with %s is refused', async (_, change) => {
  const { polar } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))

  const reply = await put({ url: change(url), headers }, BYTES)

  expect([reply.status, xmlError(reply).Code]).toEqual([403, 'SignatureDoesNotMatch'])
})

test('a URL whose path is encoded another way is the same URL', async () => {
  const { polar } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))

  const reply = await put({ url: url.replace('build.zip', '%62uild.zip'), headers }, BYTES)

  expect(reply.status).toBe(200)
})

test('a URL that names fewer signed headers is refused for those it no longer names', async () => {
  const { polar } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))

  const reply = await put(
    { url: withQuery(url, (query) => query.set('X-Amz-SignedHeaders', 'host')), headers },
    BYTES,
  )

  expect([reply.status, xmlError(reply).Code]).toEqual([403, 'AccessDenied'])
})

test.each(['Bearer polar_oat_x', 'Basic cG9sYXI6cG9sYXI=', 'AWS4-HMAC-SHA256 Credential=x'])(
  'a presigned request with Authorization: %s is refused, and nothing is stored',
  async (authorization) => {
    const bench = await startBench()
    const file = await create(bench.polar, [BYTES])

    const reply = await put(onlyPart(file), BYTES, { authorization })

    expect([reply.status, xmlError(reply)]).toEqual([
      400,
      s3Error({
        Code: 'InvalidArgument',
        Message:
          'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
        ArgumentName: 'Authorization',
      }),
    ])
    whereLocal(bench, (local) => expect(local.counts().parts).toMatchObject({ committed: 0, refused: 1 }))
  },
)

test('an S3 that is short of words sends every error with an empty message', async () => {
  const { local: polar } = await startBench({ emptyMessages: true })
  const file = await create(polar, [BYTES])
  polar.addFault({ operation: 'part', kind: 'error', status: 503, nth: 2 })

  const replies = [await put(onlyPart(file), Buffer.from('x')), await put(onlyPart(file), BYTES)]

  expect(replies.map((reply) => [reply.status, xmlError(reply)])).toEqual([
    [400, { Code: 'BadDigest', Message: '' }],
    [503, { Code: 'SlowDown', Message: '' }],
  ])
})

test.each<[string, Record<string, string>]>([
  ['another host', { host: 'localhost' }],
  ['another checksum', { 'x-amz-checksum-sha256': sha256(Buffer.from('x')) }],
  ['another algorithm', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }],
])('a request with %s than signed is refused', async (_, headers) => {
  const { polar } = await startBench()
  const file = await create(polar, [BYTES])

  const reply = await put(onlyPart(file), BYTES, headers)

  expect([reply.status, xmlError(reply).Code]).toEqual([403, 'SignatureDoesNotMatch'])
})

test('a request without a signed header is refused', async () => {
  const { polar } = await startBench()
  const { url } = onlyPart(await create(polar, [BYTES]))

  const reply = await put({ url, headers: {} }, BYTES)

  expect([reply.status, xmlError(reply).Code]).toEqual([403, 'SignatureDoesNotMatch'])
})

test.each([
  ['GET', 'SignatureDoesNotMatch'],
  ['POST', 'SignatureDoesNotMatch'],
  ['DELETE', 'SignatureDoesNotMatch'],
  // No answer to a HEAD has a body.
  ['HEAD', undefined],
])('%s, which is not the signed method, is refused', async (method, code) => {
  const { polar } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))

  const reply = await send({ method, url, headers, ...(method === 'POST' && { body: BYTES }) })

  expect([reply.status, xmlError(reply).Code]).toEqual([403, code])
})

test('an x-amz header that is not signed is refused', async () => {
  const { polar } = await startBench()
  const file = await create(polar, [BYTES])

  const refused = await put(onlyPart(file), BYTES, { 'x-amz-acl': 'private', 'x-amz-tagging': 'a=b' })

  expect([refused.status, xmlError(refused)]).toEqual([
    403,
    s3Error({
      Code: 'AccessDenied',
      Message: 'There were headers present in the request which were not signed',
      HeadersNotSigned: 'x-amz-acl, x-amz-tagging',
    }),
  ])
})

test.each([{ 'content-type': 'text/plain' }, { 'x-other': '1' }])(
  'a request with %j is taken',
  async (headers) => {
    const { polar } = await startBench()
    const file = await create(polar, [BYTES])

    const reply = await put(onlyPart(file), BYTES, headers)

    expect(reply.status).toBe(200)
  },
)

test.each<[string, (url: string) => string, number, string]>([
  ['no signature at all', (url) => url.split('?')[0] ?? '', 403, 'AccessDenied'],
  [
    'half of a signature',
    (url) => withQuery(url, (query) => query.delete('X-Amz-Date')),
    400,
    'AuthorizationQueryParametersError',
  ],
  [
    'a lifetime above a week',
    (url) => withQuery(url, (query) => query.set('X-Amz-Expires', '604801')),
    400,
    'AuthorizationQueryParametersError',
  ],
  [
    'another region',
    (url) => url.replace('us-east-2', 'eu-west-1'),
    400,
    'AuthorizationQueryParametersError',
  ],
  [
    'a key nobody has',
    (url) => url.replace(/(X-Amz-Credential=)[^%]+/, '$1AKIANOBODY'),
    403,
    'InvalidAccessKeyId',
  ],
])('a URL with %s is refused', async (_, change, status, code) => {
  const { polar } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))

  const reply = await put({ url: change(url), headers }, BYTES)

  expect([reply.status, xmlError(reply).Code]).toEqual([status, code])
})

test('a chunked body is refused', async () => {
  const { polar } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))

  const chunked = await send({
    method: 'PUT',
    url,
    headers: { ...headers, 'transfer-encoding': 'chunked' },
    body: BYTES,
  })

  expect([chunked.status, xmlError(chunked)]).toEqual([
    501,
    s3Error({
      Code: 'NotImplemented',
      Message: 'A header you provided implies functionality that is not implemented',
      Header: 'Transfer-Encoding',
    }),
  ])
})

test('a PUT without a length is refused', async () => {
  const { polar } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))

  const { origin, pathname, search } = new URL(url)
  const missing = await rawRequest(origin, `PUT ${pathname}${search} HTTP/1.1`, headers)

  expect(missing).toMatch(/^HTTP\/1\.1 411 [^]*<Code>MissingContentLength<\/Code>/)
})

/** Sends a request line and headers as they are and gives all that comes back. */
async function rawRequest(origin: string, line: string, headers: Record<string, string>): Promise<string> {
  const { connect } = await import('node:net')
  const { host, hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  const fields = Object.entries({ host, connection: 'close', ...headers })
  socket.write([line, ...fields.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'))
  let text = ''
  for await (const chunk of socket.setEncoding('utf8')) text += chunk as string
  return text
}

test('a client that asks before sending is told to go on, or is refused without sending', async () => {
  const { polar, turnClock } = await startBench()
  const { url, headers } = onlyPart(await create(polar, [BYTES]))
  const ask = () =>
    new Promise<{ status: number; continued: boolean }>((resolve, reject) => {
      let continued = false
      const request = http.request(url, {
        method: 'PUT',
        agent: false,
        headers: { ...headers, 'content-length': BYTES.length, expect: '100-continue' },
      })
      request.on('continue', () => {
        continued = true
        request.end(BYTES)
      })
      request.on('response', (response) => {
        response.resume()
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, continued })
          request.destroy()
        })
      })
      request.on('error', reject)
      request.flushHeaders()
    })

  const taken = await ask()
  turnClock(3_600_000)
  const refused = await ask()

  expect([taken, refused]).toEqual([
    { status: 200, continued: true },
    { status: 403, continued: false },
  ])
})

test('a Content-MD5 is checked too', async () => {
  const { polar } = await startBench()
  const file = await create(polar, [BYTES])
  const digest = (bytes: Buffer) => Buffer.from(md5(bytes), 'hex').toString('base64')

  const right = await put(onlyPart(file), BYTES, { 'content-md5': digest(BYTES) })
  const wrong = await put(onlyPart(file), BYTES, { 'content-md5': digest(Buffer.from('x')) })
  const invalid = await put(onlyPart(file), BYTES, { 'content-md5': 'AAAA' })

  expect([right, wrong, invalid].map((reply) => [reply.status, xmlError(reply).Code])).toEqual([
    [200, undefined],
    [400, 'BadDigest'],
    [400, 'InvalidDigest'],
  ])
})

test('parts may come in any order, at once, and again; the last one to come counts', async () => {
  const bench = await startBench()
  const { polar } = bench
  const parts = [someBytes(5 * MiB, 1), someBytes(5 * MiB, 2), someBytes(10, 3)]
  const file = await create(polar, parts)

  const puts = [2, 3, 1].map((number) => put(partOf(file, number), parts[number - 1] ?? BYTES))
  const statuses = (await Promise.all(puts)).map((reply) => reply.status)
  const again = await put(partOf(file, 2), parts[1] ?? BYTES)

  expect([...statuses, again.status]).toEqual([200, 200, 200, 200])
  whereLocal(bench, (local) =>
    expect(local.counts().files[file.id]?.parts[2]).toEqual({
      started: 2,
      committed: 2,
      refused: 0,
      bodyBytes: 2 * 5 * MiB,
    }),
  )
})

test('a PUT that breaks midway stores nothing', async () => {
  const { local: polar } = await startBench()
  const body = someBytes(4 * MiB)
  const file = await create(polar, [body])
  const begun = happening(polar, (event) => event.kind === 'body' && event.bodyBytes >= MiB)
  const broken = happening(polar, (event) => event.kind === 'broken')

  const request = await beginPut(onlyPart(file), body.length, body.subarray(0, 2 * MiB))
  await begun
  request.destroy()
  await broken

  expect(polar.counts().parts).toMatchObject({ started: 1, committed: 0 })
  const retry = await put(onlyPart(file), body)
  expect(retry.status).toBe(200)
})

test('a body that falls silent is answered RequestTimeout and the connection ends', async () => {
  const timers = manualTimers()
  const { local: polar } = await startBench({ timers, silenceTimeoutMs: 15_000 })
  const file = await create(polar, [BYTES])
  const begun = happening(polar, (event) => event.kind === 'body')

  const request = await beginPut(onlyPart(file), 100, BYTES)
  const response = new Promise<http.IncomingMessage>((resolve) => request.on('response', resolve))
  await begun
  await timers.armed(15_000)
  timers.fire(15_000)
  const reply = await response
  let body = ''
  for await (const chunk of reply.setEncoding('utf8')) body += chunk as string
  request.destroy()

  expect([
    reply.statusCode,
    reply.headers.connection,
    xmlError({ status: 0, headers: {}, body }).Code,
  ]).toEqual([400, 'close', 'RequestTimeout'])
  expect(polar.counts().parts.committed).toBe(0)
})

test('a PUT to a completed upload is answered NoSuchUpload', async () => {
  const { polar } = await startBench()
  const file = await upload(polar, [BYTES])

  const reply = await put(onlyPart(file), BYTES)

  expect([reply.status, xmlError(reply)]).toEqual([
    404,
    s3Error({
      Code: 'NoSuchUpload',
      Message:
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      UploadId: file.upload.id,
    }),
  ])
})

test('a browser is not let in', async () => {
  const { polar } = await startBench()
  const { url } = onlyPart(await create(polar, [BYTES]))

  const preflight = await send({
    method: 'OPTIONS',
    url,
    headers: { origin: 'app://uploader', 'access-control-request-method': 'PUT' },
  })

  expect([preflight.status, xmlError(preflight).Code]).toEqual([403, 'AccessForbidden'])
})

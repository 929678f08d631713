import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openMultipartUploads } from '../multipart-uploads.ts'
import { completeMultipartUpload } from '../s3-completion.ts'
import {
  call,
  complete,
  completion,
  beginPut,
  create,
  happening,
  md5,
  MiB,
  NOON,
  partOf,
  putAll,
  sha256,
  someBytes,
  startBench,
  temporaryFolder,
  upload,
  failureOf,
  moment,
  storedBytes,
  UNHANDLED,
  whereLocal,
  type Bench,
  type Completion,
  type CreatedFile,
  type Polar,
} from './bench.ts'
import { remoteServer } from './server-under-test.ts'

const PARTS = [someBytes(5 * MiB, 1), someBytes(5 * MiB, 2), someBytes(100, 3)]

async function storedParts(options: Parameters<typeof startBench>[0] = {}): Promise<{
  bench: Bench
  polar: Polar
  file: CreatedFile
  body: Completion
}> {
  const bench = await startBench(options)
  const { polar } = bench
  const file = await create(polar, PARTS)
  await putAll(file, PARTS)
  return { bench, polar, file, body: completion(file, PARTS) }
}

test('a completed file is answered 200 as FileRead with the multipart ETag', async () => {
  const { polar, file, body } = await storedParts()
  const whole = Buffer.concat(PARTS)
  const md5s = createHash('md5')
  for (const part of PARTS) md5s.update(md5(part), 'hex')

  const reply = await complete(polar, file, body)

  expect([reply.status, JSON.parse(reply.body)]).toEqual([
    200,
    {
      id: file.id,
      organization_id: polar.organization.id,
      name: 'build.zip',
      path: file.path,
      mime_type: 'application/zip',
      size: whole.length,
      size_readable: '10.0 MB',
      storage_version: expect.any(String) as string,
      checksum_etag: `"${md5s.digest('hex')}-3"`,
      checksum_sha256_base64: sha256(whole),
      checksum_sha256_hex: Buffer.from(sha256(whole), 'base64').toString('hex'),
      last_modified_at: moment(0),
      version: null,
      service: 'downloadable',
      is_uploaded: true,
      created_at: moment(0),
      flagged_malicious_at: null,
    },
  ])
})

test('the stored bytes are those of the parts, in order', async () => {
  const { polar, file, body } = await storedParts()
  await complete(polar, file, body)

  expect((await storedBytes(polar, file)).equals(Buffer.concat(PARTS))).toBe(true)
})

test('an empty file is one empty part', async () => {
  const { polar } = await startBench()

  const file = await upload(polar, [Buffer.alloc(0)])

  expect(await storedBytes(polar, file)).toEqual(Buffer.alloc(0))
})

test('the last part may be empty, and of several puts of a part the last one counts', async () => {
  const bench = await startBench()
  const { polar } = bench
  const parts = [someBytes(5 * MiB), Buffer.alloc(0)]
  const file = await create(polar, parts)
  await putAll(file, parts)
  await putAll(file, parts)

  const reply = await complete(polar, file, completion(file, parts))

  expect(reply.status).toBe(200)
  whereLocal(bench, (local) => expect(local.counts().parts.committed).toBe(4))
})

const change = (
  body: Completion,
  index: number,
  fields: Partial<Completion['parts'][number]>,
): Completion => ({
  ...body,
  parts: body.parts.map((part, at) => (at === index ? { ...part, ...fields } : part)),
})

test.each<[string, string, (body: Completion) => Completion]>([
  ['no parts', 'InvalidRequest', (body) => ({ ...body, parts: [] })],
  ['parts that do not ascend', 'InvalidPartOrder', (body) => ({ ...body, parts: body.parts.toReversed() })],
  [
    'a part twice',
    'InvalidPartOrder',
    (body) => ({ ...body, parts: body.parts.flatMap((part) => [part, part]) }),
  ],
  [
    'a part left out in between',
    'InvalidPartOrder',
    (body) => ({ ...body, parts: body.parts.toSpliced(1, 1) }),
  ],
  ['the first part left out', 'InvalidPartOrder', (body) => ({ ...body, parts: body.parts.slice(1) })],
  [
    'a part nobody sent',
    'InvalidPart',
    (body) => ({
      ...body,
      parts: [...body.parts, ...body.parts.slice(2).map((part) => ({ ...part, number: 4 }))],
    }),
  ],
  ['a part number 0', 'InvalidArgument', (body) => change(body, 0, { number: 0 })],
  ['another ETag', 'InvalidPart', (body) => change(body, 1, { checksum_etag: `"${md5(Buffer.from('x'))}"` })],
  [
    'another checksum',
    'InvalidPart',
    (body) => change(body, 1, { checksum_sha256_base64: sha256(Buffer.from('x')) }),
  ],
  [
    'a part without its checksum',
    'InvalidRequest',
    (body) => change(body, 2, { checksum_sha256_base64: null }),
  ],
  ['another upload', 'NoSuchUpload', (body) => ({ ...body, id: 'nobody' })],
  ['another path', 'NoSuchUpload', (body) => ({ ...body, path: `${body.path}x` })],
])('S3 refuses %s with %s, and Polar says nothing but 500', async (_, code, wrong) => {
  const { bench, polar, file, body } = await storedParts()

  const reply = await complete(polar, file, wrong(body))

  expect(failureOf(reply)).toEqual(UNHANDLED)
  whereLocal(bench, (local) => expect(local.counts().s3Errors).toEqual({ [code]: 1 }))
  expect((await complete(polar, file, body)).status).toBe(200)
})

test.runIf(remoteServer === null)(
  'S3 compares the composite checksum with that of the parts it has',
  async () => {
    const uploads = await openMultipartUploads(await temporaryFolder(), false)
    const upload = await uploads.create('bucket', 'key', 'text/plain')
    const bytes = Buffer.from('part')
    const hex = createHash('sha256').update(bytes).digest('hex')
    const incoming = await uploads.receive(upload)
    await incoming.write(bytes)
    await incoming.commit({ number: 1, sizeBytes: bytes.length, md5: md5(bytes), sha256: hex })
    const ask = (compositeChecksum: string) =>
      completeMultipartUpload(
        uploads,
        {
          bucket: 'bucket',
          key: 'key',
          uploadId: upload.id,
          parts: [{ number: 1, etag: `"${md5(bytes)}"`, checksum: sha256(bytes) }],
          compositeChecksum,
        },
        { now: NOON, secondCompletion: 'succeeds' },
      )

    await expect(ask(sha256(bytes))).rejects.toMatchObject({ code: 'BadDigest' })
    expect(await ask(sha256(Buffer.from(hex, 'hex')))).toMatchObject({ sizeBytes: 4, lastModified: NOON })
  },
)

test('a PUT under way when its upload completes is too late, and the object keeps its bytes', async () => {
  const {
    bench: { local: polar },
    file,
    body,
  } = await storedParts()
  const begun = happening(polar, (event) => event.kind === 'body')
  const answered = happening(polar, (event) => event.kind === 'answered' && event.operation === 'part')
  const again = PARTS[2] ?? Buffer.alloc(0)
  const request = await beginPut(partOf(file, 3), again.length, again.subarray(0, 10))
  await begun

  const completed = await complete(polar, file, body)
  request.end(again.subarray(10))

  expect([completed.status, await answered]).toEqual([
    200,
    expect.objectContaining({ status: 404, s3Error: 'NoSuchUpload' }),
  ])
  expect(await polar.checksum(file.id)).toBe(createHash('sha256').update(Buffer.concat(PARTS)).digest('hex'))
})

test('a part below 5 MiB that is not the last is refused only at completion', async () => {
  const bench = await startBench()
  const { polar } = bench
  const parts = [someBytes(5 * MiB - 1), someBytes(5 * MiB)]
  const file = await create(polar, parts)
  await putAll(file, parts)

  const reply = await complete(polar, file, completion(file, parts))

  expect(failureOf(reply)).toEqual(UNHANDLED)
  whereLocal(bench, (local) => expect(local.counts().s3Errors).toEqual({ EntityTooSmall: 1 }))
})

test('a checksum that is not base64 is an error nobody handles', async () => {
  const { bench, polar, file, body } = await storedParts()

  const reply = await complete(polar, file, change(body, 0, { checksum_sha256_base64: 'abc' }))

  expect(failureOf(reply)).toEqual(UNHANDLED)
  whereLocal(bench, (local) => expect(local.counts().s3Errors).toEqual({}))
})

test('leaving out the last parts makes a shorter file, and Polar says 200', async () => {
  const { polar, file, body } = await storedParts()

  const reply = await complete(polar, file, { ...body, parts: body.parts.slice(0, 2) })

  const answer = JSON.parse(reply.body) as { size: number }
  expect([reply.status, answer.size]).toEqual([200, Buffer.concat(PARTS).length])
  expect((await storedBytes(polar, file)).equals(Buffer.concat(PARTS.slice(0, 2)))).toBe(true)
})

test('white space around an ETag is dropped, and its quotes may be missing', async () => {
  const { polar, file, body } = await storedParts()
  const bare = body.parts[1]?.checksum_etag.replaceAll('"', '') ?? ''

  const reply = await complete(
    polar,
    file,
    change(change(body, 0, { checksum_etag: ` ${body.parts[0]?.checksum_etag ?? ''}\r` }), 1, {
      checksum_etag: bare,
    }),
  )

  expect(reply.status).toBe(200)
})

test.each([
  ['no id', { id: undefined }, ['body', 'id']],
  ['no path', { path: undefined }, ['body', 'path']],
  ['no parts', { parts: undefined }, ['body', 'parts']],
  [
    'a part without its checksum field',
    { parts: [{ number: 1, checksum_etag: '"x"' }] },
    ['body', 'parts', 0, 'checksum_sha256_base64'],
  ],
  [
    'a part without an ETag',
    { parts: [{ number: 1, checksum_sha256_base64: null }] },
    ['body', 'parts', 0, 'checksum_etag'],
  ],
])('a completion with %s is answered 422', async (_, fields, loc) => {
  const { polar, file, body } = await storedParts()

  const reply = await complete(polar, file, { ...body, ...fields })

  expect([reply.status, JSON.parse(reply.body)]).toEqual([
    422,
    { error: 'RequestValidationError', detail: [expect.objectContaining({ type: 'missing', loc })] },
  ])
})

test.each([
  ['unknown', '33333333-3333-4333-8333-333333333333', 404],
  ['no UUID', 'nonsense', 422],
  ['a UUID of another version', '33333333-3333-1333-8333-333333333333', 422],
])('completing a file whose id is %s is answered', async (_, id, status) => {
  const { polar, body } = await storedParts()

  const reply = await call(polar, 'POST', `/v1/files/${id}/uploaded`, body)

  expect(reply.status).toBe(status)
  if (status === 404) {
    expect(JSON.parse(reply.body)).toEqual({ error: 'ResourceNotFound', detail: 'Not found' })
  }
})

test('completing needs no URL that is still valid', async () => {
  const { polar, turnClock } = await startBench()
  const file = await create(polar, PARTS)
  await putAll(file, PARTS)
  turnClock(48 * 3_600_000)

  const reply = await complete(polar, file, completion(file, PARTS))

  const answer = JSON.parse(reply.body) as { last_modified_at: string }
  expect([reply.status, answer.last_modified_at]).toEqual([200, moment(48 * 3_600_000)])
})

test('completing again is answered 500, as S3 knows the upload no more', async () => {
  const { bench, polar, file, body } = await storedParts()

  const first = await complete(polar, file, body)
  const second = await complete(polar, file, body)

  expect([first.status, failureOf(second)]).toEqual([200, UNHANDLED])
  whereLocal(bench, (local) => expect(local.counts().s3Errors).toEqual({ NoSuchUpload: 1 }))
})

test('of two completions at once one is answered 500', async () => {
  const { polar, file, body } = await storedParts()

  const replies = await Promise.all([complete(polar, file, body), complete(polar, file, body)])

  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 500])
})

test('completing again with the same parts succeeds again where S3 repeats itself, as AWS was seen to', async () => {
  const {
    bench: { local: polar },
    file,
    body,
  } = await storedParts({ secondCompletion: 'succeeds' })

  const first = await complete(polar, file, body)
  const second = await complete(polar, file, body)
  const other = await complete(polar, file, { ...body, parts: body.parts.slice(0, 2) })

  expect([second.status, JSON.parse(second.body)]).toEqual([200, JSON.parse(first.body)])
  expect([failureOf(other), polar.counts().s3Errors]).toEqual([UNHANDLED, { NoSuchUpload: 1 }])
})

test('a completion names its upload itself: with that of another file the wrong file is called complete', async () => {
  const { polar, body } = await storedParts()
  const other = await create(polar, PARTS)

  const reply = await complete(polar, other, body)

  const answer = JSON.parse(reply.body) as { id: string; path: string; is_uploaded: boolean }
  expect([reply.status, answer]).toEqual([
    200,
    expect.objectContaining({ id: other.id, path: other.path, is_uploaded: true }),
  ])
})

test('a server that keeps no bytes checks them all the same', async () => {
  const { local: polar } = await startBench({ discard: true })

  const file = await upload(polar, PARTS)

  expect(polar.files().map((row) => row.is_uploaded)).toEqual([true])
  expect(() => polar.readFile(file.id)).toThrow('does not keep the bytes')
})

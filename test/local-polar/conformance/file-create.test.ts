import { expect, test } from 'vitest'
import {
  call,
  create,
  creation,
  failureOf,
  moment,
  partOf,
  put,
  send,
  sha256,
  startBench,
  UNHANDLED,
  whereLocal,
} from './bench.ts'

const BYTES = Buffer.from('hello')
const EMPTY = Buffer.alloc(0)

/** What no name may have, but for NUL. */
const CONTROL_CHARACTERS = ['\u0001', '\t', '\u001f', '\u007f', '\ufffe', '\uffff']

const hex = (char: string): string => `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

const detailOf = (reply: { body: string }) => JSON.parse(reply.body) as { error: string; detail: unknown }

test('a created file is answered 201 with a presigned URL for each part', async () => {
  const { polar } = await startBench()

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], { version: '1.0' }))

  const answer = JSON.parse(reply.body) as Awaited<ReturnType<typeof create>>
  const path = `downloadable/${polar.organization.id}/${answer.id}/build.zip`
  expect([reply.status, answer]).toEqual([
    201,
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      organization_id: polar.organization.id,
      name: 'build.zip',
      path,
      mime_type: 'application/zip',
      size: 5,
      size_readable: '5.0 B',
      storage_version: null,
      checksum_etag: null,
      checksum_sha256_base64: sha256(BYTES),
      checksum_sha256_hex: Buffer.from(sha256(BYTES), 'base64').toString('hex'),
      last_modified_at: null,
      version: null,
      is_uploaded: false,
      service: 'downloadable',
      upload: {
        id: expect.any(String) as string,
        path,
        parts: [
          {
            number: 1,
            chunk_start: 0,
            chunk_end: 5,
            checksum_sha256_base64: sha256(BYTES),
            url: expect.stringMatching(/^https?:\/\/[^?]+\/downloadable\/[^?]+\/build\.zip\?/) as string,
            expires_at: moment(3_600_000),
            headers: { 'x-amz-checksum-sha256': sha256(BYTES), 'x-amz-sdk-checksum-algorithm': 'SHA256' },
          },
        ],
      },
    },
  ])
})

test('the presigned URL has the parameters botocore gives it, in its order', async () => {
  const { polar } = await startBench()

  const file = await create(polar, [BYTES])

  const query = [...new URL(partOf(file, 1).url).searchParams]
  expect(query).toEqual([
    ['uploadId', file.upload.id],
    ['partNumber', '1'],
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', expect.stringMatching(/^[^/]+\/\d{8}\/us-east-2\/s3\/aws4_request$/) as string],
    ['X-Amz-Date', expect.stringMatching(/^\d{8}T\d{6}Z$/) as string],
    ['X-Amz-Expires', '3600'],
    ['X-Amz-SignedHeaders', 'host;x-amz-checksum-sha256;x-amz-sdk-checksum-algorithm'],
    ['X-Amz-Signature', expect.stringMatching(/^[0-9a-f]{64}$/) as string],
  ])
})

test('a part without a checksum gets no headers and a signature over the host only', async () => {
  const { polar } = await startBench()
  const body = creation([BYTES])
  const parts = body.upload.parts.map((part) => ({ ...part, checksum_sha256_base64: null }))

  const file = await create(polar, [BYTES], { upload: { parts } })

  const part = partOf(file, 1)
  expect([part.headers, new URL(part.url).searchParams.get('X-Amz-SignedHeaders')]).toEqual([{}, 'host'])
})

test.each([
  ['a service nobody knows', { service: 'video' }, ['body'], 'union_tag_invalid'],
  ['no service', { service: undefined }, ['body'], 'union_tag_not_found'],
  ['a name that is no string', { name: 7 }, ['body', 'downloadable', 'name'], 'string_type'],
  ['no name', { name: undefined }, ['body', 'downloadable', 'name'], 'missing'],
  ['a name with NUL', { name: 'a\0b' }, ['body', 'downloadable', 'name'], 'value_error'],
  ['no size', { size: undefined }, ['body', 'downloadable', 'size'], 'missing'],
  ['half a byte', { size: 1.5 }, ['body', 'downloadable', 'size'], 'int_from_float'],
  ['a size in words', { size: 'five' }, ['body', 'downloadable', 'size'], 'int_parsing'],
  ['a size that is null', { size: null }, ['body', 'downloadable', 'size'], 'int_type'],
  ['a size of 31 digits', { size: 1e30 }, ['body', 'downloadable', 'size'], 'int_parsing_size'],
  ['no upload', { upload: undefined }, ['body', 'downloadable', 'upload'], 'missing'],
  ['no parts', { upload: {} }, ['body', 'downloadable', 'upload', 'parts'], 'missing'],
  [
    'parts that are no list',
    { upload: { parts: {} } },
    ['body', 'downloadable', 'upload', 'parts'],
    'list_type',
  ],
  [
    'a part without an end',
    { upload: { parts: [{ number: 1, chunk_start: 0 }] } },
    ['body', 'downloadable', 'upload', 'parts', 0, 'chunk_end'],
    'missing',
  ],
  [
    'an organization that is no UUID',
    { organization_id: 'mine' },
    ['body', 'downloadable', 'organization_id'],
    'uuid_parsing',
  ],
  [
    'a media file that is no image',
    { service: 'product_media' },
    ['body', 'product_media', 'mime_type'],
    'string_pattern_mismatch',
  ],
  [
    'a media file above 10 MiB',
    { service: 'product_media', mime_type: 'image/png', size: 10_485_761 },
    ['body', 'product_media', 'size'],
    'less_than_equal',
  ],
  [
    'an avatar above 1 MiB',
    { service: 'organization_avatar', mime_type: 'image/webp', size: 1_048_577 },
    ['body', 'organization_avatar', 'size'],
    'less_than_equal',
  ],
  [
    'an attachment above 250 MiB',
    { service: 'support_case_attachment', mime_type: 'application/pdf', size: 262_144_001 },
    ['body', 'support_case_attachment', 'size'],
    'less_than_equal',
  ],
  [
    'an attachment that is a zip',
    { service: 'support_case_attachment' },
    ['body', 'support_case_attachment', 'mime_type'],
    'string_pattern_mismatch',
  ],
])('%s is answered 422 and says where', async (_, fields, loc, type) => {
  const { polar } = await startBench()

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], fields))

  expect([reply.status, detailOf(reply)]).toEqual([
    422,
    { error: 'RequestValidationError', detail: [expect.objectContaining({ loc, type })] },
  ])
})

test('an issue names its type, place, message, input and context', async () => {
  const { polar } = await startBench()
  const fields = { service: 'organization_avatar', mime_type: 'image/png', size: 2_000_000 }

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], fields))

  expect(detailOf(reply).detail).toEqual([
    {
      type: 'less_than_equal',
      loc: ['body', 'organization_avatar', 'size'],
      msg: 'Input should be less than or equal to 1048576',
      input: 2_000_000,
      ctx: { le: 1_048_576 },
    },
  ])
})

test('more than 10,000 parts are answered 422 with all of them as input', async () => {
  const { polar } = await startBench()
  const part = { number: 1, chunk_start: 0, chunk_end: 1 }
  const parts = Array.from({ length: 10_001 }, () => part)

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], { upload: { parts } }))

  expect([reply.status, detailOf(reply).detail]).toEqual([
    422,
    [expect.objectContaining({ type: 'too_long', input: parts })],
  ])
})

test.each([
  ['nothing', '', 'application/json', ['body'], 'missing'],
  ['broken JSON', '{"service":', 'application/json', expect.arrayContaining(['body']), 'json_invalid'],
  ['a list', '[]', 'application/json', ['body'], 'model_attributes_type'],
  ['JSON that is not called JSON', '{}', 'text/plain', ['body'], 'model_attributes_type'],
])('%s as a body is answered 422', async (_, body, type, loc: unknown, issue) => {
  const { polar } = await startBench()

  const reply = await send({
    method: 'POST',
    url: `${polar.url}/v1/files/`,
    headers: { authorization: `Bearer ${polar.token}`, 'content-type': type },
    body,
  })

  expect([reply.status, detailOf(reply).detail]).toEqual([
    422,
    [expect.objectContaining({ loc, type: issue })],
  ])
})

test('an organization token must not name an organization', async () => {
  const { polar } = await startBench()
  const organization_id = polar.organization.id

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], { organization_id }))

  expect([reply.status, detailOf(reply)]).toEqual([
    422,
    {
      error: 'PolarRequestValidationError',
      detail: [
        {
          type: 'organization_token',
          loc: ['body', 'organization_id'],
          msg: 'Setting organization_id is disallowed when using an organization token.',
          input: organization_id,
        },
      ],
    },
  ])
})

test.each([
  ['none', null, 'missing'],
  ['one it has no access to', '22222222-2222-4222-8222-222222222222', 'value_error'],
])('a user token must name its organization: %s is answered 422', async (_, organization_id, type) => {
  const { polar, tokenOf } = await startBench()
  const authorization = `Bearer ${tokenOf('user')}`

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], { organization_id }), {
    authorization,
  })

  expect([reply.status, detailOf(reply)]).toEqual([
    422,
    {
      error: 'PolarRequestValidationError',
      detail: [expect.objectContaining({ type, loc: ['body', 'organization_id'] })],
    },
  ])
})

test.each([
  ['an empty name', { name: '' }],
  ['a negative size', { size: -1 }],
  ['a size that is not that of the parts', { size: 999 }],
  ['a size as a string', { size: '5' }],
  ['no parts at all', { upload: { parts: [] } }],
  ['an empty MIME type', { mime_type: '' }],
  ['an unknown field', { colour: 'red' }],
  ['no checksum', { checksum_sha256_base64: null }],
  ['a MIME type beyond Latin', { mime_type: 'text/✓' }],
  ['a downloadable of any size', { size: 5e15 }],
  ['strange part numbers', { upload: { parts: [{ number: 10_001, chunk_start: 9, chunk_end: -3 }] } }],
])('%s is accepted', async (_, fields) => {
  const { polar } = await startBench()

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], fields))

  expect(reply.status).toBe(201)
})

test.each<[string, Record<string, unknown>]>([
  ['a whole-file checksum that is not base64', { checksum_sha256_base64: 'not base64' }],
  ['a whole-file checksum with wrong padding', { checksum_sha256_base64: 'abc' }],
  ['a line break in the name', { name: 'a\nb' }],
  ...CONTROL_CHARACTERS.map((char): [string, Record<string, unknown>] => [
    `${hex(char)} in the name`,
    { name: `a${char}b` },
  ]),
  ['a carriage return in the MIME type', { mime_type: 'text/plain\r' }],
  ['a name of 938 bytes', { name: 'ü'.repeat(469) }],
  ['a size of 64 bits', { size: 2 ** 63 }],
  ['a size beyond 64 bits', { size: 1e19 }],
  ['metadata above 2 KiB', { checksum_sha256_base64: 'AAAA'.repeat(400) }],
])('%s is answered 500 in plain text, and nothing is created', async (_, fields) => {
  const bench = await startBench()

  const reply = await call(bench.polar, 'POST', '/v1/files/', creation([BYTES], fields))

  expect(failureOf(reply)).toEqual(UNHANDLED)
  whereLocal(bench, (local) => expect(local.files()).toEqual([]))
})

test.each([
  ['a size that is no number', '"size":5', '"size":NaN'],
  ['an infinite size', '"size":5', '"size":-Infinity'],
  ['a size beyond all numbers', '"size":5', '"size":1e400'],
  ['half a character', '"name":"build.zip"', '"name":"a\\ud800b"'],
])('%s is answered 500: no 422 can repeat it', async (_, right, wrong) => {
  const { polar } = await startBench()

  const reply = await call(
    polar,
    'POST',
    '/v1/files/',
    JSON.stringify(creation([BYTES])).replace(right, wrong),
  )

  expect(failureOf(reply)).toEqual(UNHANDLED)
})

test('a field nobody knows may hold a number that is none', async () => {
  const { polar } = await startBench()
  const body = JSON.stringify(creation([BYTES])).replace('{', '{"unknown":NaN,')

  const reply = await call(polar, 'POST', '/v1/files/', body)

  expect(reply.status).toBe(201)
})

test.each([
  ['300 brackets', '['.repeat(300) + ']'.repeat(300), 422],
  ['2,000 brackets', '['.repeat(2000) + ']'.repeat(2000), 500],
  ['100,000 brackets', '['.repeat(100_000) + ']'.repeat(100_000), 400],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400],
])('JSON of %s is answered %s', async (_, body, status) => {
  const { polar } = await startBench()

  const reply = await send({
    method: 'POST',
    url: `${polar.url}/v1/files/`,
    headers: { authorization: `Bearer ${polar.token}`, 'content-type': 'application/json' },
    body,
  })

  expect(reply.status).toBe(status)
})

test.each([
  ['characters that are not of base64', '!!', ''],
  ['padding too much', 'AAAA=', '000000'],
])('a whole-file checksum with %s is read without them', async (_, checksum_sha256_base64, hexadecimal) => {
  const { polar } = await startBench()

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], { checksum_sha256_base64 }))

  const answer = JSON.parse(reply.body) as { checksum_sha256_hex: string }
  expect([reply.status, answer.checksum_sha256_hex]).toEqual([201, hexadecimal])
})

test.each(['\u0080', '\u2028', '\ufdd0', '\u{1fffe}'])('a name with %j is accepted', async (char) => {
  const { polar } = await startBench()

  const reply = await call(polar, 'POST', '/v1/files/', creation([BYTES], { name: `a${char}b` }))

  expect(reply.status).toBe(201)
})

test.each([
  ['downloadable', 'application/zip', 937],
  ['product_media', 'image/png', 936],
  ['organization_avatar', 'image/png', 930],
])('the longest name for %s with %s has %d bytes', async (service, mime_type, length) => {
  const { polar } = await startBench()
  const attempt = async (name: string) =>
    (await call(polar, 'POST', '/v1/files/', creation([BYTES], { service, mime_type, name }))).status

  expect([await attempt('n'.repeat(length)), await attempt('n'.repeat(length + 1))]).toEqual([201, 500])
})

test.each(['a b.zip', 'ä/ö?#%+&.zip', "it's (1)*!~.zip", '日本語.zip'])(
  'a file named %j gets a URL that works as it stands',
  async (name) => {
    const { polar } = await startBench()
    const file = await create(polar, [BYTES], { name })

    const reply = await put(partOf(file, 1), BYTES)

    expect([file.path.endsWith(`/${name}`), reply.status]).toEqual([true, 200])
  },
)

test('a name with .. makes a URL that no longer fits its signature once it is normalised', async () => {
  const { polar } = await startBench()
  const file = await create(polar, [BYTES], { name: '../up.zip' })

  const reply = await put(partOf(file, 1), BYTES)

  expect(reply.status).toBe(403)
})

test('every creation opens a session of its own: nothing is idempotent', async () => {
  const bench = await startBench()
  const { polar } = bench

  const one = await create(polar, [EMPTY])
  const other = await create(polar, [EMPTY])

  expect([one.upload.id, one.id]).not.toEqual([other.upload.id, other.id])
  whereLocal(bench, (local) => expect([local.counts().sessionsOpened, local.files().length]).toEqual([2, 2]))
})

test('10,000 parts are presigned, each with its own URL', async () => {
  const { polar } = await startBench()
  const checksum_sha256_base64 = sha256(BYTES)
  const parts = Array.from({ length: 10_000 }, (_, index) => ({
    number: index + 1,
    chunk_start: index * 5,
    chunk_end: (index + 1) * 5,
    checksum_sha256_base64,
  }))

  const file = await create(polar, [BYTES], { upload: { parts } })

  expect(new Set(file.upload.parts.map((part) => part.url)).size).toBe(10_000)
})

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  call,
  create,
  md5,
  NOON,
  partOf,
  send,
  startBench,
  upload,
  whereLocal,
  xmlError,
  type CreatedFile,
  type Polar,
} from './bench.ts'
import { remoteServer } from './server-under-test.ts'

const BYTES = [Buffer.from('hello')]

interface Page {
  readonly items: readonly Record<string, unknown>[]
  readonly pagination: { readonly total_count: number; readonly max_page: number }
}

async function list(polar: Polar, query = ''): Promise<Page> {
  const reply = await call(polar, 'GET', `/v1/files/${query}`)
  expect(reply.status).toBe(200)
  return JSON.parse(reply.body) as Page
}

test('only completed files that are not deleted are listed', async () => {
  const bench = await startBench()
  const { polar } = bench
  const done = await upload(polar, BYTES)
  const deleted = await upload(polar, BYTES)
  const attachment = await upload(polar, BYTES, {
    service: 'support_case_attachment',
    mime_type: 'text/plain',
  })
  const open = await create(polar, BYTES)
  await call(polar, 'DELETE', `/v1/files/${deleted.id}`)

  const page = await list(polar, idsOf([done, deleted, attachment, open]))

  expect([page.items.map((item) => item.id), page.pagination]).toEqual([
    [done.id],
    { total_count: 1, max_page: 1 },
  ])
  if (remoteServer === null) expect((await list(polar)).items.map((item) => item.id)).toEqual([done.id])
})

/** The query that asks for these files. */
const idsOf = (files: readonly CreatedFile[]): string => `?${files.map(({ id }) => `ids=${id}`).join('&')}`

test('media are shown with the URL everybody may read them by, downloadables with the malware flag', async () => {
  const { local: polar } = await startBench()
  const media = await upload(polar, BYTES, { service: 'product_media', mime_type: 'image/png' })
  const download = await upload(polar, BYTES)
  await polar.flagMalicious(download.id)

  const { items } = await list(polar)

  const byId: Record<string, Record<string, unknown>> = Object.fromEntries(
    items.map((item) => [String(item.id), item]),
  )
  const url = String(byId[media.id]?.public_url)
  expect((await send({ url })).body).toBe('hello')
  expect([byId[media.id], byId[download.id]].map((item) => item?.flagged_malicious_at)).toEqual([
    undefined,
    '2026-11-23T12:00:00Z',
  ])
  expect(byId[download.id]).not.toHaveProperty('public_url')
})

test('pages have ten rows unless asked otherwise, and never more than a hundred', async () => {
  const { polar } = await startBench()
  const files: CreatedFile[] = []
  for (let count = 0; count < 101; count += 1) files.push(await upload(polar, BYTES))
  const mine = idsOf(files)

  const counts: unknown[] = []
  for (const query of ['', '&page=11', '&page=12', '&limit=100&page=2', '&limit=1000']) {
    const { items, pagination } = await list(polar, mine + query)
    counts.push([items.length, pagination.max_page])
  }

  expect(counts).toEqual([
    [10, 11],
    [1, 11],
    [0, 11],
    [1, 2],
    [100, 2],
  ])
})

test('rows have no order: they stand still while nothing changes and move when something does', async () => {
  const { local: polar } = await startBench()
  for (let count = 0; count < 20; count += 1) await upload(polar, BYTES)
  const order = async () => (await list(polar, '?limit=100')).items.map((item) => String(item.id))

  const before = await order()
  const again = await order()
  await create(polar, BYTES)
  const after = await order()

  expect(again).toEqual(before)
  expect(after).not.toEqual(before)
  expect(after.toSorted()).toEqual(before.toSorted())
})

test('files of another organization are none of those a token sees', async () => {
  const { polar } = await startBench()
  const file = await upload(polar, BYTES)
  const other = '44444444-4444-4444-8444-444444444444'

  const ids = async (query: string) => (await list(polar, query)).items.map((item) => item.id)

  const mine = `${idsOf([file])}&organization_id=${other}`
  expect(await ids(mine)).toEqual([])
  expect(await ids(`${mine}&organization_id=${polar.organization.id}`)).toEqual([file.id])
})

const SEVERAL =
  'json-or-python[json=list[uuid],python=chain[is-instance[Sequence],function-wrap[sequence_validator()]]]'

const neither = (name: string): unknown[] => [
  ['uuid_type', 'query', name, 'uuid'],
  ['uuid_parsing', 'query', name, SEVERAL, 0],
]

test.each<[string, unknown[]]>([
  ['page=0', [['greater_than', 'query', 'page']]],
  ['page=x', [['int_parsing', 'query', 'page']]],
  ['limit=0', [['greater_than', 'query', 'limit']]],
  ['ids=x', neither('ids')],
  ['organization_id=x', neither('organization_id')],
  [
    'ids=x&organization_id=x&page=x',
    [['int_parsing', 'query', 'page'], ...neither('organization_id'), ...neither('ids')],
  ],
])('?%s is answered 422', async (query, issues) => {
  const { polar } = await startBench()

  const reply = await call(polar, 'GET', `/v1/files/?${query}`)

  const { error, detail } = JSON.parse(reply.body) as {
    error: string
    detail: { loc: unknown[]; type: string }[]
  }
  const found = detail.map(({ type, loc }) => [type, ...loc])
  expect([reply.status, error, found]).toEqual([422, 'RequestValidationError', issues])
})

test('PATCH changes the name and the version, not the path; empty values change nothing', async () => {
  const { polar } = await startBench()
  const file = await upload(polar, BYTES)
  const patch = async (body: unknown) => {
    const reply = await call(polar, 'PATCH', `/v1/files/${file.id}`, body)
    const { name, version, path } = JSON.parse(reply.body) as Record<string, unknown>
    return [reply.status, name, version, path]
  }

  const changed = await patch({ name: 'new.zip', version: '2.0' })
  const unchanged = await patch({ name: '', version: null })

  expect(changed).toEqual([200, 'new.zip', '2.0', file.path])
  expect(unchanged).toEqual(changed)
})

test('DELETE hides a file and drops its bytes, and so it does with one that was never completed', async () => {
  const bench = await startBench()
  const { polar } = bench
  const done = await upload(polar, BYTES)
  const open = await create(polar, BYTES)
  const remove = async (id: string) => {
    const reply = await call(polar, 'DELETE', `/v1/files/${id}`)
    return [reply.status, reply.body]
  }

  const first = [await remove(done.id), await remove(open.id)]
  const second = await call(polar, 'DELETE', `/v1/files/${done.id}`)

  expect(first).toEqual([
    [204, ''],
    [204, ''],
  ])
  expect([second.status, JSON.parse(second.body)]).toEqual([
    404,
    { error: 'ResourceNotFound', detail: 'Not found' },
  ])
  whereLocal(bench, (local) => expect(() => local.readFile(done.id)).toThrow('Nothing is stored'))
})

test('a download is a presigned URL to the very bytes, for as long as it lives', async () => {
  const { polar, turnClock } = await startBench()
  const file = await upload(polar, BYTES, { name: 'ä.zip' })

  const reply = await call(polar, 'GET', `/v1/files/${file.id}/download`)
  const { download } = JSON.parse(reply.body) as {
    download: { url: string; headers: object; expires_at: string }
  }
  const object = await send({ url: download.url })
  turnClock(3_600_000)
  const late = await send({ url: download.url })

  const etag = createHash('md5')
    .update(md5(Buffer.from('hello')), 'hex')
    .digest('hex')
  expect([download.headers, download.expires_at]).toEqual([{}, '2026-11-23T13:00:00Z'])
  expect([object.status, object.body, object.headers.etag, object.headers['content-disposition']]).toEqual([
    200,
    'hello',
    `"${etag}-1"`,
    `attachment; filename="a.zip"; filename*=UTF-8''%C3%A4.zip`,
  ])
  expect([late.status, xmlError(late).Message]).toEqual([403, 'Request has expired'])
})

test('there is no download of a file that is not completed, nor of one that is flagged', async () => {
  const { local: polar } = await startBench()
  const open = await create(polar, BYTES)
  const flagged = await upload(polar, BYTES)
  await polar.flagMalicious(flagged.id)

  const replies = await Promise.all(
    [open, flagged].map((file) => call(polar, 'GET', `/v1/files/${file.id}/download`)),
  )

  expect(replies.map((reply) => reply.status)).toEqual([404, 403])
})

test('a download shows the fields of a creation, and escapes nothing in a plain name', async () => {
  const { polar } = await startBench()
  const file = await upload(polar, BYTES, { name: 'plain name.zip' })

  const reply = await call(polar, 'GET', `/v1/files/${file.id}/download`)

  const answer = JSON.parse(reply.body) as { download: { url: string } }
  expect(Object.keys(answer)).toEqual(TRANSFER_FIELDS('download'))
  expect(new URL(answer.download.url).searchParams.get('response-content-disposition')).toBe(
    'attachment; filename="plain name.zip"',
  )
})

const COMMON_FIELDS = [
  ...['id', 'organization_id', 'name', 'path', 'mime_type', 'size', 'storage_version', 'checksum_etag'],
  ...['checksum_sha256_base64', 'checksum_sha256_hex', 'last_modified_at'],
]
const TRANSFER_FIELDS = (transfer: string): readonly string[] => [
  ...COMMON_FIELDS,
  ...[transfer, 'version', 'is_uploaded', 'service', 'size_readable'],
]
const READ_FIELDS = [...COMMON_FIELDS, 'version', 'service', 'is_uploaded', 'created_at']

test('the fields of a file have an order', async () => {
  const { polar } = await startBench()
  const created = await create(polar, BYTES)
  const download = await upload(polar, BYTES)
  const media = await upload(polar, BYTES, { service: 'product_media', mime_type: 'image/png' })
  const fieldsOf = async (id: string) => Object.keys((await list(polar, `?ids=${id}`)).items[0] ?? {})

  expect(Object.keys(created)).toEqual(TRANSFER_FIELDS('upload'))
  expect(await fieldsOf(download.id)).toEqual([...READ_FIELDS, 'flagged_malicious_at', 'size_readable'])
  expect(await fieldsOf(media.id)).toEqual([...READ_FIELDS, 'size_readable', 'public_url'])
})

test('when a file was changed last is told in whole seconds', async () => {
  const { polar } = await startBench(remoteServer === null ? { now: () => NOON + 678 } : {})
  const file = await upload(polar, BYTES)

  const [item] = (await list(polar, `?ids=${file.id}`)).items

  expect(item?.last_modified_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  expect(item?.created_at).toMatch(/T\d\d:\d\d:\d\d(\.\d{6})?Z$/)
})

test('a deletion is answered without a body, and yet with its type', async () => {
  const { polar } = await startBench()
  const file = await create(polar, BYTES)

  const { status, body, headers } = await call(polar, 'DELETE', `/v1/files/${file.id}`)

  expect([status, body, headers['content-type'], headers['content-length']]).toEqual([
    ...[204, '', 'application/json', undefined],
  ])
})

test('files of support cases are neither changed nor deleted nor downloaded here', async () => {
  const { polar } = await startBench()
  const file = await upload(polar, BYTES, { service: 'support_case_attachment', mime_type: 'text/plain' })
  const ask = (method: string, path = '', body?: unknown) =>
    call(polar, method, `/v1/files/${file.id}${path}`, body)

  const replies = [await ask('GET', '/download'), await ask('PATCH', '', { name: 'x' }), await ask('DELETE')]

  expect(replies.map(({ status, body }) => [status, (JSON.parse(body) as { error: string }).error])).toEqual(
    replies.map(() => [403, 'NotPermitted']),
  )
})

test('the private bucket gives nothing without a signature', async () => {
  const { polar } = await startBench()
  const file = await upload(polar, BYTES)

  const reply = await send({ url: partOf(file, 1).url.replace(/\?.*/, '') })

  expect([reply.status, xmlError(reply).Code]).toEqual([403, 'AccessDenied'])
})

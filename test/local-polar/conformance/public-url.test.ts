import { beforeEach, expect, test } from 'vitest'
import { create, partOf, put, startBench, xmlError } from './bench.ts'
import { onlyLocally } from './server-under-test.ts'

beforeEach(onlyLocally)

const BYTES = Buffer.from('the bytes of a part')

test('URLs are signed for where clients reach S3, and only there are they good', async () => {
  const { local: polar } = await startBench()
  polar.setPublicUrl('http://wire.example.test:8080')
  const part = partOf(await create(polar, [BYTES]), 1)
  const direct = { ...part, url: part.url.replace('http://wire.example.test:8080', polar.url) }
  const through = { ...direct, headers: { ...part.headers, host: 'wire.example.test:8080' } }

  const refused = await put(direct, BYTES)
  const stored = await put(through, BYTES)

  expect(part.url).toMatch(/^http:\/\/wire\.example\.test:8080\//)
  expect([refused.status, xmlError(refused).Code]).toEqual([403, 'SignatureDoesNotMatch'])
  expect(stored.status).toBe(200)
})

test('without such a place they are signed for the server itself', async () => {
  const { local: polar } = await startBench()
  polar.setPublicUrl('http://wire.example.test:8080')
  polar.setPublicUrl(null)

  const part = partOf(await create(polar, [BYTES]), 1)

  expect((await put(part, BYTES)).status).toBe(200)
})

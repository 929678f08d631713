import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRequestReader } from '../../bench/server/request-reader.ts'

const WIRE = Buffer.from(
  'POST /v1/files/ HTTP/1.1\r\nHost: bench\r\nContent-Length: 7\r\n\r\n{"a":1}' +
    'GET /traffic?reset HTTP/1.1\r\nhost: bench\r\n\r\n' +
    'PUT /bench/file?partNumber=1 HTTP/1.1\r\ncontent-length: 12\r\n\r\nGET / HTTP/1' +
    'PUT /bench/empty HTTP/1.1\r\ncontent-length: 0\r\n\r\n',
)

function requestsIn(pieces: readonly Buffer[]) {
  const requests: { target: string; body: string; isWhole: boolean }[] = []
  const read = createRequestReader({
    onHead: ({ method, target }) =>
      requests.push({ target: `${method} ${target}`, body: '', isWhole: false }),
    onBody: (bytes) => (last().body += bytes.toString()),
    onEnd: () => (last().isWhole = true),
  })
  const last = () => requests.at(-1) ?? expect.fail('There was no head')
  for (const piece of pieces) read(piece)
  return requests
}

test('requests are the same however they are cut on the way', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: WIRE.length })), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), WIRE.length]
      const pieces = places.slice(1).map((end, index) => WIRE.subarray(places[index], end))

      expect(requestsIn(pieces)).toEqual([
        { target: 'POST /v1/files/', body: '{"a":1}', isWhole: true },
        { target: 'GET /traffic?reset', body: '', isWhole: true },
        { target: 'PUT /bench/file?partNumber=1', body: 'GET / HTTP/1', isWhole: true },
        { target: 'PUT /bench/empty', body: '', isWhole: true },
      ])
    }),
  )
})

test('a body that has not arrived whole is not the end of its request', () => {
  const half = WIRE.subarray(0, WIRE.indexOf('{"a"') + 3)

  expect(requestsIn([half])).toEqual([{ target: 'POST /v1/files/', body: '{"a', isWhole: false }])
})

test('a body in chunks is refused', () => {
  const chunked = Buffer.from('PUT /bench/file HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n')

  expect(() => requestsIn([chunked])).toThrow('chunks')
})

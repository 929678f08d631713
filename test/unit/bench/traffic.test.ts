import { expect, test } from 'vitest'
import { createTrafficCounter } from '../../bench/server/traffic.ts'

test('counts bytes, what is arriving, and the longest silence within a body', () => {
  let now = 1_000
  const counter = createTrafficCounter(() => now)
  counter.connection()
  counter.request()
  counter.bytes(150)
  const first = counter.body('/one', 100)
  now = 1_020
  first.received(60)
  const second = counter.body('/two', 10)
  now = 1_070
  first.received(40)
  first.ended()
  now = 1_090

  expect(counter.snapshot()).toEqual({
    at: 1_090,
    bytes: 150,
    fileBytes: 100,
    requests: 1,
    connections: 1,
    firstFileByteAt: 1_020,
    longestSilenceMs: 70,
    arriving: [{ target: '/two', bodyBytes: 10, receivedBytes: 0 }],
  })
  second.ended()
})

test('begins anew, and hears a body that is arriving as of then', () => {
  let now = 0
  const counter = createTrafficCounter(() => now)
  const body = counter.body('/one', 100)
  now = 500
  counter.reset()
  now = 510
  body.received(5)

  const { fileBytes, longestSilenceMs, arriving } = counter.snapshot()
  expect({ fileBytes, longestSilenceMs, arriving }).toEqual({
    fileBytes: 5,
    longestSilenceMs: 10,
    arriving: [{ target: '/one', bodyBytes: 100, receivedBytes: 5 }],
  })
})

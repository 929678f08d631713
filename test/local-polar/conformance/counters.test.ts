import { beforeEach, expect, test } from 'vitest'
import type { RequestEvent } from '../request-events.ts'
import { createThrottle } from '../throttle.ts'
import {
  beginPut,
  call,
  complete,
  completion,
  create,
  happening,
  MiB,
  partOf,
  put,
  putAll,
  someBytes,
  startBench,
} from './bench.ts'
import { onlyLocally } from './server-under-test.ts'

beforeEach(onlyLocally)

test('everything that comes in is counted', async () => {
  const { local: polar } = await startBench()
  const parts = [someBytes(5 * MiB, 1), someBytes(100, 2)]
  const file = await create(polar, parts)
  await putAll(file, parts)
  await put(partOf(file, 2), someBytes(100, 9))
  await call(polar, 'GET', '/v1/files/')
  await call(polar, 'GET', '/v1/nothing')
  await complete(polar, file, completion(file, parts))

  expect(polar.counts()).toEqual({
    requests: {
      create: 1,
      complete: 1,
      list: 1,
      update: 0,
      delete: 0,
      download: 0,
      organizations: 0,
      part: 3,
      object: 0,
      other: 1,
    },
    sessionsOpened: 1,
    completions: 1,
    connections: 7,
    s3Errors: { BadDigest: 1 },
    parts: { started: 3, committed: 2, refused: 1, bodyBytes: 5 * MiB + 200 },
    files: {
      [file.id]: {
        started: 3,
        committed: 2,
        refused: 1,
        bodyBytes: 5 * MiB + 200,
        parts: {
          1: { started: 1, committed: 1, refused: 0, bodyBytes: 5 * MiB },
          2: { started: 2, committed: 1, refused: 1, bodyBytes: 200 },
        },
      },
    },
  })
})

test('the bytes of a PUT that breaks are counted as they came', async () => {
  const { local: polar } = await startBench()
  const body = someBytes(3 * MiB)
  const file = await create(polar, [body])
  const there = happening(polar, (event) => event.kind === 'body' && event.bodyBytes >= MiB)
  const broken = happening(polar, (event) => event.kind === 'broken')

  const request = await beginPut(partOf(file, 1), body.length, body.subarray(0, 2 * MiB))
  await there
  request.destroy()
  await broken

  const { bodyBytes, ...others } = polar.counts().parts
  expect(others).toEqual({ started: 1, committed: 0, refused: 0 })
  expect(bodyBytes).toBeGreaterThanOrEqual(MiB)
  expect(bodyBytes).toBeLessThanOrEqual(2 * MiB)
})

test('counts are a copy: what was read does not change', async () => {
  const { local: polar } = await startBench()
  const file = await create(polar, [someBytes(10)])

  const before = polar.counts()
  await put(partOf(file, 1), someBytes(10))

  expect([before.parts.started, polar.counts().parts.started]).toEqual([0, 1])
})

test('those who listen are told of every step of a request, in order', async () => {
  const { local: polar } = await startBench()
  const events: RequestEvent[] = []
  const file = await create(polar, [someBytes(10)])
  const stop = polar.onRequest((event) => events.push(event))

  await put(partOf(file, 1), someBytes(10))
  await put(partOf(file, 1), someBytes(10, 1))
  stop()
  await put(partOf(file, 1), someBytes(10))

  const clientPort = expect.any(Number) as number
  const common = { operation: 'part', fileId: file.id, partNumber: 1, method: 'PUT', clientPort }
  const first = { ...common, request: 2 }
  const second = { ...common, request: 3 }
  expect(events).toEqual([
    { ...first, kind: 'started' },
    { ...first, kind: 'body', bodyBytes: 10 },
    { ...first, kind: 'body-complete', bodyBytes: 10 },
    { ...first, kind: 'committed' },
    { ...first, kind: 'answered', status: 200, s3Error: null },
    { ...second, kind: 'started' },
    { ...second, kind: 'body', bodyBytes: 10 },
    { ...second, kind: 'body-complete', bodyBytes: 10 },
    { ...second, kind: 'answered', status: 400, s3Error: 'BadDigest' },
  ])
})

function manualTimers() {
  let now = 0
  let pending: { at: number; callback: () => void }[] = []
  return {
    monotonic: () => now,
    after(delayMs: number, callback: () => void) {
      const timer = { at: now + delayMs, callback }
      pending.push(timer)
      return () => {
        pending = pending.filter((one) => one !== timer)
      }
    },
    async turnTo(moment: number) {
      await Promise.resolve()
      for (;;) {
        const next = pending.filter((one) => one.at <= moment).sort((one, other) => one.at - other.at)[0]
        if (!next) break
        now = next.at
        pending = pending.filter((one) => one !== next)
        next.callback()
        await Promise.resolve()
      }
      now = moment
    },
  }
}

test('a bandwidth cap lets through as many bytes as its rate, in the order they came', async () => {
  const timers = manualTimers()
  const throttle = createThrottle(timers, 1000)
  const passed: [string, number][] = []
  const take = (name: string, bytes: number) =>
    void Promise.resolve(throttle.take(bytes)).then(() => passed.push([name, timers.monotonic()]))

  take('a', 500)
  take('b', 1000)
  take('c', 250)
  take('d', 1)
  await timers.turnTo(10_000)

  expect(passed).toEqual([
    ['a', 0],
    ['b', 500],
    ['c', 1500],
    ['d', 1750],
  ])
})

test('lifting the cap lets everything through that waits', async () => {
  const timers = manualTimers()
  const throttle = createThrottle(timers, 1)
  const first = throttle.take(1000)
  const waiting = throttle.take(1000)

  throttle.setRate(null)
  await waiting

  expect([first, throttle.take(1_000_000), timers.monotonic()]).toEqual([null, null, 0])
})

/** Timers that run ahead: what waits, but for silence and rest, comes to its end at once. */
function hastyTimers() {
  let elapsed = 0
  return {
    monotonic: () => elapsed,
    after(delayMs: number, callback: () => void) {
      if (delayMs < 5_000) {
        setImmediate(() => {
          elapsed += delayMs
          callback()
        })
      }
      return () => undefined
    },
  }
}

test('the cap is shared by all connections', async () => {
  const timers = hastyTimers()
  const { local: polar } = await startBench({ timers, bytesPerSecond: MiB })
  const parts = [someBytes(5 * MiB, 1), someBytes(3 * MiB, 2)]
  const file = await create(polar, parts)

  await Promise.all(parts.map((part, index) => put(partOf(file, index + 1), part)))

  expect(polar.counts().parts.committed).toBe(2)
  expect(timers.monotonic()).toBeGreaterThan(7500)
  expect(timers.monotonic()).toBeLessThan(8500)
})

test('a single request can be slow by itself', async () => {
  const timers = hastyTimers()
  const { local: polar } = await startBench({ timers })
  const body = someBytes(2 * MiB)
  const file = await create(polar, [body])
  polar.addFault({ operation: 'part', kind: 'slow', bytesPerSecond: MiB })

  await put(partOf(file, 1), body)
  const slow = timers.monotonic()
  await put(partOf(file, 1), body)

  expect(slow).toBeGreaterThan(1500)
  expect(slow).toBeLessThan(2500)
  expect(timers.monotonic()).toBe(slow)
})

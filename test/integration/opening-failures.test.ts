import { describe, expect, test } from 'vitest'
import type { FaultEffect } from '../local-polar/faults.ts'
import {
  addOne,
  checksumOf,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilRequest,
} from '../support/test-app.ts'

interface Row {
  readonly what: string
  readonly fault: FaultEffect
  readonly code: string
  readonly waitMs: number
}

const row = (what: string, code: string, waitMs: number, fault: FaultEffect): Row => ({
  ...{ what, code, waitMs, fault },
})

describe('an upload that Polar did not open is opened later, not before its time, when', () => {
  test.each<Row>([
    row('Polar has a problem of its own', 'server-busy', 900, { kind: 'error', status: 500 }),
    row('Polar is down for a moment', 'server-busy', 900, { kind: 'error', status: 503, when: 'before' }),
    row('Polar names the seconds to wait', 'server-busy', 17_000, {
      ...{ kind: 'error', status: 503, retryAfterSeconds: 17 },
    }),
    row('Polar has had too many requests', 'server-busy', 60_000, { kind: 'error', status: 429 }),
    row('the proxy in front of it has waited too long', 'server-busy', 900, { kind: 'html', status: 524 }),
    row('a hotel answers with its sign-in page', 'not-polar', 900, { kind: 'html', status: 200 }),
    row('a proxy forbids it with a page', 'not-polar', 900, { kind: 'html', status: 403 }),
    row('a page says it is not found', 'not-polar', 900, { kind: 'html', status: 404 }),
    row('a page asks to sign in', 'not-polar', 900, { kind: 'html', status: 401 }),
    row('the answer is JSON of another shape', 'not-polar', 900, {
      ...{ kind: 'alter-reply', fields: { upload: null } },
    }),
    row('a presigned URL is missing in the answer', 'not-polar', 900, {
      ...{ kind: 'alter-reply', fields: { upload: { id: 'x', path: 'y', parts: [] } } },
    }),
    row('the connection is reset before the request', 'network', 900, { kind: 'reset', when: 'before' }),
    row('the connection is reset after the request', 'network', 900, { kind: 'reset', when: 'after' }),
    row('the reply is lost', 'network', 900, { kind: 'lose-reply' }),
  ])('$what', async ({ fault, code, waitMs }) => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    polar.addFault({ operation: 'create', ...fault })

    const id = await addOne(app, path)
    const { state } = await app.until(id, 'waiting', 'failed', 'completed')
    clock.advance(waitMs - 1)
    const early = { kind: (await app.view(id)).state.kind, asked: polar.counts().requests.create }
    clock.advance(1)
    const completed = await app.until(id, 'completed', 'failed')

    expect(state).toEqual({
      kind: 'waiting',
      retryAt: clock.now(),
      failure: { code, message: expect.stringMatching(/\w.*\.$/) as string },
    })
    expect(early).toEqual({ kind: 'waiting', asked: 1 })
    expect(polar.counts().requests.create).toBe(2)
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })
})

test('a Polar that takes a connection and never answers is given up after two minutes', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'create', kind: 'stall', when: 'before' })

  const started = untilRequest(polar, { kind: 'started', operation: 'create' })
  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  await started
  clock.advance(120_000)
  const { state } = await app.until(id, 'waiting', 'failed', 'completed')

  expect(state.kind === 'waiting' && state.failure).toEqual({
    code: 'network',
    message: 'Polar has not answered for 120 s. Trying again soon.',
  })
})

test('waits double from try to try, up to a minute, and never end in giving up', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'create', kind: 'error', status: 500, count: 9 })
  const waits: number[] = []
  app.on('uploads-changed', ([upload]) => {
    if (upload?.state.kind === 'waiting') waits.push(upload.state.retryAt - clock.now())
  })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(waits).toEqual([900, 1_800, 3_600, 7_200, 14_400, 28_800, 54_000, 54_000, 54_000])
  expect(completed.state.kind).toBe('completed')
})

test('after a part got through, waits begin small again', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'create', kind: 'error', status: 500, count: 3 })
  polar.addFault({ operation: 'complete', kind: 'error', status: 503, count: 2 })
  const waits: number[] = []
  app.on('uploads-changed', ([upload]) => {
    if (upload?.state.kind === 'waiting') waits.push(upload.state.retryAt - clock.now())
  })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(waits).toEqual([900, 1_800, 3_600, 900, 1_800])
})

test('a request to wait holds for every call to Polar, not only for the upload that was told', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'create', kind: 'error', status: 429, retryAfterSeconds: 60 })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  await app.until(id, 'waiting')
  const asking = app.files()
  clock.advance(59_999)
  const early = polar.counts().requests.list
  clock.advance(1)
  await asking

  expect({ early, late: polar.counts().requests.list }).toEqual({ early: 0, late: 1 })
})

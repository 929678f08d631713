import { closeSync, openSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FaultEffect } from '../local-polar/faults.ts'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import {
  addOne,
  checksumOf,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilProgress,
  untilRequest,
} from '../support/test-app.ts'

const MiB = 1024 ** 2

interface Row {
  readonly what: string
  readonly fault: FaultEffect
  readonly code: string
  readonly waitMs: number
  /** How often it strikes: a connection kept from the creation that breaks is made anew at once. */
  readonly count: number
}

const row = (what: string, code: string, waitMs: number, fault: FaultEffect, count = 1): Row => ({
  ...{ what, code, waitMs, fault, count },
})

describe('a part that S3 did not store is sent again, not before its time, when', () => {
  test.each<Row>([
    row('S3 has an internal error', 'server-busy', 900, { kind: 'error', status: 500 }),
    row('a gateway answers 502', 'server-busy', 900, { kind: 'error', status: 502 }),
    row('S3 asks to slow down', 'server-busy', 900, { kind: 'error', status: 503, when: 'before' }),
    row('S3 names the seconds to wait', 'server-busy', 30_000, {
      ...{ kind: 'error', status: 503, retryAfterSeconds: 30 },
    }),
    row('something answers 429 and names the seconds', 'server-busy', 20_000, {
      ...{ kind: 'error', status: 429, retryAfterSeconds: 20 },
    }),
    row('a gateway answers 504', 'server-busy', 900, { kind: 'error', status: 504 }),
    row('S3 sends it elsewhere', 'server-busy', 900, { kind: 'redirect' }),
    row('S3 found the connection too slow', 'network', 900, {
      ...{ kind: 'error', status: 400, code: 'RequestTimeout' },
    }),
    row('a proxy answers with a page', 'server-busy', 900, { kind: 'html', status: 503 }),
    row('a hotel answers with its sign-in page', 'not-polar', 900, {
      ...{ kind: 'html', status: 200, when: 'before' },
    }),
    row('a hotel forbids it with a page', 'not-polar', 900, { kind: 'html', status: 403 }),
    row('connections are reset before the body', 'network', 900, { kind: 'reset', when: 'before' }, 2),
    row('connections are reset amid the body', 'network', 900, { kind: 'reset', when: 'amid' }, 2),
    row('connections are reset after the body', 'network', 900, { kind: 'reset', when: 'after' }, 2),
    row('replies are lost though the part is stored', 'network', 900, { kind: 'lose-reply' }, 2),
  ])('$what', async ({ fault, code, waitMs, count }) => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', MiB)
    polar.addFault({ operation: 'part', ...fault, count })

    const id = await addOne(app, path)
    const { state } = await app.until(id, 'waiting', 'failed', 'completed')
    clock.advance(waitMs - 1)
    const early = { kind: (await app.view(id)).state.kind, started: polar.counts().parts.started }
    clock.advance(1)
    const completed = await app.until(id, 'completed', 'failed')

    expect(state).toEqual({
      kind: 'waiting',
      retryAt: clock.now(),
      failure: { code, message: expect.stringMatching(/\w.*\.$/) as string },
    })
    expect(early).toEqual({ kind: 'waiting', started: count })
    expect(polar.counts().parts.started).toBe(count + 1)
    expect(polar.counts().sessionsOpened).toBe(1)
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })
})

test('a part whose kept connection is reset is sent once more at once, and nobody is told', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', MiB)
  polar.addFault({ operation: 'part', kind: 'reset', when: 'after' })

  const id = await addOne(app, path)
  const completed = await app.until(id, 'waiting', 'failed', 'completed')

  expect(polar.counts().parts.started).toBe(2)
  expect((await app.commands.details(id))?.timeline.map(({ kind }) => kind)).not.toContain('part-broke')
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})

describe('a connection that falls silent is given up after 45 s and the part sent again when', () => {
  test.each<[string, FaultEffect]>([
    ['S3 takes no byte', { kind: 'stall', when: 'before' }],
    ['S3 stops amid the body', { kind: 'stall', when: 'amid' }],
    ['S3 never replies', { kind: 'stall', when: 'reply' }],
  ])('%s', async (_what, fault) => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', MiB)
    polar.addFault({ operation: 'part', ...fault })

    const started = untilRequest(polar, { kind: 'started', operation: 'part' })
    const id = await addOne(app, path)
    await started
    await untilProgress(app, id, ({ sentBytes }) => sentBytes === MiB)
    clock.advance(44_999)
    const before = (await app.view(id)).state.kind
    clock.advance(1)
    const { state } = await app.until(id, 'waiting')
    clock.advance(900)
    const completed = await app.until(id, 'completed', 'failed')

    expect(before).toBe('uploading')
    expect(state.kind === 'waiting' && state.failure).toEqual({
      code: 'network',
      message: 'The connection has gone silent. Trying again soon.',
    })
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })
})

describe('a part that arrives damaged', () => {
  test('is sent again at once, the file being the same, and the upload completes', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', MiB)
    bench.polar.addFault({ operation: 'part', kind: 'flip-byte', offset: 77 })

    const id = await addOne(app, path)
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(app.states(id)).toEqual([
      ...['queued', 'hashing', 'opening', 'uploading', 'completing', 'completed'],
    ])
    expect(bench.polar.counts().s3Errors).toEqual({ BadDigest: 1 })
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })

  test('every time is the user’s to decide about in the end', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    bench.polar.addFault({ operation: 'part', kind: 'flip-byte', count: Infinity })

    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    const { state } = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(state).toEqual({
      kind: 'failed',
      failure: { code: 'checksum-mismatch', message: 'A part arrived damaged. Sending it again.' },
    })
  })

  test('on its own goes again while the others go on', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 33 * MiB)
    bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'flip-byte' })

    const id = await addOne(app, path)
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    const [file] = Object.values(bench.polar.counts().files)
    expect(Object.values(file?.parts ?? {}).map(({ started }) => started)).toEqual([1, 2, 1])
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })
})

describe('an upload stops and says why when', () => {
  test.each([
    [
      'something on the way alters what is sent',
      'request-altered',
      { status: 403, code: 'SignatureDoesNotMatch' },
      'Something between this computer and S3 changes what is sent: a proxy or a security program. Please let it pass S3 untouched, then try again.',
    ],
    [
      'S3 denies access for another reason than time',
      'rejected',
      { status: 403, code: 'AccessDenied' },
      'S3 does not take a part: Access Denied (AccessDenied)',
    ],
    [
      'S3 finds the part too large',
      'rejected',
      { status: 400, code: 'EntityTooLarge' },
      'S3 does not take a part: Your proposed upload exceeds the maximum allowed size (EntityTooLarge)',
    ],
    [
      'S3 wants a length',
      'rejected',
      { status: 411, code: 'MissingContentLength' },
      'S3 does not take a part: You must provide the Content-Length HTTP header. (MissingContentLength)',
    ],
    [
      'S3 does not implement the request',
      'rejected',
      { status: 501, code: 'NotImplemented' },
      'S3 does not take a part: A header you provided implies functionality that is not implemented (NotImplemented)',
    ],
  ])('%s', async (_what, code, fault, message) => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    bench.polar.addFault({ operation: 'part', kind: 'error', ...fault })

    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    const { state } = await app.until(id, 'waiting', 'completed', 'failed')

    expect(state).toEqual({ kind: 'failed', failure: { code, message } })
    expect(bench.polar.counts().parts.started).toBe(1)
  })
})

test('a file whose bytes changed behind its time stamp is not sent: how many parts differ is said', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 17 * MiB)
  utimesSync(path, 1_700_000_000, 1_700_000_000)
  onceRequest(bench.polar, { kind: 'started', operation: 'create' }, () => {
    const fd = openSync(path, 'r+')
    writeSync(fd, 'X', 16 * MiB + 5)
    closeSync(fd)
    utimesSync(path, 1_700_000_000, 1_700_000_000)
  })

  const id = await addOne(app, path)
  const { state } = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

  expect(state).toEqual({
    kind: 'failed',
    failure: {
      code: 'file-changed',
      message:
        '1 of 2 parts of the file changed since it was checked. Upload the new version, or remove this upload.',
    },
  })
})

test('after the server was down, and nobody answered at all, an upload goes on where it was', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 17 * MiB)
  polar.addFault({ operation: 'part', partNumber: 1, kind: 'stall', when: 'before' })

  const id = await addOne(app, path)
  await untilProgress(app, id, ({ storedBytes }) => storedBytes === MiB)
  await polar.stop()
  await app.until(id, 'waiting')
  await app.commands.resume([id])
  const { state } = await app.until(id, 'waiting', 'failed')
  const back = await startLocalPolar({
    dataFolder: join(bench.folder.path, 'polar'),
    port: Number(new URL(polar.url).port),
    now: () => clock.now(),
  })
  onTestFinished(() => back.stop())
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(state.kind === 'waiting' && state.failure).toEqual({
    code: 'network',
    message: 'No connection: the server does not answer. Trying again soon.',
  })
  expect(back.counts().requests).toMatchObject({ create: 0, part: 1, complete: 1 })
  expect(await servedChecksum(back, completed)).toBe(await checksumOf(path))
})

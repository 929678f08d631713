import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FaultEffect } from '../local-polar/faults.ts'
import type { LocalPolar } from '../local-polar/local-polar.ts'
import type { SecondCompletion } from '../local-polar/s3-completion.ts'
import {
  addOne,
  checksumOf,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilRequest,
} from '../support/test-app.ts'

/** Waits until Polar has answered so many completions. */
const untilRefused = (polar: LocalPolar, count: number): Promise<void> =>
  new Promise((resolve) => {
    let answered = 0
    const stop = polar.onRequest(({ kind, operation }) => {
      if (kind !== 'answered' || operation !== 'complete') return
      answered += 1
      if (answered < count) return
      stop()
      resolve()
    })
  })

describe('a completion whose answer is no answer is asked about, and the file found complete, when', () => {
  test.each<[string, FaultEffect]>([
    ['the reply is lost', { kind: 'lose-reply' }],
    ['Polar says 500 though it is done', { kind: 'error', status: 500, when: 'after-commit' }],
    ['the proxy has waited too long though it is done', { kind: 'html', when: 'after-commit' }],
    ['a page comes instead of the reply', { kind: 'html', status: 200, when: 'after-commit' }],
    ['the reply is JSON of another shape', { kind: 'alter-reply', fields: { size: 'large' } }],
  ])('%s', async (_what, fault) => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    bench.polar.addFault({ operation: 'complete', ...fault })

    const id = await addOne(app, path)
    const completed = await app.until(id, 'waiting', 'completed', 'failed')

    expect(bench.polar.counts().requests).toMatchObject({ create: 1, part: 1, complete: 1, list: 1 })
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })
})

describe('a completion that did not happen is asked for again, nothing being sent again, when', () => {
  test.each<[string, FaultEffect, SecondCompletion?]>([
    ['Polar says 500', { kind: 'error', status: 500 }],
    ['S3 answers Polar with an error inside a success', { kind: 'error-in-success' }],
    ['Polar is down for a moment', { kind: 'error', status: 503, when: 'before' }],
    ['the proxy has waited too long', { kind: 'html' }],
    ['a hotel answers with its sign-in page', { kind: 'html', status: 200 }],
    ['the connection is reset before the request', { kind: 'reset', when: 'before' }],
    ['the connection is reset after the request', { kind: 'reset', when: 'after' }],
    [
      'S3 has completed and says so again, but Polar has not written it down',
      { kind: 'half-commit' },
      'succeeds',
    ],
  ])('%s', async (_what, fault, secondCompletion = 'no-such-upload') => {
    await using bench = await prepareBench({ secondCompletion })
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    bench.polar.addFault({ operation: 'complete', ...fault })

    const id = await addOne(app, path)
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(bench.polar.counts().requests).toMatchObject({ create: 1, part: 1, complete: 2 })
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })
})

test('a completion that met a closed connection is asked about, then sent once more at once', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'complete', kind: 'reset', when: 'before' })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  const { state } = await app.until(id, 'waiting', 'completed', 'failed')

  expect(state.kind).toBe('completed')
  expect(polar.counts().requests).toMatchObject({ complete: 2, list: 1, create: 1 })
})

test('a Polar that never answers a completion is asked after five minutes whether it is done', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 1000)
  bench.polar.addFault({ operation: 'complete', kind: 'stall', when: 'reply' })

  const committed = untilRequest(bench.polar, { kind: 'committed', operation: 'complete' })
  const id = await addOne(app, path)
  await committed
  bench.clock.advance(300_000)
  const completed = await app.until(id, 'waiting', 'completed', 'failed')

  expect(bench.polar.counts().requests).toMatchObject({ complete: 1, list: 1 })
  expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
})

test('a request to wait at completion is heeded, and heeded once', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'complete', kind: 'error', status: 429, retryAfterSeconds: 60 })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  const { state } = await app.until(id, 'waiting', 'completed', 'failed')
  clock.advance(59_999)
  const early = polar.counts().requests
  clock.advance(1)
  const end = await app.until(id, 'completed', 'failed')

  expect(state).toMatchObject({ kind: 'waiting', retryAt: clock.now() })
  expect(early).toMatchObject({ complete: 1, list: 0 })
  expect(end.state.kind).toBe('completed')
})

describe('when Polar refuses to complete', () => {
  test('eight times, the file is sent anew in another session, and the record of the first is deleted', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    polar.addFault({ operation: 'complete', kind: 'error', status: 500, count: 8 })

    const id = await addOne(app, path)
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts().requests).toMatchObject({ create: 2, part: 2, complete: 9, delete: 1 })
    expect(polar.files().filter(({ deleted_at }) => deleted_at === null)).toHaveLength(1)
  })

  test('it says so, and what it would cost, and the history counts it', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'complete', kind: 'error', status: 500, count: 8 })

    const told: string[] = []
    app.on('uploads-changed', (views) => {
      for (const { state } of views) if (state.kind === 'waiting') told.push(state.failure.message)
    })

    const startedAt = clock.monotonic()
    const id = await addOne(app, bench.folder.file('level.bin', 2_000))
    await throughBackoffs(clock, untilRequest(polar, { kind: 'started', operation: 'delete' }))
    const tookMs = clock.monotonic() - startedAt
    const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))
    const details = await app.commands.details(id)

    const tries = [1, 2, 3, 4, 5, 6, 7].map(
      (count) =>
        `Polar answered 500 instead of completing this file (try ${count} of 8). If it keeps doing so, the whole file is sent again (2 KB). Trying again soon.`,
    )
    const anew =
      'Polar answered 500 to 8 tries to complete this file: S3 may have lost some of it. Sending the whole file again (2 KB).'
    expect([...new Set(told)]).toEqual([...tries, anew])
    expect(tookMs).toBeLessThan(180_000)
    expect(completed).toMatchObject({ sessionsLost: 1, lossReason: 'completion-refused' })
    expect(details?.timeline).toMatchObject([
      ...[{ kind: 'added' }, { kind: 'checked' }, { kind: 'opened' }, { kind: 'all-stored' }],
      { kind: 'waited', detail: 'completion-failed', count: 7 },
      { kind: 'session-lost', detail: 'completion-refused', count: 1 },
      { kind: 'waited', detail: 'completion-refused', count: 1 },
      ...[{ kind: 'opened' }, { kind: 'completed' }],
    ])
  })

  test('eight times, the file is sent anew, whatever happens in between: a pause, a crash, a broken connection', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const first = await bench.startApp()
    const refuse = (count: number): void =>
      polar.addFault({ operation: 'complete', kind: 'error', status: 500, count })
    refuse(3)
    const id = await addOne(first, bench.folder.file('level.bin', 1000))
    const thrice = untilRefused(polar, 3)
    await throughBackoffs(clock, thrice)
    await first.until(id, 'waiting')
    await first.commands.pause([id])

    const app = await bench.startApp({ dataFolder: first.crash() })
    polar.addFault({ operation: 'complete', kind: 'reset', when: 'before', count: 2 })
    await app.commands.resume([id])
    const broken = await app.until(id, 'waiting', 'completed', 'failed')
    refuse(5)
    const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(broken.state).toMatchObject({ kind: 'waiting', failure: { code: 'network' } })
    expect(completed).toMatchObject({ state: { kind: 'completed' }, sessionsLost: 1 })
    expect(polar.counts().sessionsOpened).toBe(2)
  })

  test('because S3 completed before and says so no more, the file is sent anew', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    polar.addFault({ operation: 'complete', kind: 'half-commit' })

    const id = await addOne(app, path)
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts().requests).toMatchObject({ create: 2, complete: 9 })
  })

  test('again and again, the upload fails after three sessions: the file is not sent for ever', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'complete', kind: 'error', status: 500, count: 40 })

    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    const { state } = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(state).toEqual({
      kind: 'failed',
      failure: {
        code: 'completion-refused',
        message:
          'Polar did not complete this file, though S3 took every part of it, each time it was sent. Try again later.',
      },
    })
    expect(polar.counts().sessionsOpened).toBe(3)
  })

  test('because it knows the file no more, the file is sent anew', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    polar.addFault({ operation: 'complete', kind: 'error', status: 404 })

    const id = await addOne(app, path)
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts().requests).toMatchObject({ create: 2, complete: 2 })
  })
})

describe('an upload is not called completed when Polar says that it stored', () => {
  test.each([
    ['another size', { size: 999 }, 'its size is 999 bytes'],
    ['another checksum', { checksum_sha256_base64: 'AAAA' }, 'its checksum differs'],
    ['other parts', { checksum_etag: '"00000000000000000000000000000000-1"' }, 'its parts differ'],
    ['no checksum at all', { checksum_sha256_base64: null }, 'its checksum differs'],
  ])('%s', async (_what, fields, difference) => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    bench.polar.addFault({ operation: 'complete', kind: 'alter-reply', fields })

    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    const { state } = await app.until(id, 'waiting', 'completed', 'failed')

    expect(state).toEqual({
      kind: 'failed',
      failure: {
        code: 'stored-differs',
        message: `What Polar stored is not the file that was sent: ${difference}. Please do not use it, and upload the file again.`,
      },
    })
  })

  test('another size, and a retry sends it anew', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    polar.addFault({ operation: 'complete', kind: 'alter-reply', fields: { size: 999 } })
    const id = await addOne(app, path)
    await app.until(id, 'failed')
    const [wrong] = polar.files()
    const items = [{ ...wrong, size: 999, created_at: '2026-11-23T12:00:00.000000Z' }]
    polar.addFault({ operation: 'list', kind: 'alter-reply', fields: { items } })

    await app.commands.retry([id])
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts().requests).toMatchObject({ create: 2, delete: 1 })
  })
})

describe('after a restart amid completion', () => {
  test('Polar is asked first, and not asked to complete what it has', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const first = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    polar.addFault({ operation: 'complete', kind: 'stall', when: 'reply' })
    const committed = untilRequest(polar, { kind: 'committed', operation: 'complete' })
    const id = await addOne(first, path)
    await committed

    const app = await bench.startApp({ dataFolder: first.crash() })
    const completed = await app.until(id, 'waiting', 'completed', 'failed')

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts().requests).toMatchObject({ create: 1, part: 1, complete: 1, list: 1 })
  })

  test('what Polar does not have is completed without the file, and after its URLs have expired', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const first = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    const checksum = await checksumOf(path)
    polar.addFault({ operation: 'complete', kind: 'stall', when: 'before' })
    const started = untilRequest(polar, { kind: 'started', operation: 'complete' })
    const id = await addOne(first, path)
    await started

    const dataFolder = first.crash()
    clock.advance(5 * 3_600_000)
    rmSync(path)
    const app = await bench.startApp({ dataFolder })
    const completed = await app.until(id, 'waiting', 'completed', 'failed')

    expect(await servedChecksum(polar, completed)).toBe(checksum)
    expect(polar.counts().requests).toMatchObject({ create: 1, part: 1, complete: 2, list: 1 })
  })

  test('an upload whose last receipts were lost is found complete when S3 knows it no more', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const first = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    let backup = ''
    onceRequest(polar, { kind: 'committed', operation: 'part' }, () => {
      backup = bench.copyOf(bench.dataFolder)
    })
    const id = await addOne(first, path)
    await first.until(id, 'completed')
    await first.stop()

    const app = await bench.startApp({ dataFolder: backup })
    const completed = await app.until(id, 'waiting', 'completed', 'failed')

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts()).toMatchObject({
      requests: { create: 1, part: 2, complete: 1, list: 1 },
      s3Errors: { NoSuchUpload: 1 },
    })
  })
})

import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadStateKind } from '../../app/contract/upload-state.ts'
import type { Fault } from '../local-polar/faults.ts'
import type { Operation } from '../local-polar/operations.ts'
import {
  addOne,
  checksumOf,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilRequest,
  type TestApp,
  type TestBench,
} from '../support/test-app.ts'

const MiB = 1024 ** 2

interface Held {
  readonly app: TestApp
  readonly id: UploadId
  readonly path: string
}

/** The server takes so long that only the test's next step ends the request. */
const NOT_NOW = { kind: 'latency', delayMs: 600_000 } as const

/** What keeps an upload in a state, and the request that tells that it is there. */
const HELD_BY: Partial<Record<UploadStateKind, { readonly fault: Fault; readonly request?: Operation }>> = {
  opening: { fault: { operation: 'create', ...NOT_NOW }, request: 'create' },
  uploading: { fault: { operation: 'part', ...NOT_NOW }, request: 'part' },
  completing: { fault: { operation: 'complete', ...NOT_NOW }, request: 'complete' },
  waiting: { fault: { operation: 'part', kind: 'error', status: 500 } },
  failed: { fault: { operation: 'part', kind: 'error', status: 403, code: 'AccessDenied' } },
}

/** An upload held in a state until the test moves it on. */
async function hold(bench: TestBench, kind: UploadStateKind): Promise<Held> {
  const { polar } = bench
  const app = await bench.createApp()
  await app.start()
  if (kind !== 'queued') await signIn(bench, app)
  const path = bench.folder.file('level.bin', MiB)
  const { fault, request } = HELD_BY[kind] ?? {}
  if (fault !== undefined) polar.addFault(fault)
  const started = request === undefined ? null : untilRequest(polar, { kind: 'started', operation: request })
  const id = await addOne(app, path)
  await (started ?? app.until(id, kind))
  return { app, id, path }
}

async function signIn(bench: TestBench, app: TestApp): Promise<void> {
  const outcome = await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })
  if (!outcome.ok) throw new Error(outcome.failure.message)
}

const kindOf = async ({ app, id }: Held): Promise<UploadStateKind> => (await app.view(id)).state.kind

const UNDERWAY = ['queued', 'hashing', 'opening', 'uploading', 'completing', 'waiting'] as const

describe('pausing an upload that is', () => {
  test.each<UploadStateKind>([...UNDERWAY])(
    '%s holds it until it is resumed; then it arrives',
    async (kind) => {
      await using bench = await prepareBench()
      const held = await hold(bench, kind)
      const { app, id, path } = held

      const before = await kindOf(held)
      await app.commands.pause([id])
      const paused = await kindOf(held)
      bench.clock.advance(600_000)
      const later = await kindOf(held)
      if (kind === 'queued') await signIn(bench, app)
      await app.commands.resume([id])
      const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

      expect([before, paused, later]).toEqual([kind, 'paused', 'paused'])
      expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
      expect(bench.polar.counts().sessionsOpened).toBe(1)
    },
  )
})

describe('canceling an upload that is', () => {
  test.each<[UploadStateKind, number]>([
    ['queued', 0],
    ['hashing', 0],
    ['opening', 0],
    ['uploading', 1],
    ['completing', 1],
    ['waiting', 1],
    ['failed', 1],
  ])('%s ends it and deletes what Polar has of it; a retry sends it anew', async (kind, deletions) => {
    await using bench = await prepareBench()
    const { polar } = bench
    const held = await hold(bench, kind)
    const { app, id, path } = held
    const deleted = untilRequest(polar, { kind: 'answered', operation: 'delete' })

    await app.commands.cancel([id])
    const canceled = await kindOf(held)
    if (deletions > 0) await deleted
    const left = polar.files().filter(({ deleted_at }) => deleted_at === null)
    if (kind === 'queued') await signIn(bench, app)
    await app.commands.retry([id])
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(canceled).toBe('canceled')
    expect(left).toEqual([])
    expect(polar.counts().requests.delete).toBe(deletions)
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })

  test('paused ends it and deletes what Polar has of it', async () => {
    await using bench = await prepareBench()
    const held = await hold(bench, 'uploading')
    await held.app.commands.pause([held.id])
    const deleted = untilRequest(bench.polar, { kind: 'answered', operation: 'delete' })

    await held.app.commands.cancel([held.id])
    await deleted

    expect(await kindOf(held)).toBe('canceled')
    expect(bench.polar.files().map(({ deleted_at }) => deleted_at === null)).toEqual([false])
  })

  test('completing at Polar already deletes the finished file', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'complete', kind: 'stall', when: 'reply' })
    const committed = untilRequest(polar, { kind: 'committed', operation: 'complete' })
    const deleted = untilRequest(polar, { kind: 'answered', operation: 'delete' })
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await committed

    await app.commands.cancel([id])
    await deleted

    expect((await app.view(id)).state.kind).toBe('canceled')
    expect(await app.files()).toEqual([])
  })

  test('underway while Polar cannot be reached is tidied up at a later start', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const held = await hold(bench, 'uploading')
    polar.setReachable(false)
    await held.app.commands.cancel([held.id])
    await held.app.stop()

    polar.setReachable(true)
    const deleted = untilRequest(polar, { kind: 'answered', operation: 'delete' })
    await bench.startApp()
    await deleted

    expect(polar.files().map(({ deleted_at }) => deleted_at === null)).toEqual([false])
  })
})

describe('two wishes at once', () => {
  test('of pausing and resuming, the last one counts', async () => {
    await using bench = await prepareBench()
    const { app, id, path } = await hold(bench, 'uploading')

    const pausing = app.commands.pause([id])
    await app.commands.resume([id])
    await pausing
    const completed = await app.until(id, 'paused', 'completed', 'failed')

    expect(completed.state.kind).toBe('completed')
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })

  test('of pausing and canceling, the cancel counts', async () => {
    await using bench = await prepareBench()
    const held = await hold(bench, 'uploading')

    const pausing = held.app.commands.pause([held.id])
    await held.app.commands.cancel([held.id])
    await pausing

    expect(await kindOf(held)).toBe('canceled')
  })

  test('pausing and resuming again and again does no harm', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 17 * MiB)
    const id = await addOne(app, path)

    for (let times = 0; times < 20; times += 1) {
      await app.commands.pause([id])
      await app.commands.resume([id])
    }
    const completed = await app.until(id, 'completed', 'failed')

    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
    expect(bench.polar.counts().sessionsOpened).toBe(1)
  })
})

describe('a command that makes no sense is passed over:', () => {
  test('nothing happens to a completed upload but being removed', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await app.until(id, 'completed')

    await app.commands.pause([id])
    await app.commands.resume([id])
    await app.commands.cancel([id])
    await app.commands.retry([id])
    const state = (await app.view(id)).state.kind
    await app.commands.remove([id])

    expect(state).toBe('completed')
    expect(await app.commands.list()).toEqual([])
    expect(await app.files()).toHaveLength(1)
  })

  test('an upload underway is not removed', async () => {
    await using bench = await prepareBench()
    const held = await hold(bench, 'uploading')

    await held.app.commands.remove([held.id])

    expect(await kindOf(held)).toBe('uploading')
  })

  test('nothing happens to an upload nobody knows', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const unknown = 'f0000000-0000-4000-8000-000000000000' as UploadId

    for (const name of ['pause', 'resume', 'cancel', 'retry', 'remove'] as const) {
      await app.commands[name]([unknown])
    }

    expect(await app.commands.list()).toEqual([])
  })
})

test('a failed upload that is removed leaves nothing behind, at Polar neither', async () => {
  await using bench = await prepareBench()
  const { app, id } = await hold(bench, 'failed')
  const deleted = untilRequest(bench.polar, { kind: 'answered', operation: 'delete' })
  const removed = new Promise((resolve) => app.on('uploads-removed', resolve))

  await app.commands.remove([id])
  await deleted

  expect(await removed).toEqual([id])
  expect(await app.commands.list()).toEqual([])
  expect(bench.polar.files().map(({ deleted_at }) => deleted_at === null)).toEqual([false])
})

test('resuming an upload that waits tries at once', async () => {
  await using bench = await prepareBench()
  const { app, id } = await hold(bench, 'waiting')

  await app.commands.resume([id])
  await app.until(id, 'completed')

  expect(bench.clock.monotonic()).toBe(0)
})

test('pausing all and resuming all reaches every upload, whatever its state, and those queued do not start between', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'part', ...NOT_NOW })
  const started = untilRequest(polar, { kind: 'started', operation: 'part' })
  const paths = ['a', 'b', 'c', 'd', 'e'].map((name, seed) => bench.folder.file(name, 1000, seed))
  const { added } = await app.commands.add({ paths })
  await started
  const statesOf = async () => (await app.commands.list()).map(({ state }) => state.kind)

  await app.commands.pauseAll()
  const paused = (await statesOf()).filter((kind) => kind !== 'completed')
  await app.commands.resumeAll()
  for (const id of added) await app.until(id, 'completed', 'failed')

  expect(new Set(paused)).toEqual(new Set(['paused']))
  expect(await statesOf()).toEqual(Array(5).fill('completed'))
})

describe('a file that is added twice', () => {
  test('is uploaded once', async () => {
    await using bench = await prepareBench()
    const { app, id, path } = await hold(bench, 'uploading')

    const again = await app.commands.add({ paths: [path] })
    const twiceInOne = await app.commands.add({ paths: [path, path] })

    expect(again).toMatchObject({ added: [], alreadyThere: [{ path, id }] })
    expect(twiceInOne).toMatchObject({ added: [], alreadyThere: [{ id }, { id }] })
    expect(await app.commands.list()).toHaveLength(1)
  })

  test('in one go is uploaded once', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)

    const { added, alreadyThere } = await app.commands.add({ paths: [path, path] })

    expect(alreadyThere).toEqual([{ path, id: added[0] }])
    expect(await app.commands.list()).toHaveLength(1)
  })

  test.each<UploadStateKind>(['waiting', 'failed'])('while it is %s goes on', async (kind) => {
    await using bench = await prepareBench()
    const { app, id, path } = await hold(bench, kind)

    const again = await app.commands.add({ paths: [path] })
    await app.until(id, 'completed')

    expect(again).toMatchObject({ added: [], alreadyThere: [{ path, id }] })
  })

  test('and was paused is resumed', async () => {
    await using bench = await prepareBench()
    const { app, id, path } = await hold(bench, 'uploading')
    await app.commands.pause([id])

    await app.commands.add({ paths: [path] })
    await app.until(id, 'completed')

    expect(bench.polar.counts().sessionsOpened).toBe(1)
  })

  test('after it was canceled is a new upload', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    const id = await addOne(app, path)
    await app.commands.cancel([id])
    await app.until(id, 'canceled')

    const second = await addOne(app, path)
    await app.until(second, 'completed')

    expect(second).not.toBe(id)
    expect(await app.commands.list()).toHaveLength(2)
  })
})

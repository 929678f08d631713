import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadStateKind } from '../../app/contract/upload-state.ts'
import {
  addOne,
  checksumOf,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilProgress,
  untilRequest,
  type TestApp,
  type TestBench,
  type WantedRequest,
} from '../support/test-app.ts'

const MiB = 1024 ** 2

/** Does something the moment an upload is in that state. */
function onceInState(app: TestApp, kind: UploadStateKind, act: () => void): void {
  const stop = app.on('uploads-changed', (uploads) => {
    if (!uploads.some(({ state }) => state.kind === kind)) return
    stop()
    act()
  })
}

/** How often each part was sent, over all sessions. */
const putsPerPart = (bench: TestBench): readonly number[] => {
  const files = Object.values(bench.polar.counts().files)
  return [1, 2].map((number) => files.reduce((sum, { parts }) => sum + (parts[number]?.started ?? 0), 0))
}

/** Kills an app at a moment of an upload's life and starts another on what it left. */
async function killAt(bench: TestBench, when: (app: TestApp, kill: () => void) => void) {
  const first = await bench.startApp()
  const path = bench.folder.file('level.bin', 17 * MiB)
  const left = new Promise<string>((resolve) => when(first, () => resolve(first.crash())))
  const id = await addOne(first, path)
  const dataFolder = await left
  const app = await bench.startApp({ dataFolder })
  const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))
  return { served: await servedChecksum(bench.polar, completed), checksum: await checksumOf(path) }
}

describe('an app killed the moment an upload is', () => {
  test.each<UploadStateKind>([...(['queued', 'hashing', 'opening', 'completing', 'completed'] as const)])(
    '%s brings it to an end, sending nothing twice',
    async (kind) => {
      await using bench = await prepareBench()

      const { served, checksum } = await killAt(bench, (app, kill) => onceInState(app, kind, kill))

      expect(served).toBe(checksum)
      expect(putsPerPart(bench)).toEqual([1, 1])
      expect(bench.polar.counts()).toMatchObject({ sessionsOpened: 1, completions: 1 })
    },
  )
})

describe('an app killed amid a request brings the upload to an end, killed when', () => {
  test.each<[string, WantedRequest, { readonly sessions: number; readonly mostPuts: number }]>([
    [
      'the upload was opened, but not told',
      { kind: 'committed', operation: 'create' },
      { sessions: 2, mostPuts: 1 },
    ],
    ['the first part begins', { kind: 'started', operation: 'part' }, { sessions: 1, mostPuts: 2 }],
    [
      'the second part is underway',
      { kind: 'body', operation: 'part', partNumber: 2 },
      { sessions: 1, mostPuts: 2 },
    ],
    [
      'a part was stored, but not told',
      { kind: 'committed', operation: 'part', partNumber: 2 },
      { sessions: 1, mostPuts: 2 },
    ],
    ['completion was asked for', { kind: 'started', operation: 'complete' }, { sessions: 1, mostPuts: 1 }],
    [
      'the file was completed, but not told',
      { kind: 'committed', operation: 'complete' },
      { sessions: 1, mostPuts: 1 },
    ],
  ])('%s', async (_what, wanted, { sessions, mostPuts }) => {
    await using bench = await prepareBench()
    // A request that is only begun dies with the app.
    const isBegun = wanted.kind === 'started'
    if (isBegun) bench.polar.addFault({ operation: wanted.operation, kind: 'stall', when: 'before' })

    const { served, checksum } = await killAt(bench, (_app, kill) => onceRequest(bench.polar, wanted, kill))

    expect(served).toBe(checksum)
    expect(Math.max(...putsPerPart(bench))).toBeLessThanOrEqual(mostPuts)
    expect(bench.polar.counts().sessionsOpened).toBe(sessions)
  })
})

describe('an app closed in order while an upload is', () => {
  test.each<[string, (bench: TestBench) => void, WantedRequest | null]>([
    ['hashing', () => undefined, null],
    [
      'opening',
      ({ polar }) => polar.addFault({ operation: 'create', kind: 'stall', when: 'before' }),
      { kind: 'started', operation: 'create' },
    ],
    [
      'uploading',
      ({ polar }) => polar.addFault({ operation: 'part', kind: 'stall', when: 'amid' }),
      { kind: 'started', operation: 'part' },
    ],
    [
      'completing',
      ({ polar }) => polar.addFault({ operation: 'complete', kind: 'stall', when: 'before' }),
      { kind: 'started', operation: 'complete' },
    ],
  ])('%s has it queued, and goes on at the next start', async (state, arrange, wanted) => {
    await using bench = await prepareBench()
    const first = await bench.startApp()
    const path = bench.folder.file('level.bin', MiB)
    arrange(bench)
    const reached = wanted === null ? null : untilRequest(bench.polar, wanted)
    const id = await addOne(first, path)
    await (reached ?? first.until(id, 'hashing'))
    const before = (await first.view(id)).state.kind

    await first.stop()
    const app = await bench.createApp()
    const between = (await app.view(id)).state.kind
    await app.start()
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect([before, between]).toEqual([state, 'queued'])
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })
})

test('a resumed upload sends only the parts S3 has not stored, and its progress begins with those it has', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const first = await bench.startApp()
  const path = bench.folder.file('level.bin', 33 * MiB)
  polar.addFault({ operation: 'part', partNumber: 3, kind: 'stall', when: 'before' })
  const id = await addOne(first, path)
  await untilProgress(first, id, ({ storedBytes }) => storedBytes === 32 * MiB)

  const app = await bench.createApp({ dataFolder: first.crash() })
  const [progress] = await app.commands.progress()
  await app.start()
  const completed = await app.until(id, 'waiting', 'completed', 'failed')

  const [file] = Object.values(polar.counts().files)
  expect(progress).toMatchObject({ storedBytes: 32 * MiB, hashedBytes: 33 * MiB, bytesPerSecond: null })
  expect(Object.values(file?.parts ?? {}).map(({ started }) => started)).toEqual([1, 1, 2])
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})

test('an upload that was killed at every step in turn arrives all the same', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const moments: readonly WantedRequest[] = [
    { kind: 'committed', operation: 'create' },
    { kind: 'body', operation: 'part', partNumber: 1 },
    { kind: 'committed', operation: 'part', partNumber: 2 },
    { kind: 'committed', operation: 'part', partNumber: 1 },
    { kind: 'started', operation: 'complete' },
  ]
  polar.addFault({ operation: 'complete', kind: 'stall', when: 'before' })
  let app = await bench.startApp()
  const path = bench.folder.file('level.bin', 17 * MiB)
  let id: UploadId | null = null
  for (const moment of moments) {
    const dying = app
    const left = new Promise<string>((resolve) => onceRequest(polar, moment, () => resolve(dying.crash())))
    id ??= await addOne(dying, path)
    app = await bench.startApp({ dataFolder: await left })
  }
  if (id === null) throw new Error('Nothing was added')
  const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})

test('what waits for another try is tried at once after a restart; what was paused or failed stays so', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const first = await bench.startApp()
  polar.addFault({ operation: 'part', kind: 'error', status: 403, code: 'SignatureDoesNotMatch' })
  const failed = await addOne(first, bench.folder.file('failed.bin', 1000))
  await first.until(failed, 'failed')
  const paused = await addOne(first, bench.folder.file('paused.bin', 1001))
  await first.commands.pause([paused])
  polar.addFault({ operation: 'create', kind: 'error', status: 500 })
  const waiting = await addOne(first, bench.folder.file('waiting.bin', 1002))
  await first.until(waiting, 'waiting')

  const app = await bench.startApp({ dataFolder: first.crash() })
  await app.until(waiting, 'completed')

  const states = (await app.commands.list()).map(({ state }) => state.kind)
  expect(states).toEqual(['failed', 'paused', 'completed'])
  expect(clock.monotonic()).toBe(0)
})

import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import type { FailureCode } from '../../app/contract/upload-failure.ts'
import {
  addOne,
  ASK_AGAIN_MS,
  checksumOf,
  isOffline,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilAccount,
  untilAskedAgain,
  untilProgress,
  untilRequest,
  type TestApp,
  type TestBench,
} from '../support/test-app.ts'

const MiB = 1024 ** 2
const HOUR_MS = 3_600_000

/** Sends a file of one part that goes silent half way. */
async function startSilent(bench: TestBench) {
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', MiB)
  bench.polar.addFault({ operation: 'part', kind: 'stall', when: 'amid' })
  const started = untilRequest(bench.polar, { kind: 'started', operation: 'part' })
  const id = await addOne(app, path)
  await started
  return { app, id, path }
}

/** Sends a file of two parts of which only the first gets through. */
async function startHalf(bench: TestBench) {
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 17 * MiB)
  bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'before' })
  const id = await addOne(app, path)
  await untilProgress(app, id, ({ storedBytes }) => storedBytes === 16 * MiB)
  return { app, id, path }
}

/** How long each wait for another try was planned to be, for failures of one kind. */
function waitsAfter(app: TestApp, bench: TestBench, code: FailureCode): readonly number[] {
  const waits: number[] = []
  app.on('uploads-changed', (uploads) => {
    for (const { state } of uploads)
      if (state.kind === 'waiting' && state.failure.code === code)
        waits.push(state.retryAt - bench.clock.now())
  })
  return waits
}

/** How often an upload has been tried. */
const triesOf = (app: TestApp, id: UploadId): number =>
  app.states(id).filter((kind) => kind === 'hashing').length

describe('after a sleep', () => {
  test('an upload on a connection that died in it goes on as soon as Polar answers', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const { app, id, path } = await startSilent(bench)

    computer.wake(null)
    const completed = await app.until(id, 'completed', 'failed')

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { started: 2 } })
    // Nothing was waited for: neither the end of the silence nor another try.
    expect(clock.monotonic()).toBe(0)
  })

  test('of seconds only, connections that live are left alone', async () => {
    await using bench = await prepareBench()
    const { polar, computer } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 2 * MiB)
    onceRequest(polar, { kind: 'body', operation: 'part' }, () => computer.wake(5_000))

    const id = await addOne(app, path)
    const completed = await app.until(id, 'completed', 'failed', 'waiting')

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts().parts.started).toBe(1)
  })

  test('of more than the hour, the session is given up before a part is sent to it', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const { app, id, path } = await startHalf(bench)

    // The monotonic clock and all timers stand still meanwhile.
    clock.jump(HOUR_MS)
    computer.wake(HOUR_MS)
    const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts()).toMatchObject({ sessionsOpened: 2 })
    expect(polar.counts().s3Errors).toEqual({})
  })

  test('no part is sent before somebody has told how late it is', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 3 * 16 * MiB)
    polar.addFault({ operation: 'part', partNumber: 1, kind: 'stall', when: 'amid' })
    polar.addFault({ operation: 'part', partNumber: 2, kind: 'error', status: 503, code: 'SlowDown' })
    const id = await addOne(app, path)
    await untilProgress(app, id, ({ storedBytes }) => storedBytes === 16 * MiB)
    // The second part has failed on its own, and is about to be sent again.
    await clock.until((timers) => timers.some(({ delayMs }) => delayMs === 900))
    const { started } = polar.counts().parts
    polar.addFault({ operation: 'organizations', kind: 'stall', when: 'before' })
    const asked = untilRequest(polar, { kind: 'started', operation: 'organizations' })

    computer.wake(5_000)
    await asked
    clock.advance(900)
    await clock.until((timers) => timers.some(({ delayMs }) => delayMs === 1_800))
    const startedUnasked = polar.counts().parts.started - started
    computer.wake(null)
    const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(startedUnasked).toBe(0)
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })

  test('what was cut counts as no try', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const app = await bench.startApp()
    const waits = waitsAfter(app, bench, 'server-busy')
    const busy = { operation: 'create', kind: 'error', status: 500 } as const
    polar.addFault(busy)
    polar.addFault({ operation: 'create', nth: 2, kind: 'stall', when: 'before' })
    polar.addFault({ ...busy, nth: 3 })

    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await app.until(id, 'waiting')
    const stalled = untilRequest(polar, { kind: 'started', operation: 'create' })
    clock.advance(900)
    await stalled
    computer.wake(HOUR_MS)
    await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(waits).toEqual([900, 1_800])
    expect(polar.counts().requests.create).toBe(4)
  })

  test('as many parts are in flight as before: those that died say nothing about the link', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'part', kind: 'stall', when: 'before', count: 8 })
    const startedAre = async (count: number): Promise<void> => {
      while (polar.counts().parts.started < count)
        await untilRequest(polar, { kind: 'started', operation: 'part' })
    }
    const id = await addOne(app, bench.folder.file('level.bin', 4 * 16 * MiB))
    await startedAre(4)
    // Later than that, parts that break are not thought to break alone.
    clock.advance(5_000)

    polar.addFault({ operation: 'organizations', kind: 'stall', when: 'before' })
    const asked = untilRequest(polar, { kind: 'started', operation: 'organizations' })
    computer.wake(null)
    await app.until(id, 'waiting')
    await asked
    // Until Polar answers the second question, the number of slots is looked at several times.
    clock.advance(10_000)
    await startedAre(8)

    expect(polar.counts().parts.started).toBe(8)
  })

  test('a network that comes only then is no outage to tell of', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const { app, id, path } = await startSilent(bench)
    const online: boolean[] = []
    app.on('account-changed', (account) => online.push(!isOffline(account)))

    polar.setReachable(false)
    computer.wake(HOUR_MS)
    await untilAskedAgain(clock)
    await untilAskedAgain(clock)
    polar.setReachable(true)
    const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(online).not.toContain(false)
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(clock.monotonic()).toBe(4_000)
  })

  test('somebody who is signed out is asked for nothing', async () => {
    await using bench = await prepareBench()
    const app = await bench.createApp()
    await app.start()

    bench.computer.wake(HOUR_MS)

    expect(await app.commands.account()).toEqual({ kind: 'signed-out', reason: null })
    expect(bench.polar.counts().connections).toBe(0)
    expect(bench.clock.pending()).toBe(0)
  })
})

describe('while Polar cannot be reached', () => {
  test('for a day, nothing is tried, and then everything at once, as if it had not been', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    const waits = waitsAfter(app, bench, 'server-busy')
    polar.setReachable(false)
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await untilAccount(app, isOffline)
    const tries = triesOf(app, id)

    const unanswered = (): Promise<void> =>
      clock.until((timers) => timers.length > 0 && timers.every(({ delayMs }) => delayMs !== 30_000))
    for (let hour = 0; hour < 24; hour += 1) {
      await unanswered()
      clock.advance(HOUR_MS)
    }
    await unanswered()
    const triesOffline = triesOf(app, id) - tries
    polar.addFault({ operation: 'create', kind: 'error', status: 500, count: 2 })
    polar.setReachable(true)
    const backAt = clock.monotonic()
    clock.advance(15_000)
    await untilAccount(app, (account) => !isOffline(account))
    await app.until(id, 'hashing', 'opening')
    const onAfterMs = clock.monotonic() - backAt
    await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(triesOffline).toBe(0)
    expect(onAfterMs).toBeLessThanOrEqual(15_000)
    expect(waits).toEqual([900, 1_800])
  })

  test('and the network changes, it is asked at once', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const app = await bench.startApp()
    polar.setReachable(false)
    const path = bench.folder.file('level.bin', 1000)
    const id = await addOne(app, path)
    await untilAccount(app, isOffline)

    polar.setReachable(true)
    computer.changeNetwork()
    const completed = await app.until(id, 'completed', 'failed')

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(clock.monotonic()).toBe(0)
  })

  test('and the user tries all the same, that is a try, and the waiting goes on', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    polar.setReachable(false)
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await untilAccount(app, isOffline)

    await app.commands.resume([id])
    await app.until(id, 'waiting')
    const tries = triesOf(app, id)
    polar.setReachable(true)
    await untilAskedAgain(clock)
    await app.until(id, 'completed')

    expect(tries).toBe(2)
    expect(clock.monotonic()).toBe(2_000)
  })

  test('parts go on to S3, and the upload is completed when it is back', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    for (const operation of ['organizations', 'complete', 'list'] as const)
      polar.addFault({ operation, kind: 'reset', when: 'before', count: Infinity })
    const path = bench.folder.file('level.bin', 3 * 16 * MiB)

    const id = await addOne(app, path)
    await untilAccount(app, isOffline)
    const stored = polar.counts().parts.committed
    polar.clearFaults()
    await untilAskedAgain(clock)
    const completed = await app.until(id, 'completed', 'failed')

    expect(stored).toBe(3)
    expect(polar.counts().parts.started).toBe(3)
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })

  test('because a hotel answers in its place, nothing is tried until it is Polar again', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'any', kind: 'html', status: 200, count: Infinity })
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await untilAccount(app, isOffline)
    const { state } = await app.view(id)

    for (let question = 0; question < 3; question += 1) await untilAskedAgain(clock)
    const tries = triesOf(app, id)
    await clock.until((timers) => timers.some(({ delayMs }) => delayMs === ASK_AGAIN_MS))
    polar.clearFaults()
    await untilAskedAgain(clock)
    await app.until(id, 'completed')

    expect(state).toMatchObject({ kind: 'waiting', failure: { code: 'not-polar' } })
    expect(tries).toBe(1)
    expect(clock.monotonic()).toBe(8_000)
  })

  test('it is asked anew though the last question is still open, as on a network that swallows everything', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'create', kind: 'reset', when: 'before' })
    polar.addFault({ operation: 'organizations', kind: 'stall', when: 'before' })
    const asked = untilRequest(polar, { kind: 'started', operation: 'organizations' })
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await asked

    clock.advance(10_000)
    await app.until(id, 'completed')

    expect(polar.counts().requests.organizations).toBe(3)
    expect(clock.monotonic()).toBe(10_000)
  })

  test('signing out queues what waits, and it goes on with the next sign-in', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    polar.setReachable(false)
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await untilAccount(app, isOffline)

    await app.commands.signOut()
    const { state } = await app.view(id)
    polar.setReachable(true)
    await app.commands.signIn({ server: polar.url, token: polar.token })
    await app.until(id, 'completed')

    expect(state.kind).toBe('queued')
    expect(clock.monotonic()).toBe(0)
  })

  test('a wait that began before goes on past its time', async () => {
    await using bench = await prepareBench()
    const { polar, clock, computer } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'part', kind: 'reset', when: 'before', count: 2 })
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await clock.until((timers) => timers.some(({ delayMs }) => delayMs === 900))

    polar.setReachable(false)
    computer.wake(HOUR_MS)
    await untilAskedAgain(clock)
    const { state } = await app.view(id)
    const tries = triesOf(app, id)
    await clock.until((timers) => timers.some(({ delayMs }) => delayMs === ASK_AGAIN_MS))
    polar.setReachable(true)
    await untilAskedAgain(clock)
    await app.until(id, 'completed')

    expect([state.kind, tries]).toEqual(['waiting', 1])
  })

  test('nothing is left over when the app ends, and the next start goes on', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const first = await bench.startApp()
    polar.setReachable(false)
    const id = await addOne(first, bench.folder.file('level.bin', 1000))
    await untilAccount(first, isOffline)

    await first.stop()
    const pending = clock.pending()
    polar.setReachable(true)
    const app = await bench.startApp()
    await app.until(id, 'completed')

    expect(pending).toBe(0)
  })
})

test('an upload that is paused while Polar is asked stays paused whatever it answers', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'part', kind: 'reset', when: 'before', count: 2 })
  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  let paused = Promise.resolve()
  onceRequest(polar, { kind: 'started', operation: 'organizations' }, () => {
    paused = app.commands.pause([id])
  })

  await app.until(id, 'paused')
  await paused
  await app.files()
  clock.advance(60_000)
  const { state } = await app.view(id)
  await app.commands.resume([id])
  await app.until(id, 'completed')

  expect(state.kind).toBe('paused')
})

test('a Polar that asked to be left alone is not silent for being asked nothing', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const { app, id } = await startSilent(bench)
  const online: boolean[] = []
  app.on('account-changed', (account) => online.push(!isOffline(account)))
  polar.addFault({ operation: 'list', kind: 'error', status: 429, retryAfterSeconds: 60 })
  await app.files().catch(() => undefined)

  // The part is given up after 45 s. Whether Polar is there cannot be asked for another 15.
  clock.advance(45_000)
  await app.until(id, 'waiting')
  const asked = polar.counts().requests.organizations
  clock.advance(14_999)
  const askedEarly = polar.counts().requests.organizations - asked
  clock.advance(1)
  await app.until(id, 'completed')

  expect(askedEarly).toBe(0)
  expect(online).not.toContain(false)
})

test('while S3 cannot be reached and Polar can, waits double as ever, with one question for each', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const waits = waitsAfter(app, bench, 'network')
  polar.addFault({ operation: 'part', kind: 'reset', when: 'before', count: 8 })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(waits).toEqual([900, 1_800, 3_600, 7_200])
  expect(clock.monotonic()).toBe(900 + 1_800 + 3_600 + 7_200)
  expect(polar.counts().requests.organizations).toBe(1 + 4)
})

test('an answer that says no more than that Polar has trouble is an answer: nothing is lost but the name', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  await (await bench.startApp()).stop()
  polar.setReachable(false)
  const app = await bench.createApp()
  await app.start()
  await untilAccount(app, isOffline)
  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  await app.until(id, 'waiting')

  polar.addFault({ operation: 'organizations', kind: 'error', status: 503, count: Infinity })
  polar.setReachable(true)
  await untilAskedAgain(clock)
  await untilAccount(app, (account) => !isOffline(account))
  await app.until(id, 'completed')

  expect(clock.monotonic()).toBe(2_000)
  expect(polar.counts().requests.organizations).toBe(2)
})

test('another network while all is well asks nobody anything', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()

  bench.computer.changeNetwork()
  // Whatever was asked before this has been asked when it is answered.
  await app.files()

  expect(bench.polar.counts().requests).toMatchObject({ organizations: 1, list: 1 })
})

import { expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import type { ManualClock, PendingTimer } from '../support/manual-clock.ts'
import { addOne, prepareBench, untilAskedAgain, untilRequest } from '../support/test-app.ts'

const MINUTE_MS = 60_000
/** How long requests may take. */
const NOT_WAITED_FOR_MS = [30_000, 45_000, 120_000, 300_000]
/** Progress is told, the link looked at and a Polar that did not answer asked again this often, whatever goes on. */
const IN_ANY_CASE_MS = [1_000, 2_500, 10_000, 15_000]
/** The last call of an hour is nothing to wait for. */
const LONGEST_WAIT_MS = 600_000

/** Lets time pass whenever nothing is in flight: then the budget of calls to Polar is waited for, or another try. */
async function throughWaits<T>(clock: ManualClock, goal: Promise<T>): Promise<T> {
  const isWait = ({ delayMs }: PendingTimer): boolean =>
    delayMs >= 500 && delayMs < LONGEST_WAIT_MS && !IN_ANY_CASE_MS.includes(delayMs)
  const reached = goal.then((value) => ({ value }))
  for (;;) {
    const isHeldUp = clock.until(
      (timers) => timers.some(isWait) && timers.every(({ delayMs }) => !NOT_WAITED_FOR_MS.includes(delayMs)),
    )
    const outcome = await Promise.race([reached, isHeldUp.then(() => null)])
    if (outcome !== null) return outcome.value
    const waits = clock.timers().filter(isWait)
    clock.advance(Math.min(...waits.map(({ leftMs }) => leftMs)))
  }
}

test('200 small files take two calls to Polar each, a hundred a minute, and are opened in their order', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const names = Array.from({ length: 200 }, (_, index) => `file-${String(index).padStart(3, '0')}.bin`)
  const paths = names.map((name, index) => bench.folder.file(name, 1024, index))
  // Two of them are on their way at once, on connections of their own: only the app knows which it sent first.
  const opened = new Set<string>()
  app.on('uploads-changed', (uploads) => {
    for (const { name, state } of uploads) if (state.kind === 'opening') opened.add(name)
  })

  const { added } = await app.commands.add({ paths })
  const ended = Promise.all(added.map((id) => app.until(id, 'completed', 'failed')))
  const views = await throughWaits(clock, ended)

  const { requests } = polar.counts()
  const calls = Object.values(requests).reduce((sum, count) => sum + count, 0) - requests.part
  expect(views.every(({ state }) => state.kind === 'completed')).toBe(true)
  expect(calls).toBe(2 + 2 * 200)
  expect(requests.part).toBe(200)
  expect([...opened]).toEqual(names)
  expect(clock.monotonic()).toBe(4 * MINUTE_MS)
})

test('while there is no connection, at most two of a hundred files try; once it is back, all go on', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const paths = Array.from({ length: 100 }, (_, index) => bench.folder.file(`${index}.bin`, 10, index))
  polar.setReachable(false)
  const tried = new Set<UploadId>()
  app.on('uploads-changed', (uploads) => {
    for (const { id, state } of uploads) if (state.kind !== 'queued') tried.add(id)
  })

  const { added } = await app.commands.add({ paths })
  const [first] = added
  if (first === undefined) throw new Error('Nothing was added')
  await app.until(first, 'waiting')
  for (let question = 0; question < 5; question += 1) {
    await untilAskedAgain(clock)
  }
  const triedOffline = tried.size
  polar.setReachable(true)
  const tenth = added[9] ?? first
  await throughWaits(clock, app.until(tenth, 'completed'))

  expect(triedOffline).toBeLessThanOrEqual(2)
  expect((await app.view(first)).state.kind).toBe('completed')
  expect(polar.counts().sessionsOpened).toBeGreaterThanOrEqual(10)
})

test('one upload that fails for reasons of its own does not keep the others from going on', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'part', kind: 'error', status: 403, code: 'AccessDenied' })
  const paths = ['a', 'b', 'c'].map((name, seed) => bench.folder.file(name, 1000, seed))

  const { added } = await app.commands.add({ paths })
  const ended = await Promise.all(added.map((id) => app.until(id, 'completed', 'failed')))

  expect(ended.map(({ state }) => state.kind)).toEqual(['failed', 'completed', 'completed'])
})

test('completing takes no bandwidth, so the next upload sends meanwhile', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'complete', kind: 'latency', delayMs: 600_000 })
  const completing = untilRequest(polar, { kind: 'started', operation: 'complete' })
  const slow = await addOne(app, bench.folder.file('slow.bin', 1000))
  await completing

  const next = await addOne(app, bench.folder.file('next.bin', 1001))
  await app.until(next, 'completed')

  expect((await app.view(slow)).state.kind).toBe('completing')
})

test('only the uploads that are named are worked on when the app is started for them', async () => {
  await using bench = await prepareBench()
  const setup = await bench.createApp()
  await setup.start()
  const one = await addOne(setup, bench.folder.file('one.bin', 1000))
  const two = await addOne(setup, bench.folder.file('two.bin', 1001))
  await setup.stop()

  const app = await bench.createApp()
  await app.start([two])
  await app.signInForNow({ server: bench.polar.url, token: bench.polar.token })
  await app.until(two, 'completed')

  expect((await app.view(one)).state.kind).toBe('queued')
  expect(bench.polar.counts().sessionsOpened).toBe(1)
})

import { describe, expect, test } from 'vitest'
import {
  addOne,
  checksumOf,
  prepareBench,
  servedChecksum,
  untilProgress,
  type TestBench,
} from '../support/test-app.ts'

const MiB = 1024 ** 2
const HOUR_MS = 3_600_000
const TEN_YEARS_MS = 10 * 365 * 24 * HOUR_MS

/** Only this computer's wall clock jumps: the servers' does not. */
function jumpHere({ clock, polar }: TestBench, ms: number): void {
  clock.jump(ms)
  polar.setClockOffset(-ms)
}

describe('a wall clock that jumps', () => {
  const JUMPS: [string, number][] = [
    ['ten years forward', TEN_YEARS_MS],
    ['an hour back', -HOUR_MS],
  ]

  test.each(JUMPS)('%s while parts are in flight changes nothing', async (_what, ms) => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
    const path = bench.folder.file('level.bin', 17 * MiB)
    const id = await addOne(app, path)
    await untilProgress(app, id, ({ storedBytes }) => storedBytes === 16 * MiB)

    jumpHere(bench, ms)
    await app.commands.pause([id])
    await app.commands.resume([id])
    const completed = await app.until(id, 'waiting', 'completed', 'failed')

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { committed: 2 } })
  })

  test.each(JUMPS)('%s while an upload waits does not change how long', async (_what, ms) => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    bench.polar.addFault({ operation: 'part', kind: 'error', status: 500 })
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await app.until(id, 'waiting')

    jumpHere(bench, ms)
    bench.clock.advance(899)
    const early = (await app.view(id)).state.kind
    bench.clock.advance(1)
    const { state } = await app.until(id, 'completed', 'failed')

    expect([early, state.kind]).toEqual(['waiting', 'completed'])
  })

  test.each(JUMPS)('%s while the app is closed costs no session', async (_what, ms) => {
    await using bench = await prepareBench()
    const { polar } = bench
    const first = await bench.startApp()
    polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
    const path = bench.folder.file('level.bin', 17 * MiB)
    const id = await addOne(first, path)
    await untilProgress(first, id, ({ storedBytes }) => storedBytes === 16 * MiB)
    await first.stop()

    jumpHere(bench, ms)
    const app = await bench.startApp()
    const completed = await app.until(id, 'waiting', 'completed', 'failed')

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
    expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { committed: 2 } })
  })
})

test('a computer whose clock is a day behind the servers’ uploads all the same', async () => {
  await using bench = await prepareBench()
  bench.polar.setClockOffset(24 * HOUR_MS)
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 1000)

  const completed = await app.until(await addOne(app, path), 'waiting', 'completed', 'failed')

  expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
})

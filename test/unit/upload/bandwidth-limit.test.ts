import { describe, expect, test } from 'vitest'
import { createBandwidthLimit, type BandwidthLimit } from '../../../app/upload/bandwidth-limit.ts'
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts'

const KiB = 1024
const MiB = 1024 ** 2
const never = new AbortController().signal

/** Lets everything go on that can without the clock. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** One that sends whatever it may, a piece of 1 MiB at most at once; tells how much, and its longest silence. */
function createSender(limit: BandwidthLimit, clock: ManualClock) {
  const stopped = new AbortController()
  const sender = {
    sentBytes: 0,
    longestSilenceMs: 0,
    stop: () => stopped.abort(new Error('Stopped')),
  }
  let lastAt = clock.monotonic()
  const send = async (): Promise<void> => {
    for (;;) {
      sender.sentBytes += await limit.take(MiB, stopped.signal)
      sender.longestSilenceMs = Math.max(sender.longestSilenceMs, clock.monotonic() - lastAt)
      lastAt = clock.monotonic()
    }
  }
  send().catch(() => undefined)
  return sender
}

/** Lets time pass in steps, as timers that are late by up to a step would see it. */
async function pass(clock: ManualClock, ms: number, stepMs = 20): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    clock.advance(stepMs)
    await settle()
  }
}

describe('a bandwidth limit', () => {
  test.each([
    { rate: 256 * KiB, senders: 1 },
    { rate: 256 * KiB, senders: 64 },
    { rate: MiB, senders: 4 },
    { rate: 10 * MiB, senders: 16 },
    { rate: 100 * MiB, senders: 8 },
  ])(
    'of $rate bytes a second is kept within 3 % over 10 s by $senders at once',
    async ({ rate, senders }) => {
      const clock = createManualClock()
      const limit = createBandwidthLimit(clock)
      limit.set(rate)
      const all = Array.from({ length: senders }, () => createSender(limit, clock))

      await pass(clock, 10_000)

      const sent = all.reduce((sum, { sentBytes }) => sum + sentBytes, 0)
      expect(sent / (10 * rate)).toBeGreaterThan(0.97)
      expect(sent / (10 * rate)).toBeLessThan(1.03)
      all.forEach((one) => one.stop())
    },
  )

  test('is shared evenly, and silences nobody for long', async () => {
    const clock = createManualClock()
    const limit = createBandwidthLimit(clock)
    limit.set(256 * KiB)
    const all = Array.from({ length: 64 }, () => createSender(limit, clock))

    await pass(clock, 60_000)

    const sent = all.map(({ sentBytes }) => sentBytes)
    expect(Math.max(...sent) / Math.min(...sent)).toBeLessThan(1.2)
    expect(Math.max(...all.map(({ longestSilenceMs }) => longestSilenceMs))).toBeLessThan(5_000)
    all.forEach((one) => one.stop())
  })

  test('takes effect at once, up, down and away', async () => {
    const clock = createManualClock()
    const limit = createBandwidthLimit(clock)
    limit.set(MiB)
    const sender = createSender(limit, clock)
    const sentIn = async (ms: number): Promise<number> => {
      const before = sender.sentBytes
      await pass(clock, ms)
      return (sender.sentBytes - before) / MiB
    }

    const first = await sentIn(10_000)
    limit.set(10 * MiB)
    const faster = await sentIn(10_000)
    limit.set(MiB / 2)
    const slower = await sentIn(10_000)
    sender.stop()
    const whole = limit.take(7 * MiB, never)
    limit.set(null)

    expect([first, faster, slower].map(Math.round)).toEqual([10, 100, 5])
    expect(await whole).toBe(7 * MiB)
  })

  test('lets everything go while there is none', async () => {
    const limit = createBandwidthLimit(createManualClock())

    expect(await limit.take(50 * MiB, never)).toBe(50 * MiB)
  })

  test('gives no credit for what was not sent before', async () => {
    const clock = createManualClock()
    const limit = createBandwidthLimit(clock)
    limit.set(MiB)
    await pass(clock, 60_000)
    const sender = createSender(limit, clock)

    await pass(clock, 1_000)

    expect(sender.sentBytes).toBeLessThan(1.25 * MiB)
    sender.stop()
  })

  test('keeps nobody who has been told to stop, and no timer once it is closed', async () => {
    const clock = createManualClock()
    const limit = createBandwidthLimit(clock)
    limit.set(1)
    const stop = new AbortController()
    const waiting = limit.take(MiB, stop.signal)
    const other = limit.take(5, never)

    stop.abort(new Error('paused'))
    limit.close()

    await expect(waiting).rejects.toThrow('paused')
    await expect(limit.take(1, stop.signal)).rejects.toThrow('paused')
    expect([await other, clock.pending()]).toEqual([5, 0])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../../app/contract/ids.ts'
import { ProgressMeter, type MeterStart } from '../../../app/upload/progress-meter.ts'

const id = 'upload' as UploadId

/** A meter on a clock that the test sets. */
function meterAt(start: Partial<MeterStart> = {}) {
  const clock = { now: 0 }
  let changes = 0
  const meter = new ProgressMeter(
    { id, storedBytes: 0, sentBytes: 0, hashedBytes: 0, ...start },
    { now: () => clock.now, onChange: () => (changes += 1) },
  )
  return { meter, clock, changes: () => changes }
}

/** Sends so many bytes a second, a quarter of them at a time. */
function send(meter: ProgressMeter, clock: { now: number }, bytesPerSecond: number, seconds: number): void {
  for (let quarter = 0; quarter < seconds * 4; quarter += 1) {
    clock.now += 250
    meter.sent(bytesPerSecond / 4)
  }
}

describe('the progress of an upload', () => {
  test('begins with what was stored before, which counts as no speed', () => {
    const { meter } = meterAt({ storedBytes: 600, sentBytes: 700, hashedBytes: 1000 })

    expect(meter.view(1000)).toEqual({
      ...{ id, hashedBytes: 1000, storedBytes: 600, sentBytes: 700 },
      ...{ bytesPerSecond: null, secondsLeft: null },
    })
  })

  test('knows no speed from less than two seconds', () => {
    const { meter, clock } = meterAt({ hashedBytes: 1_000_000 })

    send(meter, clock, 1000, 2)

    expect(meter.view(1_000_000).bytesPerSecond).toBeNull()
  })

  test('tells speed and time left while it sends', () => {
    const { meter, clock } = meterAt({ hashedBytes: 100_000 })
    meter.sent(0)

    send(meter, clock, 1000, 10)
    meter.stored(10_000)

    expect(meter.view(100_000)).toMatchObject({ storedBytes: 10_000, bytesPerSecond: 1000, secondsLeft: 90 })
  })

  test('does not wait for bytes that have left already, though nothing of them is stored', () => {
    const { meter, clock } = meterAt({ hashedBytes: 100_000 })
    meter.sent(0)

    send(meter, clock, 1000, 10)

    expect(meter.view(100_000, 10_000)).toMatchObject({ storedBytes: 0, secondsLeft: 90 })
  })

  test('follows a change of speed within ten seconds or so', () => {
    const { meter, clock } = meterAt({ hashedBytes: 1_000_000 })
    meter.sent(0)

    send(meter, clock, 1000, 60)
    send(meter, clock, 4000, 11)

    expect(meter.view(1_000_000).bytesPerSecond).toBeCloseTo(4000, -2)
  })

  test('loses speed when nothing moves', () => {
    const { meter, clock } = meterAt({ hashedBytes: 1_000_000 })
    meter.sent(0)
    send(meter, clock, 1000, 10)
    const before = meter.view(1_000_000).bytesPerSecond ?? 0

    clock.now += 20_000

    expect(meter.view(1_000_000).bytesPerSecond).toBeLessThan(before / 2)
  })

  test('counts the time left of hashing until all is hashed', () => {
    const { meter, clock } = meterAt()
    meter.hashingStarted()
    meter.hashed(0)
    clock.now = 4000
    meter.hashed(400)
    const hashing = meter.view(1000)

    meter.hashedAll(1000)

    expect(hashing).toMatchObject({ hashedBytes: 400, bytesPerSecond: 100, secondsLeft: 6 })
    expect(meter.view(1000)).toMatchObject({ hashedBytes: 1000, bytesPerSecond: null })
  })

  test('begins anew with a run: what was in flight is gone', () => {
    const { meter, clock } = meterAt({ hashedBytes: 100_000 })
    meter.sent(0)
    send(meter, clock, 1000, 10)

    meter.restart()

    expect(meter.view(100_000)).toMatchObject({ sentBytes: 10_000, bytesPerSecond: null })
  })

  test('loses what was stored with its session, not what was sent', () => {
    const { meter } = meterAt({ storedBytes: 600, sentBytes: 700 })

    meter.lost()

    expect([meter.storedBytes(), meter.sentBytes()]).toEqual([0, 700])
  })

  test('tells every change', () => {
    const { meter, changes } = meterAt()

    meter.hashingStarted()
    meter.hashed(1)
    meter.hashedAll(2)
    meter.sent(1)
    meter.stored(1)
    meter.lost()
    meter.restart()

    expect(changes()).toBe(7)
  })
})

test('no speed and no time left is ever negative or not a number', () => {
  const steps = fc.array(fc.record({ ms: fc.nat(60_000), bytes: fc.nat(10_000_000) }), { maxLength: 100 })

  fc.assert(
    fc.property(steps, (all) => {
      const { meter, clock } = meterAt({ hashedBytes: 1_000_000_000 })
      for (const { ms, bytes } of all) {
        clock.now += ms
        meter.sent(bytes)
        const { bytesPerSecond, secondsLeft } = meter.view(1_000_000_000)
        expect(bytesPerSecond ?? 0).toBeGreaterThanOrEqual(0)
        expect(secondsLeft ?? 0).toBeGreaterThanOrEqual(0)
        expect(Number.isFinite(secondsLeft ?? 0)).toBe(true)
      }
    }),
  )
})

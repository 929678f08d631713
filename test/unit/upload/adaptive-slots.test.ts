import { describe, expect, test } from 'vitest'
import { createAdaptiveSlots, type AdaptiveSlots } from '../../../app/upload/adaptive-slots.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const never = new AbortController().signal

/** Waits for a slot; tells whether it has come. */
function wait(slots: AdaptiveSlots, hurry?: AbortSignal): () => Promise<boolean> {
  let isGiven = false
  void slots.acquire(() => 1, never, hurry).then(() => (isGiven = true))
  return async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
    return isGiven
  }
}

describe('while S3 wants to be left alone', () => {
  test('no part begins, and then as many as before', async () => {
    const clock = createManualClock()
    const slots = createAdaptiveSlots(clock)

    slots.restFor(45_000)
    const given = wait(slots)
    clock.advance(44_999)
    const early = await given()
    clock.advance(1)

    expect([early, await given()]).toEqual([false, true])
  })

  test('the longer of two rests holds', async () => {
    const clock = createManualClock()
    const slots = createAdaptiveSlots(clock)

    slots.restFor(45_000)
    slots.restFor(5_000)
    const given = wait(slots)
    clock.advance(40_000)

    expect(await given()).toBe(false)
  })

  test('a part whose URL is about to die begins all the same', async () => {
    const slots = createAdaptiveSlots(createManualClock())

    slots.restFor(45_000)

    expect(await wait(slots, AbortSignal.abort())()).toBe(true)
  })

  test('no timer outlives the app', () => {
    const clock = createManualClock()
    const slots = createAdaptiveSlots(clock)

    slots.restFor(45_000)
    slots.restFor(60_000)
    slots.close()

    expect(clock.pending()).toBe(0)
  })
})

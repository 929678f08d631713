import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createTimeLimit, sleep } from '../../app/time-limit.ts'
import { createManualClock } from '../support/manual-clock.ts'

const never = new AbortController().signal
const tooLong = new Error('Too long')

describe('a time limit', () => {
  test('aborts when it is reached, with its reason', () => {
    const clock = createManualClock()
    const { signal } = createTimeLimit(clock, never, 1000, () => tooLong)

    clock.advance(999)
    const early = signal.aborted
    clock.advance(1)

    expect([early, signal.aborted, signal.reason]).toEqual([false, true, tooLong])
  })

  test('counts from the last sign of life', () => {
    const clock = createManualClock()
    const limit = createTimeLimit(clock, never, 1000, () => tooLong)
    const aborted: boolean[] = []

    for (const ms of [900, 900, 900]) {
      clock.advance(ms)
      limit.restart()
      aborted.push(limit.signal.aborted)
    }
    clock.advance(999)
    aborted.push(limit.signal.aborted)
    clock.advance(1)
    aborted.push(limit.signal.aborted)

    expect(aborted).toEqual([false, false, false, false, true])
  })

  test('never aborts for time after it was stopped, and leaves no timer', () => {
    const clock = createManualClock()
    const limit = createTimeLimit(clock, never, 1000, () => tooLong)

    limit.stop()
    clock.advance(5000)

    expect([limit.signal.aborted, clock.pending()]).toEqual([false, 0])
  })

  test('aborts with the outer signal, for its reason', () => {
    const outer = new AbortController()
    const { signal } = createTimeLimit(createManualClock(), outer.signal, 1000, () => tooLong)

    outer.abort(new Error('Paused'))

    expect(signal.reason).toEqual(new Error('Paused'))
  })

  test('does not mind the wall clock', () => {
    const clock = createManualClock()
    const { signal } = createTimeLimit(clock, never, 1000, () => tooLong)

    clock.jump(1_000_000)
    clock.advance(999)

    expect(signal.aborted).toBe(false)
  })

  test('leaves nothing on the outer signal once it is stopped', () => {
    const outer = new AbortController()
    const limit = createTimeLimit(createManualClock(), outer.signal, 1000, () => new Error('Too late'))
    const before = getEventListeners(outer.signal, 'abort').length

    limit.stop()
    outer.abort(new Error('Paused'))

    expect([before, getEventListeners(outer.signal, 'abort').length]).toEqual([1, 0])
    expect(limit.signal.aborted).toBe(false)
  })
})

describe('a sleep', () => {
  test('lasts as long as it was asked to', async () => {
    const clock = createManualClock()
    let isOver = false
    const sleeping = sleep(clock, 1000, never).then(() => {
      isOver = true
    })

    clock.advance(999)
    await Promise.resolve()
    const early = isOver
    clock.advance(1)
    await sleeping

    expect([early, isOver]).toEqual([false, true])
  })

  test('ends with the signal, for its reason, and leaves no timer', async () => {
    const clock = createManualClock()
    const stop = new AbortController()
    const sleeping = sleep(clock, 1000, stop.signal)

    stop.abort(new Error('Paused'))

    await expect(sleeping).rejects.toThrow('Paused')
    expect(clock.pending()).toBe(0)
  })

  test('does not begin when it is over already', async () => {
    const clock = createManualClock()

    await expect(sleep(clock, 1000, AbortSignal.abort(new Error('Paused')))).rejects.toThrow('Paused')

    expect(clock.pending()).toBe(0)
  })
})

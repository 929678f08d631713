import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSlots, type Slot } from '../../../app/upload/slots.ts'

const never = new AbortController().signal

/** Lets everything go on that can without anybody's help. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

describe('slots', () => {
  test('are given out up to their number at once', async () => {
    const slots = createSlots(2)

    await slots.acquire(() => 1, never)
    await slots.acquire(() => 1, never)

    expect(slots.inUse()).toBe(2)
  })

  test('go to the lowest rank that waits, and within a rank to who came first', async () => {
    const slots = createSlots(1)
    const order: string[] = []
    const held = await slots.acquire(() => 0, never)
    const waiting = [
      ['third', 3],
      ['first', 1],
      ['fourth', 3],
      ['second', 2],
    ] as const
    const passing = waiting.map(async ([name, rank]) => {
      const slot = await slots.acquire(() => rank, never)
      order.push(name)
      slot.release()
    })

    held.release()
    await Promise.all(passing)

    expect(order).toEqual(['first', 'second', 'third', 'fourth'])
  })

  test('go to whoever has the lowest rank by then, though it was another while waiting', async () => {
    const slots = createSlots(1)
    const order: string[] = []
    const held = await slots.acquire(() => 0, never)
    let late = 5
    const pass = async (name: string, rank: () => number): Promise<void> => {
      const slot = await slots.acquire(rank, never)
      order.push(name)
      slot.release()
    }
    const passing = [pass('usual', () => 2), pass('wanted now', () => late)]

    late = 1
    held.release()
    await Promise.all(passing)

    expect(order).toEqual(['wanted now', 'usual'])
  })

  test('are given back once, however often they are released', async () => {
    const slots = createSlots(2)
    const one = await slots.acquire(() => 1, never)
    await slots.acquire(() => 1, never)

    one.release()
    one.release()

    expect(slots.inUse()).toBe(1)
  })

  test('are not given to those who gave up waiting', async () => {
    const slots = createSlots(1)
    const held = await slots.acquire(() => 1, never)
    const giveUp = new AbortController()
    const waiting = slots.acquire(() => 1, giveUp.signal)
    const patient = slots.acquire(() => 2, never)

    giveUp.abort(new Error('Paused'))
    await expect(waiting).rejects.toThrow('Paused')
    held.release()
    ;(await patient).release()

    expect(slots.inUse()).toBe(0)
  })

  test('are not given to those who had given up before they asked', async () => {
    const slots = createSlots(1)

    await expect(slots.acquire(() => 1, AbortSignal.abort(new Error('Paused')))).rejects.toThrow('Paused')

    expect(slots.inUse()).toBe(0)
  })

  test('stay with who got one, also when it gives up afterwards', async () => {
    const slots = createSlots(1)
    const held = await slots.acquire(() => 1, never)
    const giveUp = new AbortController()
    const waiting = slots.acquire(() => 1, giveUp.signal)
    held.release()
    const slot = await waiting

    giveUp.abort()
    const used = slots.inUse()
    slot.release()

    expect([used, slots.inUse()]).toEqual([1, 0])
  })
})

test('whatever is asked for, given back and given up, no slot is lost and none made', async () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('ask' as const), rank: fc.nat(3) }),
      fc.record({ kind: fc.constantFrom('release' as const, 'give-up' as const), which: fc.nat(20) }),
    ),
    { maxLength: 60 },
  )

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (count, all) => {
      const slots = createSlots(count)
      const held: Slot[] = []
      const asking: AbortController[] = []
      for (const step of all) {
        if (step.kind === 'ask') {
          const giveUp = new AbortController()
          asking.push(giveUp)
          slots
            .acquire(() => step.rank, giveUp.signal)
            .then(
              (slot) => void held.push(slot),
              () => undefined,
            )
        } else if (step.kind === 'release') {
          held.splice(step.which % Math.max(1, held.length), 1)[0]?.release()
        } else {
          asking[step.which % Math.max(1, asking.length)]?.abort()
        }
        await settle()
        expect(slots.inUse()).toBe(held.length)
        expect(held.length).toBeLessThanOrEqual(count)
      }

      for (const giveUp of asking) giveUp.abort()
      for (const slot of held) slot.release()
      await settle()
      expect(slots.inUse()).toBe(0)
    }),
  )
})

import { describe, expect, test } from 'vitest'
import type { AccountId, UploadId } from '../../../app/contract/ids.ts'
import { SharedTrouble } from '../../../app/upload/shared-trouble.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const account = 'server organization' as AccountId
const other = 'server other' as AccountId
const id = (name: string): UploadId => name as UploadId

function prepare() {
  const clock = createManualClock()
  let dueCount = 0
  const trouble = new SharedTrouble(clock, () => (dueCount += 1))
  const fail = (...names: string[]): void =>
    names.forEach((name) => trouble.failed(account, id(name), 'network'))
  return { clock, trouble, fail, dueCount: () => dueCount }
}

describe('another upload of the account', () => {
  test('may begin at once after the first failure, but only one', () => {
    const { trouble, fail } = prepare()
    fail('a')

    expect({
      first: trouble.mayBegin(account, id('b'), []),
      besideTheTroubled: trouble.mayBegin(account, id('b'), [id('a')]),
      second: trouble.mayBegin(account, id('c'), [id('b')]),
      ofAnother: trouble.mayBegin(other, id('d'), [id('b')]),
      itself: trouble.mayBegin(account, id('a'), [id('b')]),
    }).toEqual({ first: true, besideTheTroubled: true, second: false, ofAnother: true, itself: true })
  })

  test('waits longer with each that fails, up to a minute', () => {
    const pauses = [2, 3, 4, 9, 40].map((count) => {
      const { clock, trouble, fail } = prepare()
      fail(...Array.from({ length: count }, (_, index) => String(index)))
      const [timer] = clock.timers()
      const leftMs = timer?.leftMs ?? 0
      clock.advance(leftMs - 1)
      const early = trouble.mayBegin(account, id('next'), [])
      clock.advance(1)
      return [leftMs, early, trouble.mayBegin(account, id('next'), [])]
    })

    expect(pauses).toEqual([
      [2_000, false, true],
      [4_000, false, true],
      [8_000, false, true],
      [60_000, false, true],
      [60_000, false, true],
    ])
  })

  test('is told of when a pause is over, and when something gets through', async () => {
    const { clock, trouble, fail, dueCount } = prepare()
    fail('a', 'b')
    clock.advance(2_000)
    const afterPause = dueCount()
    trouble.gotThrough(account)
    await Promise.resolve()

    expect([afterPause, dueCount()]).toEqual([1, 2])
    expect(trouble.mayBegin(account, id('c'), [id('d')])).toBe(true)
    expect(clock.timers()).toEqual([])
  })

  test('does not wait because one upload fails again and again, or because of what is its own', () => {
    const { clock, trouble, fail } = prepare()
    fail('a', 'a', 'a')
    trouble.failed(account, id('b'), 'file-missing')
    trouble.failed(account, id('c'), 'completion-failed')

    expect(trouble.mayBegin(account, id('d'), [])).toBe(true)
    expect(clock.timers()).toEqual([])
  })
})

test('no timer is left once it is stopped', () => {
  const { clock, trouble, fail } = prepare()
  fail('a', 'b')
  trouble.stop()

  expect(clock.timers()).toEqual([])
})

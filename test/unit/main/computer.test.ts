import { describe, expect, test } from 'vitest'
import { changeBetween, watchComputer, type Look } from '../../../main/computer.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const looks = (uptimeMs: number, networks = 'home'): Look => ({ uptimeMs, networks })

describe('between two looks', () => {
  test.each([
    ['in time', 2_000, null],
    ['held up by work', 6_999, null],
    ['five seconds late', 7_000, 5_000],
    ['an hour late', 3_602_000, 3_600_000],
  ])('%s, the second after %s ms, the computer has slept for %s ms', (_when, afterMs, sleptMs) => {
    expect(changeBetween(looks(1_000), looks(1_000 + afterMs))).toEqual({ sleptMs, isNetworkOther: false })
  })

  test('the network is another one when its words are', () => {
    expect(changeBetween(looks(0), looks(2_000, 'hotel'))).toEqual({ sleptMs: null, isNetworkOther: true })
  })
})

/** A computer whose looks a test makes up, and what was heard of it. */
function watched() {
  const clock = createManualClock()
  const now = { sleptMs: 0, networks: 'home' }
  const computer = watchComputer(clock, () => looks(clock.monotonic() + now.sleptMs, now.networks))
  const heard: unknown[] = []
  const stops = [
    computer.onWake((sleptMs) => heard.push({ sleptMs })),
    computer.onNetworkChange(() => heard.push('other network')),
  ]
  return { clock, now, computer, heard, stopHearing: () => stops.forEach((stop) => stop()) }
}

describe('a computer that is watched', () => {
  test('tells nothing while nothing happens', () => {
    const { clock, heard } = watched()

    clock.advance(60_000)

    expect(heard).toEqual([])
  })

  test('tells of a sleep that no system told of, once', () => {
    const { clock, now, heard } = watched()

    now.sleptMs = 3_600_000
    clock.advance(10_000)

    expect(heard).toEqual([{ sleptMs: 3_600_000 }])
  })

  test('tells of another network within two seconds, once', () => {
    const { clock, now, heard } = watched()

    now.networks = ''
    clock.advance(2_000)
    const gone = [...heard]
    now.networks = 'hotel'
    clock.advance(10_000)

    expect(gone).toEqual(['other network'])
    expect(heard).toEqual(['other network', 'other network'])
  })

  test('takes the system’s word for a wake at once, and does not tell of it again', () => {
    const { clock, now, computer, heard } = watched()

    now.sleptMs = 600_000
    computer.wokeUp(600_000)
    clock.advance(10_000)

    expect(heard).toEqual([{ sleptMs: 600_000 }])
  })

  test('has noticed a wake itself when the system tells of it too late', () => {
    const { clock, now, computer, heard } = watched()

    now.sleptMs = 600_000
    clock.advance(3_000)
    computer.wokeUp(null)
    clock.advance(10_000)
    computer.wokeUp(null)

    expect(heard).toEqual([{ sleptMs: 600_000 }, { sleptMs: null }])
  })

  test('tells of the network it wakes up in', () => {
    const { now, computer, heard } = watched()

    now.networks = 'hotel'
    computer.wokeUp(null)

    expect(heard).toEqual([{ sleptMs: null }, 'other network'])
  })

  test('tells nobody who has stopped hearing, and looks no more once closed', () => {
    const { clock, now, computer, heard, stopHearing } = watched()

    stopHearing()
    now.networks = 'hotel'
    clock.advance(2_000)
    computer.close()

    expect(heard).toEqual([])
    expect(clock.pending()).toBe(0)
  })
})

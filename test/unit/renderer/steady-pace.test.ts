import { expect, test } from 'vitest'
import { createSteadyPace } from '../../../renderer/steady-pace.ts'
import { progressWith, uploadId } from './sample-uploads.ts'

/** A pace on a clock of its own, as it is shown for what is measured: speed, time left. */
function paceAt(startMs = 0) {
  const clock = { now: startMs }
  const pace = createSteadyPace(() => clock.now)
  const shown = (bytesPerSecond: number | null, secondsLeft: number | null) => {
    const progress = pace.of(progressWith({ bytesPerSecond, secondsLeft }))
    return [progress.bytesPerSecond, progress.secondsLeft]
  }
  return { clock, pace, shown }
}

test('a speed and a time left stay for a second', () => {
  const { clock, shown } = paceAt()

  expect(shown(100, 40)).toEqual([100, 40])
  clock.now = 900
  expect(shown(130, 31)).toEqual([100, 40])
  clock.now = 1000
  expect(shown(130, 30)).toEqual([130, 30])
})

test('a time left comes down as the time goes by, whatever the speed does for a moment', () => {
  const { clock, shown } = paceAt()
  shown(100, 40)

  clock.now = 1000
  expect(shown(96, 41)).toEqual([96, 39])
  clock.now = 2000
  expect(shown(103, 36)).toEqual([103, 38])
})

test('a time left that is clearly another is taken', () => {
  const { clock, shown } = paceAt()
  shown(100, 40)

  clock.now = 1000
  expect(shown(20, 195)).toEqual([20, 195])
})

test('nothing is shown where nothing is measured, and nothing of it later', () => {
  const { clock, shown } = paceAt()
  shown(100, 40)

  clock.now = 100
  expect(shown(null, null)).toEqual([null, null])
  expect(shown(10, 400)).toEqual([10, 400])
})

test('every upload has a pace of its own, and none once it is forgotten', () => {
  const { pace, shown } = paceAt()
  shown(100, 40)
  const other = progressWith({ id: uploadId(2), bytesPerSecond: 7, secondsLeft: 9 })

  expect(pace.of(other)).toEqual(other)
  pace.forget([uploadId(1)])
  expect(shown(50, 80)).toEqual([50, 80])
})

test('the bytes are always those that are told', () => {
  const { pace, shown } = paceAt()
  shown(100, 40)

  const told = progressWith({ bytesPerSecond: 120, secondsLeft: 30, storedBytes: 5, inFlightBytes: 6 })
  expect(pace.of(told)).toEqual({ ...told, bytesPerSecond: 100, secondsLeft: 40 })
})

import { expect, test } from 'vitest'
import { createRateHistory } from '../../../renderer/details/rate-history.ts'
import { progressWith, uploadId } from './sample-uploads.ts'

/** A history, and how to note a rate at a second. */
function historyAt() {
  let second = 0
  const history = createRateHistory(() => second * 1000 + 300)
  const note = (at: number, bytesPerSecond: number | null, id = uploadId(1)): void => {
    second = at
    history.note([{ ...progressWith({ bytesPerSecond }), id }])
  }
  return { history, note }
}

test('one rate is kept for every second', () => {
  const { history, note } = historyAt()

  note(10, 5)
  note(10, 6)
  note(11, 7)

  expect(history.of(uploadId(1))).toEqual({ seconds: [10, 11], rates: [5, 7] })
})

test('nothing is kept before there is a rate', () => {
  const { history, note } = historyAt()

  note(10, null)
  note(11, 7)
  note(12, null)

  expect(history.of(uploadId(1))).toEqual({ seconds: [11, 12], rates: [7, null] })
})

test('a time of which nothing is known breaks the line', () => {
  const { history, note } = historyAt()

  note(10, 5)
  note(15, 6)
  note(100, 7)

  expect(history.of(uploadId(1))).toEqual({ seconds: [10, 15, 16, 100], rates: [5, 6, null, 7] })
})

test('a wall clock that was set back adds nothing until it is where it was', () => {
  const { history, note } = historyAt()

  note(10, 5)
  note(4, 6)
  note(11, 7)

  expect(history.of(uploadId(1))).toEqual({ seconds: [10, 11], rates: [5, 7] })
})

test('a quarter of an hour is kept, of the uploads that moved last', () => {
  const { history, note } = historyAt()
  for (let second = 1; second <= 1_000; second += 1) note(second, second)
  const whole = history.of(uploadId(1))
  for (let index = 2; index <= 65; index += 1) note(1_001, 1, uploadId(index))

  expect([whole.seconds.length, whole.seconds[0], whole.rates.at(-1)]).toEqual([900, 101, 1_000])
  expect(history.of(uploadId(1)).seconds).toEqual([])
  expect(history.of(uploadId(2)).seconds).toEqual([1_001])
})

test('what left the list is forgotten', () => {
  const { history, note } = historyAt()
  note(10, 5)

  history.forget([uploadId(1)])

  expect(history.of(uploadId(1)).seconds).toEqual([])
})

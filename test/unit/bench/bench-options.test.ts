import { expect, test } from 'vitest'
import { readBenchOptions } from '../../bench/bench-options.ts'

const NAMES = ['hashing', 'end-to-end']

test('without words everything is measured five times with 4 GiB', () => {
  expect(readBenchOptions([], NAMES)).toEqual({ only: '', runs: 5, sizeMiB: 4096 })
})

test('words say what is measured, how often and with how much', () => {
  const words = ['--', '--only', 'hash', '--runs', '3', '--size-mib', '64']

  expect(readBenchOptions(words, NAMES)).toEqual({ only: 'hash', runs: 3, sizeMiB: 64 })
})

test.each([
  [['--only', 'speed'], 'No bench has “speed” in its name. There are: hashing, end-to-end.'],
  [['--runs', '0'], '--runs takes a whole number from 1, not “0”.'],
  [['--size-mib', 'big'], '--size-mib takes a whole number from 1, not “big”.'],
  [['--fast'], 'There are --only NAME, --runs N and --size-mib N.'],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readBenchOptions(words, NAMES)).toThrow(sentence)
})

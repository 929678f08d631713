import { expect, test } from 'vitest'
import { readLinksOptions } from '../../links/links-options.ts'

const NAMES = ['proxy, cut, 1 MB/s', 'kernel, down, 1 MB/s']

test('without words everything runs', () => {
  expect(readLinksOptions([], NAMES)).toEqual({ only: '', quick: false, markdown: false })
})

test('words say what runs and what is printed', () => {
  const words = ['--', '--only', 'cut', '--quick', '--markdown']

  expect(readLinksOptions(words, NAMES)).toEqual({ only: 'cut', quick: true, markdown: true })
})

test.each([
  [
    ['--only', 'radio'],
    'No link has “radio” in its name. There are:\nproxy, cut, 1 MB/s\nkernel, down, 1 MB/s',
  ],
  [['--fast'], 'There are --only NAME, --quick and --markdown.'],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readLinksOptions(words, NAMES)).toThrow(sentence)
})

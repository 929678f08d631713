import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Prints how large V8's space for young objects has become after much has lived for a while. */
const LIVELY = `
  const kept = []
  for (let round = 0; round < 400; round += 1) {
    kept.push(Array.from({ length: 5000 }, (_, index) => ({ index, text: 'x' + index })))
    if (kept.length > 20) kept.shift()
  }
  const spaces = require('node:v8').getHeapSpaceStatistics()
  console.log(spaces.find(({ space_name }) => space_name === 'new_space').space_size)
`

test('what V8 sets aside for young objects does not grow', { timeout: 30_000 }, () => {
  const module = new URL('../../../main/young-heap.ts', import.meta.url).href
  const bytes = (words: readonly string[]): number =>
    Number(execFileSync(process.execPath, [...words, '-e', LIVELY], { encoding: 'utf8' }))

  expect(bytes(['--import', module])).toBeLessThan(9e6)
  expect(bytes([])).toBeGreaterThan(30e6)
})

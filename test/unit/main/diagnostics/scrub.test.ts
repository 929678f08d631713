import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scrubber, scrubLog } from '../../../../main/diagnostics/scrub.ts'

const nothing = (text: string): string => text

describe('what is known to be private', () => {
  const scrub = scrubber([
    { text: 'Night Songs – Ünreleased.zip', instead: '[file 1]' },
    { text: 'Night Songs', instead: '[file 2]' },
    { text: '/home/ines/Secret Album', instead: '[folder]' },
    { text: '/home/ines', instead: '~' },
    { text: 'a', instead: '[file 3]' },
  ])

  test.each([
    ['open /home/ines/Secret Album/Night Songs – Ünreleased.zip now', 'open [folder]/[file 1] now'],
    ['Night Songs and Night Songs – Ünreleased.zip', '[file 2] and [file 1]'],
    [
      'https://s3/Night%20Songs%20%E2%80%93%20%C3%9Cnreleased.zip and /home/ines/.config',
      'https://s3/[file 1] and ~/.config',
    ],
    ['a name of one letter is part of any word', 'a name of one letter is part of any word'],
    ['', ''],
    ['Night Song', 'Night Song'],
  ])('is taken out of %s', (text, clean) => {
    expect(scrub(text)).toBe(clean)
  })

  test('is in no text any more, wherever it stood and whatever it touched', () => {
    const unit = fc.constantFrom('x', 'y', 'é', ' ')
    const name = fc.string({ minLength: 3, maxLength: 6, unit })
    const names = fc.array(name, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(names, fc.string({ maxLength: 60, unit }), (known, text) => {
        const clean = scrubber(known.map((one) => ({ text: one, instead: '!' })))(text)

        expect(known.filter((one) => clean.includes(one))).toEqual([])
      }),
    )
  })
})

describe('a log line', () => {
  test.each([
    [
      {
        message: 'x',
        error: {
          stack: "Error: ENOENT: no such file, open '/home/ines/It's mine.wav'\n    at open (a.js:1)",
        },
      },
      { message: 'x', error: { stack: "Error: ENOENT: no such file, open '[path]'\n    at open (a.js:1)" } },
    ],
    [
      { message: 'x', details: { cause: "EBUSY, open 'C:\\Users\\Ines\\mine.wav'" } },
      { message: 'x', details: { cause: "EBUSY, open '[path]'" } },
    ],
    [{ message: '“mine “2”.wav” is gone' }, { message: '“[name]” is gone' }],
    [
      { details: { url: 'https://b.s3.amazonaws.com/d/o/f/mine.wav?X-Amz-Signature=0123abcd' } },
      { details: { url: 'https://b.s3.amazonaws.com/[redacted]' } },
    ],
    [
      { details: { list: ['polar_oat_abc123', 7, null] } },
      { details: { list: ['polar_[redacted]', 7, null] } },
    ],
    [
      { message: 'This computer has slept', details: { sleptMs: 5 } },
      { message: 'This computer has slept', details: { sleptMs: 5 } },
    ],
  ])('%j', (entry, clean) => {
    expect(JSON.parse(scrubLog(`${JSON.stringify(entry)}\n`, scrubber([])))).toEqual(clean)
  })

  test('that is no entry is left out, and the others stay', () => {
    expect(scrubLog('{"message":"a"}\nhalf a li\n{"message":"b"}\n', nothing)).toBe(
      '{"message":"a"}\n{"message":"[a line that is no entry]"}\n{"message":"b"}\n',
    )
  })
})

test('ten thousand files are taken out of a megabyte in a moment', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => ({
    text: `Take ${index}.wav`,
    instead: '[file]',
  }))
  const text = 'Uploads did not stop in time, at processTicksAndRejections (node:internal/process) '.repeat(
    12_000,
  )

  const startedAt = performance.now()
  scrubber(names)(`${text}Take 9999.wav`)

  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

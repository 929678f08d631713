import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileNameForPolar, MAX_NAME_BYTES, refusalForName } from '../../../app/upload/file-name.ts'

const bytesOf = (name: string): number => Buffer.byteLength(name, 'utf8')

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const graphemesOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)

// Everything a name may be made of, halves of surrogate pairs, separators and controls included.
const pieces = fc.oneof(
  fc.constantFrom('a', '.', '..', '/', '\\', '\0', '\r', '\n', '\u0085', '\ud83d', '\udc68', 'e\u0301', ' '),
  fc.constantFrom('👨‍👩‍👧‍👦', '🇩🇪', 'ü', '漢', '+', '&', '#', '%', '?', '.tar.gz', '\u0301', '\ufffe'),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const names = fc.array(pieces, { maxLength: 600, size: 'max' }).map((all) => all.join(''))

describe('the name of a file at Polar', () => {
  test.each([
    'report.pdf',
    'naïve résumé.txt',
    '👨‍👩‍👧‍👦 family.mov',
    'a+b & c #1 100% why?.zip',
    'ends with dots...',
    ' spaces around ',
    '.gitignore',
    'no extension',
    '漢字.mp4',
  ])('%s stays as it is', (name) => {
    expect(fileNameForPolar(name)).toBe(name)
  })

  test.each([
    ['a letter with a separate accent', 'Cafe\u0301.txt', 'Café.txt'],
    ['a line break', 'two\r\nlines.txt', 'two__lines.txt'],
    ['a NUL', 'a\0b', 'a_b'],
    ['a delete and a C1 control', 'a\u007fb\u009f', 'a_b_'],
    ['separators', 'a/b\\c', 'a_b_c'],
    ['nothing', '', '_'],
    ['one dot', '.', '_'],
    ['two dots', '..', '__'],
    ['half a character', 'a\ud83d.txt', 'a\ufffd.txt'],
    ['what no XML document may hold', 'a\uffff\ufffe', 'a__'],
  ])('%s becomes something Polar can store', (_what, name, stored) => {
    expect(fileNameForPolar(name)).toBe(stored)
  })

  test('a long name loses its end, not its extension', () => {
    expect(fileNameForPolar('a'.repeat(2000) + '.tar.gz')).toBe('a'.repeat(923) + '.tar.gz')
    expect(fileNameForPolar('a'.repeat(2000) + '.mp4')).toBe('a'.repeat(926) + '.mp4')
  })

  test('what is too long for an extension is cut with the rest', () => {
    expect(fileNameForPolar('a.' + 'b'.repeat(2000))).toBe('a.' + 'b'.repeat(928))
  })

  test('a name of exactly 930 bytes is not shortened, one byte more is', () => {
    const fits = 'ü'.repeat(463) + '.mp4'

    expect(fileNameForPolar(fits)).toBe(fits)
    expect(fileNameForPolar('u' + fits)).toBe('u' + 'ü'.repeat(462) + '.mp4')
  })

  test('a character of several code points is kept whole or left out', () => {
    const family = '👨‍👩‍👧‍👦'

    expect(fileNameForPolar(family.repeat(100) + '.jpg')).toBe(family.repeat(37) + '.jpg')
  })

  test('one letter with more accents than there is room for keeps as many as fit', () => {
    expect(fileNameForPolar('q' + '\u0301'.repeat(1000) + '.txt')).toBe('q' + '\u0301'.repeat(462) + '.txt')
  })
})

describe('every name at Polar', () => {
  test('is composed, well-formed, short enough and free of separators and controls', () => {
    fc.assert(
      fc.property(names, (name) => {
        const stored = fileNameForPolar(name)
        expect({
          bytesFit: bytesOf(stored) <= MAX_NAME_BYTES,
          empty: stored === '',
          dots: stored === '.' || stored === '..',
          forbidden: /[\p{Cc}\p{Cs}/\\\ufffe\uffff]/u.test(stored),
          composed: stored === stored.normalize('NFC'),
        }).toEqual({ bytesFit: true, empty: false, dots: false, forbidden: false, composed: true })
      }),
    )
  })

  test('stays as it is when it is asked for again', () => {
    fc.assert(
      fc.property(names, (name) => {
        const stored = fileNameForPolar(name)
        expect(fileNameForPolar(stored)).toBe(stored)
      }),
    )
  })

  test('begins with whole characters of the original, as many as have room', () => {
    const long = fc
      .array(fc.constantFrom('👨‍👩‍👧‍👦', '🇩🇪', 'ü', '漢', 'g', 'g\u0301', '👍🏽'), {
        minLength: 300,
        maxLength: 400,
        size: 'max',
      })
      .filter((all) => bytesOf(all.join('')) > MAX_NAME_BYTES)
    fc.assert(
      fc.property(long, (all) => {
        const whole = all.join('').normalize('NFC')
        const kept = graphemesOf(fileNameForPolar(`${whole}.zip`).slice(0, -4))
        const original = graphemesOf(whole)
        const next = original[kept.length] ?? ''
        expect(kept).toEqual(original.slice(0, kept.length))
        expect(bytesOf(`${kept.join('')}${next}.zip`)).toBeGreaterThan(MAX_NAME_BYTES)
      }),
    )
  })
})

describe('a name given for a file', () => {
  test.each(['a', 'ü'.repeat(465), 'u\u0308'.repeat(465)])('fits in 930 bytes (%#)', (name) => {
    expect(refusalForName(name)).toBeNull()
  })

  test('is refused when it is longer than Polar can store', () => {
    expect(refusalForName('ü'.repeat(466))).toBe(
      'The name takes 932 bytes, and Polar can store 930. Give a shorter one.',
    )
  })

  test('is refused when it is empty', () => {
    expect(refusalForName('')).toBe('The name is empty. Give a name, or leave it out to keep the file’s own.')
  })
})

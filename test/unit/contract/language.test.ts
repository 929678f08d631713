import { describe, expect, test } from 'vitest'
import { createFormats } from '../../../app/contract/format.ts'
import { speechFor, speechInQuery, speechQuery } from '../../../app/contract/language.ts'

const system = (customs: string, ...preferred: string[]) => ({ preferred, customs })

test.each([
  ['system', system('de-AT', 'de-AT', 'en-US'), 'de', 'de-AT'],
  ['system', system('fr-FR', 'fr-FR'), 'en', 'en-FR'],
  ['system', system('fr-FR', 'fr-FR', 'de-DE'), 'de', 'de-FR'],
  ['system', system('', 'de'), 'de', 'de'],
  ['system', system('not a tag', '*'), 'en', 'en'],
  ['en', system('de-DE', 'de-DE'), 'en', 'en-DE'],
  ['de', system('en-US', 'en-US'), 'de', 'de-US'],
] as const)('%s on a system of %o', (choice, languages, language, locale) => {
  expect(speechFor(choice, languages)).toEqual({ language, locale })
})

test('a page speaks what its URL says, and English when that makes no sense', () => {
  const speech = { language: 'de', locale: 'de-CH' } as const

  expect(speechInQuery(`?${speechQuery(speech)}`)).toEqual(speech)
  expect(speechInQuery('?language=xx&locale=de')).toEqual({ language: 'en', locale: 'en' })
  expect(speechInQuery('?language=de&locale=1')).toEqual({ language: 'de', locale: 'de' })
})

describe('German', () => {
  const formats = createFormats({ language: 'de', locale: 'de-DE' })

  test('has a decimal comma, and its own words for durations', () => {
    expect(formats.formatBytes(80_200_000_000)).toBe('80,2 GB')
    expect(formats.formatCount(10_000)).toBe('10.000')
    expect(formats.formatPercent(0.61)).toBe('61\u00a0%')
    expect(formats.formatDuration(2 * 86_400 + 3 * 3_600)).toBe('2 Tage 3 h')
    expect(formats.formatDuration(40)).toBe('etwa 40 s')
    expect(formats.formatTime(new Date(2026, 10, 23, 14, 32).getTime())).toBe('14:32')
  })
})

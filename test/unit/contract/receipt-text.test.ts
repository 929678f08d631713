import { expect, test } from 'vitest'
import { createIdiom } from '../../../app/contract/idiom.ts'
import type { TimelineEntry } from '../../../app/contract/receipt.ts'
import { describeEntry } from '../../../app/contract/receipt-text.ts'

const broken: TimelineEntry = { kind: 'part-broke', detail: 'server-busy', firstAt: 0, lastAt: 0, count: 1 }

test('why something happened is said in words, in either language', () => {
  const said = [
    { language: 'en', locale: 'en-US' } as const,
    { language: 'de', locale: 'de-DE' } as const,
  ].map((speech) => describeEntry(broken, createIdiom(speech)))

  expect(said).toEqual([
    'A part was sent again (the server was busy)',
    'Ein Teil wurde erneut gesendet (der Server war ausgelastet)',
  ])
})

test('a reason that an older version wrote down and nobody knows any more stays as it is', () => {
  const idiom = createIdiom({ language: 'en', locale: 'en-US' })

  expect(describeEntry({ ...broken, kind: 'failed', detail: 'of-old' }, idiom)).toBe('Failed (of-old)')
})

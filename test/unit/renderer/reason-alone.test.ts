import { expect, test } from 'vitest'
import { hostLanguage } from '../../../main/host-language.ts'
import { GERMAN_STATES } from '../../../renderer/german/state-wording.ts'
import { reasonAlone } from '../../../renderer/reason-alone.ts'
import { STATE_WORDS } from '../../../renderer/upload-list/state-wording.ts'

test('a reason loses its promise to try again, and nothing else', () => {
  expect(reasonAlone('No connection: it was cut. Trying again soon.')).toBe('No connection: it was cut.')
  expect(reasonAlone('This computer was asleep.')).toBe('This computer was asleep.')
})

test('the promise is the one that the app makes, in German too', () => {
  const { translate } = hostLanguage({ language: 'de', locale: 'de-DE' })

  expect(translate(STATE_WORDS.soon)).toBe(GERMAN_STATES.soon)
  expect(translate('S3 is busy (503). Trying again soon.').endsWith(GERMAN_STATES.soon)).toBe(true)
})

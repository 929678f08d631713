import { expect, test } from 'vitest'
import { withFileNameEncoding } from '../../../main/file-name-encoding.ts'

test.each([
  [{}, { LC_CTYPE: 'C.UTF-8' }],
  [{ LANG: 'C' }, { LANG: 'C', LC_CTYPE: 'C.UTF-8' }],
  [
    { LC_ALL: '', LANG: 'POSIX' },
    { LC_ALL: '', LANG: 'POSIX', LC_CTYPE: 'C.UTF-8' },
  ],
  [
    { LC_CTYPE: 'C', LANG: 'de_DE.UTF-8' },
    { LC_CTYPE: 'C.UTF-8', LANG: 'de_DE.UTF-8' },
  ],
  [
    { LC_ALL: 'C', LANG: 'de_DE.UTF-8' },
    { LC_ALL: 'C.UTF-8', LANG: 'de_DE.UTF-8' },
  ],
])('an environment without an encoding gets UTF-8: %j', (env, expected) => {
  expect(withFileNameEncoding(env)).toEqual(expected)
})

test.each([
  [{ LANG: 'en_US.UTF-8' }],
  [{ LC_ALL: 'C.UTF-8', LANG: 'C' }],
  [{ LC_CTYPE: 'de_DE@euro', LANG: 'C' }],
])('an encoding is the user’s: %j', (env) => {
  expect(withFileNameEncoding(env)).toBe(env)
})

test('what got an encoding has one', () => {
  const env = withFileNameEncoding({ LC_ALL: 'C' })
  expect(withFileNameEncoding(env)).toBe(env)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenProblem } from '../../../app/polar/access-token.ts'
import { generateToken, tokenChecksum } from '../../local-polar/tokens.ts'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const anyLetter = fc.nat(LETTERS.length - 1).map((index) => LETTERS.charAt(index))
const tokenOf = (body: string): string => `polar_oat_${body}${tokenChecksum(body)}`
const tokens = fc
  .array(anyLetter, { minLength: 37, maxLength: 37 })
  .map((letters) => tokenOf(letters.join('')))

describe('a pasted access token', () => {
  test('as Polar makes them has no problem', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        expect(tokenProblem(token)).toBeNull()
      }),
    )
  })

  test('with one character changed has a typo', () => {
    const places = fc.integer({ min: 'polar_oat_'.length, max: 'polar_oat_'.length + 42 })

    fc.assert(
      fc.property(tokens, places, anyLetter, (token, place, letter) => {
        fc.pre(token[place] !== letter)
        const mistyped = token.slice(0, place) + letter + token.slice(place + 1)
        expect(tokenProblem(mistyped)).toMatch(/^This access token has a typo/)
      }),
    )
  })

  test('with two neighbors swapped has a typo', () => {
    const places = fc.integer({ min: 'polar_oat_'.length, max: 'polar_oat_'.length + 35 })

    fc.assert(
      fc.property(tokens, places, (token, place) => {
        const [one = '', other = ''] = token.slice(place, place + 2)
        fc.pre(one !== other)
        const swapped = token.slice(0, place) + other + one + token.slice(place + 2)
        expect(tokenProblem(swapped)).toMatch(/^This access token has a typo/)
      }),
    )
  })

  test('with check digits that begin with zeros is one all the same', () => {
    const bodies = Array.from({ length: 2000 }, (_, index) => String(index).padStart(37, 'a'))
    const withZero = bodies.filter((body) => tokenChecksum(body).startsWith('0'))

    expect(withZero.length).toBeGreaterThan(0)
    expect(withZero.map((body) => tokenProblem(tokenOf(body)))).toEqual(withZero.map(() => null))
  })

  test.each([
    ['', 'Please paste an access token.'],
    ['polar_oat_short', /^This access token is incomplete/],
    [`${generateToken('polar_oat_')}x`, /^This access token is incomplete/],
    [`polar_oat_${'ä'.repeat(43)}`, /^This access token is incomplete/],
    [generateToken('polar_pat_'), /^This is another kind of Polar token/],
    ['polar_at_u_abc', /^This is another kind of Polar token/],
    ['Bearer polar_oat_', /^This is not a Polar access token/],
    ['sk_live_123', /^This is not a Polar access token/],
  ])('%s is told what is wrong with it', (token, problem) => {
    expect(tokenProblem(token)).toMatch(problem)
  })
})

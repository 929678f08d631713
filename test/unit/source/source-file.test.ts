import { expect, test } from 'vitest'
import { isUntouched, sameIdentity } from '../../../app/source/source-file.ts'

const identity = {
  ...{ inode: '131', sizeBytes: 42 },
  ...{ modifiedNs: '1795446436123456789', changedNs: '1795446436123456790' },
}

test('a file nobody touched is the same, and untouched', () => {
  expect([sameIdentity, isUntouched].map((says) => says(identity, { ...identity }))).toEqual([true, true])
})

test.each([
  ['another inode', { inode: '132' }],
  ['another size', { sizeBytes: 43 }],
  ['a time stamp one nanosecond later', { modifiedNs: '1795446436123456790' }],
])('a file with %s is not the same, and not untouched', (_what, difference) => {
  const now = { ...identity, ...difference }
  expect([sameIdentity, isUntouched].map((says) => says(identity, now))).toEqual([false, false])
})

test('a file that was renamed, or had another laid over it with its dates kept, is the same, but not certainly untouched', () => {
  const now = { ...identity, changedNs: '1795446436999999999' }
  expect([sameIdentity, isUntouched].map((says) => says(identity, now))).toEqual([true, false])
})

test('of a file whose last change was not noted nothing more is asked', () => {
  const before = { ...identity, changedNs: null }
  expect([isUntouched(before, identity), isUntouched(identity, before)]).toEqual([true, true])
})

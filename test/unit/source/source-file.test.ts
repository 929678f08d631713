import { expect, test } from 'vitest'
import { sameIdentity } from '../../../app/source/source-file.ts'

const identity = { inode: '131', sizeBytes: 42, modifiedNs: '1795446436123456789' }

test('a file nobody touched is the same', () => {
  expect(sameIdentity(identity, { ...identity })).toBe(true)
})

test.each([
  ['another inode', { inode: '132' }],
  ['another size', { sizeBytes: 43 }],
  ['a time stamp one nanosecond later', { modifiedNs: '1795446436123456790' }],
])('a file with %s is not the same', (_what, difference) => {
  expect(sameIdentity(identity, { ...identity, ...difference })).toBe(false)
})

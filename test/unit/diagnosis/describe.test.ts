import { describe, expect, test } from 'vitest'
import { describeRoom } from '../../../app/diagnosis/check-here.ts'
import { describeClock, describeToken } from '../../../app/diagnosis/check-polar.ts'
import { describeRate, describeWay } from '../../../app/diagnosis/check-way.ts'

const MINUTE = 60_000

describe('a clock', () => {
  test.each([
    [0, 'good', 'agree to the minute'],
    [59_999, 'good', 'agree to the minute'],
    [-59_999, 'good', 'agree to the minute'],
    [3 * MINUTE, 'worth-knowing', 'about 3 min ahead of Polar’s. Uploads are not harmed'],
    [-3 * 60 * MINUTE, 'worth-knowing', '3 h behind Polar’s. Uploads are not harmed'],
    [400 * 24 * 60 * MINUTE, 'worth-knowing', 'months ahead of'],
  ])('that is %d ms ahead is %s', (aheadMs, verdict, words) => {
    expect(describeClock(aheadMs)).toEqual({ verdict, message: expect.stringContaining(words) as unknown })
  })
})

describe('a token', () => {
  test.each([
    ['Studio', true, 'good', 'Polar accepts it, for “Studio”. It may upload (files:write)'],
    [null, true, 'worth-knowing', 'It may upload (files:write). It lacks organizations:read'],
    [
      'Studio',
      false,
      'bad',
      'for “Studio”. But it lacks files:write, without which nothing can be uploaded.',
    ],
    [null, false, 'bad', 'It lacks organizations:read'],
  ])('for %s that may upload (%s) is %s', (name, mayUpload, verdict, words) => {
    expect(describeToken(name, mayUpload)).toEqual({
      verdict,
      message: expect.stringContaining(words) as unknown,
    })
  })
})

test.each([
  [80e9, 'good', '80.0 GB are free on the drive of the data folder (/data), and it can be written.'],
  [100e6, 'good', '100 MB are free'],
  [99e6, 'worth-knowing', 'Only 99.0 MB are free'],
  [0, 'worth-knowing', 'Only 0 B are free'],
])('a drive with %d bytes free is %s', (freeBytes, verdict, words) => {
  expect(describeRoom(freeBytes, '/data')).toEqual({
    verdict,
    message: expect.stringContaining(words) as unknown,
  })
})

describe('the way to a server', () => {
  const url = 'https://api.polar.sh/v1'
  const known = { signedBy: 'GTS Root R4', trustedBy: 'everybody', problem: null } as const
  const added = { signedBy: 'Acme Inspection', trustedBy: 'this-computer', problem: null } as const
  const refused = { signedBy: 'Hotel', trustedBy: 'nobody', problem: 'Please check.' } as const
  const proxy = 'http://proxy.example:8080'
  test.each([
    [
      null,
      known,
      'good',
      'api.polar.sh is reached without a proxy, and shows a certificate signed by GTS Root R4.',
    ],
    [
      proxy,
      known,
      'worth-knowing',
      'api.polar.sh is reached through the proxy http://proxy.example:8080, and shows',
    ],
    [null, added, 'worth-knowing', 'signed by Acme Inspection, which only this computer trusts'],
    [proxy, refused, 'bad', 'signed by Hotel. Please check.'],
    [null, null, 'good', 'without a proxy, without encryption.'],
  ] as const)('through %s, with %o, is %s', (way, certificate, verdict, words) => {
    expect(describeWay(url, { proxy: way, certificate })).toEqual({
      verdict,
      message: expect.stringContaining(words) as unknown,
    })
  })
})

describe('the speed', () => {
  const at = Date.UTC(2026, 10, 21, 12)
  test.each([
    [
      { bytesPerSecond: null, lastCompletedAt: null, bandwidthLimit: null },
      'worth-knowing',
      'Not measured yet',
    ],
    [
      { bytesPerSecond: 11_200_000, lastCompletedAt: at, bandwidthLimit: null },
      'good',
      'Past uploads reached 11.2 MB/s, the last completed on November 21, 2026.',
    ],
    [
      { bytesPerSecond: 60_000, lastCompletedAt: null, bandwidthLimit: null },
      'worth-knowing',
      'That is slow',
    ],
    [
      { bytesPerSecond: 2e6, lastCompletedAt: null, bandwidthLimit: 1e6 },
      'worth-knowing',
      'You have set a bandwidth limit of 1.0 MB/s.',
    ],
  ] as const)('%o is %s', (known, verdict, words) => {
    const { message, ...rest } = describeRate(known)

    expect(rest).toEqual({ verdict })
    expect(message).toContain(words)
    expect(message).toContain('No test upload is made')
  })
})

import { describe, expect, test } from 'vitest'
import { redact } from '../../../main/redact.ts'

const TOKEN = `polar_oat_${'aB3'.repeat(14)}x`
const SIGNED =
  'https://bucket.s3.amazonaws.com/org/file.zip?uploadId=1&partNumber=2&X-Amz-Algorithm=AWS4-HMAC-SHA256' +
  '&X-Amz-Credential=AKIA%2F20261123&X-Amz-Signature=0123abcd'

describe('what is taken out of a log', () => {
  test.each([
    ['an organization access token', `token ${TOKEN}.`, 'token polar_[redacted].'],
    ['a personal access token', 'polar_pat_abc123', 'polar_[redacted]'],
    ['an OAuth token', 'polar_at_u_abc123', 'polar_[redacted]'],
    ['a bearer header', 'authorization: Bearer abc.def', 'authorization: Bearer [redacted]'],
    [
      'the query of a presigned URL',
      `PUT ${SIGNED} 403`,
      'PUT https://bucket.s3.amazonaws.com/org/file.zip?[redacted] 403',
    ],
    [
      'a presigned URL in quotes',
      JSON.stringify({ url: SIGNED }),
      '{"url":"https://bucket.s3.amazonaws.com/org/file.zip?[redacted]"}',
    ],
    ['a signature alone', 'X-Amz-Signature=0123abcd&x=1', 'X-Amz-[redacted]&x=1'],
    ['an escaped signature', 'u%3FX-Amz-Signature%3D0123abcd', 'u%3FX-Amz-[redacted]'],
  ])('%s', (_what, text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  test.each(['polar-uploader started', 'https://api.polar.sh/v1/files?ids=1', 'polar_uploader'])(
    'nothing harmless: %s',
    (text) => {
      expect(redact(text)).toBe(text)
    },
  )

  test('two URLs that touch by a comma only', () => {
    expect(redact(`${SIGNED}, ${SIGNED}`)).not.toContain('0123abcd')
  })

  test('a signature behind an escaped ampersand', () => {
    expect(redact(SIGNED.replaceAll('&', '\\u0026'))).not.toMatch(/0123abcd|AKIA/)
  })
})

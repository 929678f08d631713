import { describe, expect, test } from 'vitest'
import { failureInPartAnswer } from '../../../app/upload/s3-answer.ts'

const xml = (code: string, message = 'In S3’s words.'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>1</RequestId></Error>`

const PAGE = '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Sign in</body></html>'

describe('S3’s answer to a part', () => {
  test('is a success only with a receipt', () => {
    expect(failureInPartAnswer({ status: 200, headers: { etag: '"0f"' }, body: '' })).toBeNull()
    expect(failureInPartAnswer({ status: 200, headers: {}, body: '' })?.code).toBe('not-polar')
  })

  test('is none when a page comes, though it has an ETag of its own', () => {
    const answer = { status: 200, headers: { etag: '"5f3c-abc"' }, body: PAGE }

    expect(failureInPartAnswer(answer)?.code).toBe('not-polar')
  })

  test.each([
    [400, 'BadDigest', xml('BadDigest'), 'checksum-mismatch'],
    [400, 'XAmzContentChecksumMismatch', xml('XAmzContentChecksumMismatch'), 'checksum-mismatch'],
    [400, 'InvalidRequest', xml('InvalidRequest'), 'rejected'],
    [400, 'InvalidArgument', xml('InvalidArgument'), 'rejected'],
    [400, 'RequestTimeout', xml('RequestTimeout'), 'network'],
    [400, 'EntityTooLarge', xml('EntityTooLarge'), 'rejected'],
    [400, 'ExpiredToken', xml('ExpiredToken'), 'session-expired'],
    [403, 'AccessDenied: Request has expired', xml('AccessDenied', 'Request has expired'), 'session-expired'],
    [
      403,
      'AccessDenied: There were headers present in the request which were not signed',
      xml('AccessDenied', 'There were headers present in the request which were not signed'),
      'rejected',
    ],
    [403, 'AccessDenied: Access Denied', xml('AccessDenied', 'Access Denied'), 'rejected'],
    [403, 'SignatureDoesNotMatch', xml('SignatureDoesNotMatch'), 'request-altered'],
    [404, 'NoSuchUpload', xml('NoSuchUpload'), 'session-unknown'],
    [411, 'MissingContentLength', xml('MissingContentLength'), 'rejected'],
    [501, 'NotImplemented', xml('NotImplemented'), 'rejected'],
    [500, 'InternalError', xml('InternalError'), 'server-busy'],
    [502, 'nothing', '', 'server-busy'],
    [503, 'SlowDown', xml('SlowDown'), 'server-busy'],
    [503, 'ServiceUnavailable', xml('ServiceUnavailable'), 'server-busy'],
    [503, 'SlowDownWrite', xml('SlowDownWrite'), 'server-busy'],
    [504, 'a page', PAGE, 'server-busy'],
    [429, 'nothing', '', 'server-busy'],
    [429, 'TooManyRequests', xml('TooManyRequests'), 'server-busy'],
    [307, 'TemporaryRedirect', xml('TemporaryRedirect'), 'server-busy'],
    [301, 'nothing', '', 'server-busy'],
    [403, 'a page', PAGE, 'not-polar'],
    [404, 'a page', PAGE, 'not-polar'],
    [200, 'a page', PAGE, 'not-polar'],
    [400, 'nothing', '', 'not-polar'],
  ])('of %i with %s is a failure of its kind', (status, _what, body, code) => {
    expect(failureInPartAnswer({ status, headers: {}, body })?.code).toBe(code)
  })

  test.each([
    ['in seconds', '30', 30_000],
    ['not at all', undefined, 0],
    ['in words', 'soon', 0],
    ['as a date', 'Mon, 23 Nov 2026 12:00:10 GMT', 10_000],
  ])('that asks to stay away %s', (_how, retryAfter, retryAfterMs) => {
    const headers = {
      date: 'Mon, 23 Nov 2026 12:00:00 GMT',
      ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    }

    expect(failureInPartAnswer({ status: 503, headers, body: xml('SlowDown') })?.retryAfterMs).toBe(
      retryAfterMs,
    )
  })

  test('is quoted where S3 refuses', () => {
    const failure = failureInPartAnswer({
      status: 400,
      headers: {},
      body: xml('EntityTooLarge', 'Too large'),
    })

    expect(failure?.message).toBe('S3 does not take a part: Too large (EntityTooLarge)')
  })
})

test.each([
  ['an empty message', '<Code>InvalidRequest</Code><Message></Message>', 'InvalidRequest'],
  ['a blank message', '<Code>InvalidRequest</Code><Message> \n</Message>', 'InvalidRequest'],
  ['a message of no content', '<Code>InvalidRequest</Code><Message/>', 'InvalidRequest'],
  ['no message', '<Code>InvalidRequest</Code>', 'InvalidRequest'],
  [
    'references in the message',
    '<Code>InvalidRequest</Code><Message>&quot;a&quot; &lt; &#98; &amp;amp; &#x63; &apos;&what;</Message>',
    '"a" < b &amp; c \'&what; (InvalidRequest)',
  ],
  [
    'literal text in the message',
    '<Code>InvalidRequest</Code><Message><![CDATA[a < b &amp; c]]></Message>',
    'a < b &amp; c (InvalidRequest)',
  ],
])('S3’s refusal with %s leaves no hole', (_what, inner, words) => {
  const failure = failureInPartAnswer({ status: 400, headers: {}, body: `<Error>${inner}</Error>` })

  expect(failure?.message).toBe(`S3 does not take a part: ${words}`)
})

test('S3’s answer without a code is none of S3’s', () => {
  const body = '<Error><Code></Code><Message>In S3’s words.</Message></Error>'

  expect(failureInPartAnswer({ status: 400, headers: {}, body })?.code).toBe('not-polar')
  expect(failureInPartAnswer({ status: 503, headers: {}, body })?.message).toBe(
    'S3 is busy (503). Trying again soon.',
  )
})

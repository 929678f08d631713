import { describe, expect, test } from 'vitest'
import { failureIn, retryAfterOf } from '../../../app/polar/polar-answer.ts'
import type { HttpResponse } from '../../../app/ports.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
  ...{ status, headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const PAGE = '<!DOCTYPE html><html><body>Error code 524</body></html>'

describe('Polar’s answer is no failure when it', () => {
  test.each([
    ['is JSON', answer(200, { id: 'f' })],
    ['opens an upload', answer(201, { id: 'f' })],
    ['says nothing of a deletion', answer(204, '')],
  ])('%s', (_what, response) => {
    expect(failureIn(response)).toBeNull()
  })
})

describe('Polar’s answer', () => {
  test.each<[string, HttpResponse, string]>([
    ['200 with a page', answer(200, PAGE), 'not-polar'],
    ['200 with nothing', answer(200, ''), 'not-polar'],
    ['200 with a number', answer(200, '7'), 'not-polar'],
    ['200 with null', answer(200, 'null'), 'not-polar'],
    ['302', answer(302, ''), 'not-polar'],
    [
      '401 without credentials',
      answer(401, { error: 'Unauthorized', detail: 'Unauthorized' }),
      'unauthorized',
    ],
    ['401 for a bad token', answer(401, { error: 'invalid_token', error_description: '…' }), 'unauthorized'],
    ['401 with a page', answer(401, PAGE), 'not-polar'],
    ['403 for a role', answer(403, { error: 'NotPermitted', detail: 'Not permitted' }), 'forbidden'],
    ['403 with a page', answer(403, PAGE), 'not-polar'],
    ['404 for a file', answer(404, { error: 'ResourceNotFound', detail: 'Not found' }), 'session-unknown'],
    ['404 for a path', answer(404, { detail: 'Not Found' }), 'not-polar'],
    ['404 with a page', answer(404, PAGE), 'not-polar'],
    ['411', answer(411, { error: 'LengthRequired', detail: 'Content-Length is required' }), 'rejected'],
    ['413', answer(413, { error: 'RequestBodyTooLarge', detail: 'Too large' }), 'rejected'],
    ['422', answer(422, { error: 'RequestValidationError', detail: [] }), 'rejected'],
    ['429', answer(429, ''), 'server-busy'],
    ['500 in plain text', answer(500, 'Internal Server Error'), 'server-busy'],
    ['500 in JSON', answer(500, { error: 'S3FileError', detail: 'No metadata from S3' }), 'server-busy'],
    ['502', answer(502, ''), 'server-busy'],
    ['503', answer(503, ''), 'server-busy'],
    ['524 with a page', answer(524, PAGE), 'server-busy'],
  ])('%s is a failure of its kind', (_what, response, code) => {
    expect(failureIn(response)?.code).toBe(code)
  })

  test('422 is told in Polar’s words', () => {
    const detail = [
      { type: 'too_long', loc: ['body', 'upload', 'parts'], msg: 'List should have at most 10000 items' },
      { type: 'missing', loc: ['body', 'name'], msg: 'Field required' },
    ]

    expect(failureIn(answer(422, { error: 'RequestValidationError', detail }))?.message).toBe(
      'Polar does not take this file: List should have at most 10000 items; Field required',
    )
  })

  test.each([
    ['one dialect', { error: 'X', detail: 'In its words.' }, 'In its words.'],
    ['the other dialect', { error: 'X', error_description: 'In its words.' }, 'In its words.'],
    ['a name only', { error: 'RequestBodyTooLarge' }, 'RequestBodyTooLarge'],
    ['no words', {}, 'it gave no reason.'],
    ['empty words', { error: '', detail: '', error_description: ' ' }, 'it gave no reason.'],
    ['an empty detail beside a name', { error: 'S3FileError', detail: '' }, 'S3FileError'],
    ['a list of nothing', { error: 'RequestValidationError', detail: [] }, 'RequestValidationError'],
    ['a list without messages', { error: 'X', detail: [{ msg: '' }, null, {}] }, 'X'],
  ])('in %s is told', (_what, body, words) => {
    expect(failureIn(answer(400, body))?.message).toBe(`Polar does not take this file: ${words}`)
  })

  test('403 names the scope, which stands in a header only', () => {
    const headers = { 'www-authenticate': 'Bearer realm="polar", scope="files:read files:write"' }

    expect(failureIn(answer(403, { error: 'insufficient_scope' }, headers))?.message).toBe(
      'The access token may not do this: it lacks the scope files:read or files:write. Please sign in with one that has files:write.',
    )
  })

  test('429 without a time is for a minute', () => {
    expect(failureIn(answer(429, ''))?.retryAfterMs).toBe(60_000)
  })

  test('503 without a time is for none', () => {
    expect(failureIn(answer(503, ''))?.retryAfterMs).toBe(0)
  })
})

describe('the time an answer asks for', () => {
  const date = 'Mon, 23 Nov 2026 12:00:00 GMT'

  test.each<[string, Record<string, string>, number | null]>([
    ['in seconds', { 'retry-after': '60' }, 60_000],
    ['in fractions of one', { 'retry-after': '0.5' }, 500],
    ['below none', { 'retry-after': '-5' }, 0],
    ['until a date', { date, 'retry-after': 'Mon, 23 Nov 2026 12:01:00 GMT' }, 60_000],
    ['until a date that is past', { date, 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    ['until a date, without saying what time it is', { 'retry-after': date }, null],
    ['in other words', { date, 'retry-after': 'soon' }, null],
    ['for a day, which is heeded for five minutes', { 'retry-after': '86400' }, 300_000],
    ['until tomorrow, the same', { date, 'retry-after': 'Tue, 24 Nov 2026 12:00:00 GMT' }, 300_000],
    ['not at all', {}, null],
  ])('%s', (_how, headers, ms) => {
    expect(retryAfterOf(answer(503, '', headers))).toBe(ms)
  })
})

test.each([
  [
    'a role',
    { error: 'NotPermitted', detail: "You don't have permission to manage products" },
    {},
    "The access token may not do this: You don't have permission to manage products. Please sign in with the token of somebody whose role in the organization may manage products.",
  ],
  [
    'a scope that is not named',
    { error: 'insufficient_scope', error_description: '' },
    { 'www-authenticate': 'Bearer realm="polar", scope=""' },
    'The access token may not do this: insufficient_scope. Please sign in with one that has files:write.',
  ],
])('403 for want of %s says what helps', (_what, body, headers, message) => {
  expect(failureIn(answer(403, body, headers))?.message).toBe(message)
})

import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'

const ALLOWED_HEADERS = [
  'Accept',
  'Accept-Language',
  'Authorization',
  'Content-Language',
  'Content-Type',
  'Polar-Version',
]
const ALLOWED_METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'

/** Says whether a request is a browser asking what it may send. */
export const isPreflight = (method: string, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined

/** Answers a browser that asks what it may send: any origin, but few headers. */
export function preflightAnswer(headers: IncomingHttpHeaders): Answer {
  const asked = headers['access-control-request-headers'] ?? ''
  const names = asked.split(',').map((name) => name.trim().toLowerCase())
  const allowed = names.every(
    (name) => name === '' || ALLOWED_HEADERS.some((one) => one.toLowerCase() === name),
  )
  return {
    status: allowed ? 200 : 400,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'access-control-allow-origin': '*',
      'access-control-allow-methods': ALLOWED_METHODS,
      'access-control-max-age': '600',
      'access-control-allow-headers': ALLOWED_HEADERS.join(', '),
    },
    body: allowed ? 'OK' : 'Disallowed CORS headers',
  }
}

/** What a browser must be told to hand an answer to its page. `Retry-After` is not among what the page may see. */
export const corsHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  headers.origin === undefined
    ? {}
    : { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Polar-Version' }

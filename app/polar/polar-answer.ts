import type { HttpResponse } from '../ports.ts'
import { UploadError } from '../upload-error.ts'

/** How long Polar wants to be left alone when it does not say: its windows are a minute. */
const DEFAULT_RETRY_AFTER_MS = 60_000

/**
 * The failure in one of Polar's answers, null when it is none. Polar has two dialects, `{error, detail}` and
 * `{error, error_description}`, answers 429 with an empty body and every trouble with S3 with a plain-text 500
 * (polarsource/polar, server/polar/exception_handlers.py); and what comes before it (Cloudflare, a proxy, a hotel's
 * sign-in page) answers in HTML.
 */
export function failureIn(response: HttpResponse): UploadError | null {
  const { status } = response
  if (status >= 200 && status < 300) return bodyProblem(response)
  if (status === 429) return tooManyRequests(retryAfterOf(response) ?? DEFAULT_RETRY_AFTER_MS)
  if (status >= 500)
    return serverBusy(response, `Polar has a problem of its own (${status}). Trying again soon.`)
  const body = jsonOf(response)
  if (body === null) return notPolar(status)
  if (status === 401) {
    return new UploadError(
      'unauthorized',
      'Polar does not accept the access token: it was revoked, has expired, or belongs to another server. Please sign in again.',
    )
  }
  if (status === 403) return forbidden(response, body)
  if (status === 404 && body.error === undefined) return notPolar(status)
  if (status === 404)
    return new UploadError('session-unknown', 'Polar no longer knows this upload. Starting it again.', {
      status,
    })
  return new UploadError('rejected', `Polar does not take this file: ${wordsOf(body)}`, { status })
}

function bodyProblem(response: HttpResponse): UploadError | null {
  return response.status === 204 || jsonOf(response) !== null ? null : notPolar(response.status)
}

/**
 * No answer is heeded for longer, in milliseconds: a proxy's page may ask for a day, and what it was about be over in a
 * minute, while the hour of an upload runs. Polar itself asks for a minute.
 */
const LONGEST_RETRY_AFTER_MS = 300_000

/** How long an answer asks to be left alone, in milliseconds, as far as that is heeded; null when it does not say. */
export function retryAfterOf(response: HttpResponse): number | null {
  const asked = askedRetryAfter(response)
  return asked === null ? null : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, asked))
}

function askedRetryAfter(response: HttpResponse): number | null {
  const value = response.headers['retry-after']
  if (value === undefined) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return seconds * 1000
  const until = Date.parse(value)
  const now = Date.parse(response.headers.date ?? '')
  return Number.isNaN(until) || Number.isNaN(now) ? null : until - now
}

function serverBusy(response: HttpResponse, message: string): UploadError {
  return new UploadError('server-busy', message, {
    retryAfterMs: retryAfterOf(response) ?? 0,
    status: response.status,
  })
}

/** Polar takes no more calls for so many milliseconds (429). */
export const tooManyRequests = (retryAfterMs: number): UploadError =>
  new UploadError('server-busy', 'Polar asks for a pause: too many requests.', { retryAfterMs, status: 429 })

/** Whoever answered with such a status is somebody else. */
export function notPolar(status: number, options: { readonly cause?: unknown } = {}): UploadError {
  return new UploadError(
    'not-polar',
    `What answers is not Polar (status ${status}). Please check the network for a sign-in page or a proxy, and the server’s address.`,
    options,
  )
}

function forbidden(response: HttpResponse, body: Record<string, unknown>): UploadError {
  // The scopes that would do stand only in this header.
  const scopes = textOf(/scope="([^"]*)"/.exec(response.headers['www-authenticate'] ?? '')?.[1])
  const lacking =
    scopes === null
      ? wordsOf(body).replace(/\.$/, '')
      : `it lacks the scope ${scopes.split(' ').join(' or ')}`
  // A user's token is refused for the user's role (polarsource/polar, server/polar/auth/permission.py), and no scope
  // helps. Polar says so only of a file that exists, so signing in cannot find out.
  const remedy =
    body.error === 'NotPermitted'
      ? 'Please sign in with the token of somebody whose role in the organization may manage products.'
      : 'Please sign in with one that has files:write.'
  return new UploadError('forbidden', `The access token may not do this: ${lacking}. ${remedy}`)
}

function jsonOf(response: HttpResponse): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(response.body)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The server's own words, whichever dialect: they win over ours where it refuses a file. Empty ones are none. */
const wordsOf = (body: Record<string, unknown>): string => reasonIn(body) ?? 'it gave no reason.'

function reasonIn({ detail, error_description: description, error }: Record<string, unknown>): string | null {
  const messages = Array.isArray(detail) ? detail.map((entry: { msg?: unknown } | null) => entry?.msg) : []
  const list = messages.map(textOf).filter((message) => message !== null)
  return textOf(detail) ?? textOf(description) ?? textOf(list.join('; ')) ?? textOf(error)
}

/** A text with something in it; null for anything else. */
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

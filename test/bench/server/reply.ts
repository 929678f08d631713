import type { RequestHead } from './request-reader.ts'

/** A request with its body, as far as that is kept: of a PUT there is only its size. */
export interface TakenRequest extends RequestHead {
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
}

/** What is answered. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** An answer in JSON. */
export const jsonReply = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'polar-version': '2026-10' },
  body: JSON.stringify(value),
})

/** An answer in XML. */
export const xmlReply = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
})

/** Whether the client wants the connection closed after it. */
export const isLast = ({ headers }: RequestHead): boolean => headers.connection?.toLowerCase() === 'close'

/** The reply as it goes over the wire; one to HEAD says what the body would be, and has none. */
export function wireForm(reply: Reply, request: RequestHead): Buffer {
  const body = Buffer.from(reply.body ?? '')
  const isHead = request.method === 'HEAD'
  const headers = {
    date: new Date().toUTCString(),
    ...(!isHead && { 'content-length': String(body.length) }),
    ...reply.headers,
    ...(request.headers.origin !== undefined && CORS),
    ...(isLast(request) && { connection: 'close' }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${reply.status} Bench\r\n${lines.join('')}\r\n`
  return isHead ? Buffer.from(head, 'latin1') : Buffer.concat([Buffer.from(head, 'latin1'), body])
}

/** Any page may send, and see the ETag: what Polar's bucket allows Polar's own page. */
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag, polar-version' }

/** What a browser is told that asks what it may send. */
export const preflightReply = (request: RequestHead): Reply => ({
  status: 200,
  headers: {
    'access-control-allow-methods': 'GET, POST, PUT',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '600',
  },
})

import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { faultProblem, type Fault } from './faults.ts'
import type { LocalPolar } from './local-polar-api.ts'
import type { RateLimit } from './rate-limit.ts'

type Body = Readonly<Record<string, unknown>>

/** Says to whoever called what is wrong with the call. */
class BadCall extends Error {
  override readonly name = 'BadCall'
}

const numberOrNull = (body: Body, name: string): number | null => {
  const value = body[name]
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value
  throw new BadCall(`${name} is a number or null.`)
}

const number = (body: Body, name: string): number => {
  const value = numberOrNull(body, name)
  if (value === null) throw new BadCall(`${name} is a number.`)
  return value
}

const string = (body: Body, name: string): string => {
  const value = body[name]
  if (typeof value === 'string') return value
  throw new BadCall(`${name} is a string.`)
}

const fault = (body: Body): Fault => {
  const problem = faultProblem(body)
  if (problem !== null) throw new BadCall(problem)
  return body as unknown as Fault
}

/** What can be asked of a running server over HTTP: `METHOD /control/NAME` with a JSON body, answered in JSON. */
const CALLS: Readonly<Record<string, (polar: LocalPolar, body: Body) => unknown>> = {
  'GET counts': (polar) => polar.counts(),
  'GET files': (polar) => polar.files(),
  'POST faults': (polar, body) => polar.addFault(fault(body)),
  'DELETE faults': (polar) => polar.clearFaults(),
  'PUT bandwidth': (polar, body) => polar.setBandwidth(numberOrNull(body, 'bytesPerSecond')),
  'PUT clock': (polar, body) => polar.setClockOffset(number(body, 'offsetMs')),
  'PUT url-lifetime': (polar, body) => polar.setUrlLifetime(number(body, 'seconds')),
  'PUT rate-limit': (polar, body) =>
    polar.setRateLimit(numberOrNull(body, 'requests') === null ? null : (body as unknown as RateLimit)),
  'PUT reachable': (polar, body) => polar.setReachable(body.reachable === true),
  'POST tokens': (polar, body) => ({ token: polar.createToken(body) }),
  'DELETE tokens': (polar, body) => polar.revokeToken(string(body, 'token')),
}

/** Serves `/control/…`: what a test in another process needs. Nothing here is struck by faults or counted. */
export function handleControl(
  localPolar: () => LocalPolar,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(localPolar(), request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy()
        return
      }
      const message = error instanceof Error ? error.message : String(error)
      sendJson(response, error instanceof BadCall ? 400 : 500, { message })
    })
  }
}

async function answer(polar: LocalPolar, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').replace(/^\/control\/?/, '')
  const [name = '', fileId = '', what = ''] = path.split('/')
  if (request.method === 'GET' && name === 'events') {
    streamEvents(polar, response)
    return
  }
  if (request.method === 'GET' && name === 'files' && what === 'checksum') {
    sendJson(response, 200, { sha256: await polar.checksum(fileId) })
    return
  }
  if (request.method === 'GET' && name === 'files' && what === 'bytes') {
    response.setHeader('content-type', 'application/octet-stream')
    await pipeline(polar.readFile(fileId), response)
    return
  }
  const call = CALLS[`${request.method ?? ''} ${path}`]
  if (!call) {
    sendJson(response, 404, { message: `Known calls: ${Object.keys(CALLS).join(', ')}.` })
    return
  }
  sendJson(response, 200, call(polar, await readJson(request)) ?? {})
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

async function readJson(request: IncomingMessage): Promise<Body> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string
  try {
    return JSON.parse(text || '{}') as Body
  } catch {
    throw new BadCall('The body is JSON.')
  }
}

/** One JSON object per line for every request event, until the caller hangs up. */
function streamEvents(polar: LocalPolar, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.flushHeaders()
  const stop = polar.onRequest((event) => void response.write(`${JSON.stringify(event)}\n`))
  response.on('close', stop)
}

import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import type { Agent as SecureAgent } from 'node:https'
import { UploadError } from '../app/upload-error.ts'
import type { Http, HttpRequest, HttpResponse } from '../app/ports.ts'
import { unlessAborted } from '../app/time-limit.ts'
import { AskingFirst } from './asking-first.ts'
import { plainAddress, systemAddresses } from './addresses.ts'
import { ADDRESS_LIMIT_MS, CONNECT_LIMIT_MS, limitConnecting } from './connect-limit.ts'
import {
  BrokenConnection,
  ConnectTimeout,
  connectionDropped,
  isUntrusted,
  noConnection,
} from './no-connection.ts'
import { network } from './network-modules.ts'
import { staleConnection, StaleConnections, watchForStaleness, type Travel } from './stale-connection.ts'
import { areSystemCertificatesTrusted, trustSystemCertificates } from './system-certificates.ts'
import { writeBody } from './write-body.ts'

/** The network of a host, to be closed with it. */
export interface NodeHttp extends Http {
  /** Closes the connections kept open for later. */
  close(): void
}

/** Proxies to go through, in the form programs take them from their environment. */
export type ProxyEnv = Readonly<Partial<Record<'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY', string>>>

/** How a host reaches the network. */
export interface NodeHttpOptions {
  /** The proxies for a URL, asked before each request because networks change. */
  readonly proxyEnvFor: (url: string) => Promise<ProxyEnv>
  /** The addresses this computer has now. */
  readonly ownAddresses?: () => ReadonlySet<string>
}

/** An answer longer than this is not one of Polar's or S3's; 10,000 presigned URLs are about 10 MB. */
const MOST_ANSWER_BYTES = 64 * 1024 ** 2

/** Creates the Http port over `node:http` and `node:https`, with connections kept alive between requests. */
export function createNodeHttp({ proxyEnvFor, ownAddresses = systemAddresses }: NodeHttpOptions): NodeHttp {
  // One pair of agents for each way out: a connection through one proxy is of no use for another.
  const ways = new Map<string, Agents>()
  // Two pieces a request, so that one is read while the other is sent; kept for the next request.
  const pieces: Uint8Array[] = []
  const inFlight: InFlight[] = []

  const asking = new AskingFirst()
  const stale = new StaleConnections()

  const agentsFor = (proxyEnv: ProxyEnv): Agents => {
    const way = JSON.stringify(proxyEnv)
    const agents = ways.get(way) ?? createAgents(proxyEnv)
    ways.set(way, agents)
    return agents
  }
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    // A script that finds proxies may itself wait for a network that is gone.
    const proxyEnv = await unlessAborted(proxyEnvFor(request.url), request.signal)
    const agents = agentsFor(proxyEnv)
    // Of several that begin together, each finds out for itself that more is to be trusted.
    const wereAllTrusted = areSystemCertificatesTrusted()
    try {
      return await asking.send(request, (asked) =>
        stale.send(asked, (one, travel) => exchange(one, agents, travel, pieces, inFlight)),
      )
    } catch (error) {
      if (!(error instanceof BrokenConnection)) throw error
      if (isUntrusted(error.cause) && !wereAllTrusted && trustSystemCertificates()) return send(request)
      throw noConnection(error.cause, {
        hasProxy: hasProxyFor(request.url, proxyEnv),
        isStale: error.isStale,
      })
    }
  }
  return {
    send,
    dropConnections(which) {
      for (const agents of ways.values()) dropIdle(agents)
      const alive = which === 'all' ? new Set<string>() : ownAddresses()
      const dead = inFlight.filter(({ outgoing }) => !alive.has(localAddressOf(outgoing)))
      for (const { fail } of dead) fail(connectionDropped())
      return dead.length
    },
    close() {
      for (const agents of ways.values()) both(agents).forEach((agent) => agent.destroy())
    },
  }
}

const hasProxyFor = (url: string, { HTTP_PROXY, HTTPS_PROXY }: ProxyEnv): boolean =>
  (url.startsWith('https:') ? HTTPS_PROXY : HTTP_PROXY) !== undefined

interface Agents {
  readonly 'http:': Agent
  readonly 'https:': SecureAgent
}

const both = (agents: Agents): readonly Agent[] => [agents['http:'], agents['https:']]

/**
 * Connections that are kept alive are also probed (Node has the system do it every second), so one whose other end
 * vanished while an answer is waited for is noticed after 11 s.
 */
function createAgents(proxyEnv: ProxyEnv): Agents {
  const options = {
    keepAlive: true,
    proxyEnv: { ...proxyEnv },
    autoSelectFamilyAttemptTimeout: ADDRESS_LIMIT_MS,
  }
  const { http, https } = network()
  return { 'http:': new http.Agent(options), 'https:': new https.Agent(options) }
}

/** A request whose answer has not arrived whole. */
interface InFlight {
  readonly outgoing: ClientRequest
  readonly fail: (error: UploadError) => void
}

/** The address it was sent from; none while it is not connected. */
const localAddressOf = ({ socket }: ClientRequest): string => plainAddress(socket?.localAddress ?? '')

function exchange(
  request: HttpRequest,
  agents: Agents,
  travel: Travel,
  pieces: Uint8Array[],
  inFlight: InFlight[],
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { signal } = request
    // At this moment there is no kept connection left to take.
    if (travel.isOnNew) dropIdle(agents)
    const outgoing = begin(request, agents)
    let isAnswering = false
    const isStale = watchForStaleness(outgoing)
    // What the abort, the body or the connection ended with; the first one tells why.
    const fail = (error: unknown): void => {
      const why = (signal.aborted ? signal.reason : error) as Error
      outgoing.destroy()
      // What broke one connection, or let it fall silent, has often broken those that idle, too.
      if (!signal.aborted || why instanceof UploadError) dropIdle(agents)
      reject(why)
    }
    const mine: InFlight = { outgoing, fail }
    inFlight.push(mine)
    // Once there is an answer, it counts; nothing that becomes of the body does.
    const failUnlessAnswered = (error: unknown): void => {
      if (isAnswering) return
      fail(error instanceof BrokenConnection && isStale(error) ? staleConnection(error) : error)
    }
    const abort = (): void => fail(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    outgoing.on('close', () => {
      inFlight.splice(inFlight.indexOf(mine), 1)
      signal.removeEventListener('abort', abort)
    })
    outgoing.on('error', (error) => failUnlessAnswered(new BrokenConnection(error)))
    limitConnecting(outgoing, () => fail(new BrokenConnection(new ConnectTimeout())))
    outgoing.on('response', (incoming) => {
      isAnswering = true
      readAnswer(incoming).then((answer) => {
        if (outgoing.reusedSocket) travel.onKeptAnswer()
        resolve(answer)
        // S3 may answer before it has the whole body; what is left of it is of no use then.
        if (!outgoing.writableFinished) outgoing.destroy()
      }, fail)
    })
    writeBody(outgoing, request, pieces).catch(failUnlessAnswered)
  })
}

function dropIdle(agents: Agents): void {
  for (const agent of both(agents)) {
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
      socket.destroy()
  }
}

function begin({ method, url, headers, body }: HttpRequest, agents: Agents): ClientRequest {
  const { protocol, hostname, port } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`Cannot send over ${protocol}`)
  const sizeBytes = typeof body === 'string' ? Buffer.byteLength(body) : body?.sizeBytes
  const length = sizeBytes === undefined ? {} : { 'Content-Length': String(sizeBytes) }
  return network()[protocol === 'https:' ? 'https' : 'http'].request({
    method,
    protocol,
    // An IPv6 address stands in brackets in a URL only.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: pathOf(url),
    headers: { ...headers, ...length },
    agent: agents[protocol],
    // Beyond this Node closes a tunnel that a proxy neither gives nor refuses; nothing else would.
    timeout: CONNECT_LIMIT_MS,
  })
}

/** Path and query, verbatim: re-encoding a presigned URL breaks its signature. */
function pathOf(url: string): string {
  const path = url.replace(/^[^:]*:\/\/[^/?#]*/, '').replace(/#.*$/, '')
  return path.startsWith('/') ? path : `/${path}`
}

async function readAnswer(incoming: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > MOST_ANSWER_BYTES) throw tooLong()
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof UploadError ? error : new BrokenConnection(error)
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

const tooLong = (): UploadError =>
  new UploadError(
    'not-polar',
    'What answers is not Polar: it answers with more than Polar ever says. Please check the network for a proxy, and the server’s address.',
  )

import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { UploadError } from '../app/upload-error.ts'
import type { Http, HttpRequest, HttpResponse } from '../app/ports.ts'
import { plainAddress, systemAddresses } from './addresses.ts'
import { connectionDropped, noConnection } from './no-connection.ts'
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
  const inFlight = new Set<InFlight>()

  const agentsFor = async (url: string): Promise<Agents> => {
    const proxyEnv = await proxyEnvFor(url)
    const way = JSON.stringify(proxyEnv)
    const agents = ways.get(way) ?? createAgents(proxyEnv)
    ways.set(way, agents)
    return agents
  }
  return {
    async send(request) {
      const agents = await agentsFor(request.url)
      request.signal.throwIfAborted()
      return exchange(request, agents, pieces, inFlight)
    },
    dropConnections(which) {
      for (const agents of ways.values()) dropIdle(agents)
      const alive = which === 'all' ? new Set<string>() : ownAddresses()
      const dead = [...inFlight].filter(({ outgoing }) => !alive.has(localAddressOf(outgoing)))
      for (const { fail } of dead) fail(connectionDropped())
      return dead.length
    },
    close() {
      for (const agents of ways.values()) {
        agents['http:'].destroy()
        agents['https:'].destroy()
      }
    },
  }
}

interface Agents {
  readonly 'http:': http.Agent
  readonly 'https:': https.Agent
}

function createAgents(proxyEnv: ProxyEnv): Agents {
  const options = { keepAlive: true, proxyEnv: { ...proxyEnv } }
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
  pieces: Uint8Array[],
  inFlight: Set<InFlight>,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { signal } = request
    const outgoing = begin(request, agents)
    let isAnswering = false
    // What the abort, the body or the connection ended with; the first one tells why.
    const fail = (error: unknown): void => {
      const why = (signal.aborted ? signal.reason : error) as Error
      outgoing.destroy()
      // What broke one connection, or let it fall silent, has often broken those that idle, too.
      if (!signal.aborted || why instanceof UploadError) dropIdle(agents)
      reject(why)
    }
    const mine: InFlight = { outgoing, fail }
    inFlight.add(mine)
    // Once there is an answer, it counts; nothing that becomes of the body does.
    const failUnlessAnswered = (error: unknown): void => {
      if (!isAnswering) fail(error)
    }
    const abort = (): void => fail(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    outgoing.on('close', () => {
      inFlight.delete(mine)
      signal.removeEventListener('abort', abort)
    })
    outgoing.on('error', (error) => failUnlessAnswered(noConnection(error)))
    outgoing.on('socket', hearOut)
    outgoing.on('response', (incoming) => {
      isAnswering = true
      readAnswer(incoming).then((answer) => {
        resolve(answer)
        // S3 may answer before it has the whole body; what is left of it is of no use then.
        if (!outgoing.writableFinished) outgoing.destroy()
      }, fail)
    })
    writeBody(outgoing, request, pieces).catch(failUnlessAnswered)
  })
}

const heardOut = new WeakSet<Socket>()

/**
 * Whoever answers early may close at once, and writing the rest of the body then fails. The stream would be given up
 * for that, with the answer that has arrived still unread; so it does not hear of it before it is closed, which the
 * reading side sees to.
 */
function hearOut(socket: Socket): void {
  if (heardOut.has(socket)) return
  heardOut.add(socket)
  const write = socket._write.bind(socket)
  const writev = socket._writev?.bind(socket)
  const hold =
    (tell: (error?: Error | null) => void) =>
    (error?: Error | null): void => {
      if (error && !socket.destroyed) socket.once('close', () => tell(error))
      else tell(error)
    }
  socket._write = (chunk, encoding, tell) => write(chunk, encoding, hold(tell))
  if (writev !== undefined) socket._writev = (chunks, tell) => writev(chunks, hold(tell))
}

function dropIdle(agents: Agents): void {
  for (const agent of [agents['http:'], agents['https:']]) {
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
      socket.destroy()
  }
}

function begin({ method, url, headers, body }: HttpRequest, agents: Agents): ClientRequest {
  const { protocol, hostname, port } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`Cannot send over ${protocol}`)
  const sizeBytes = typeof body === 'string' ? Buffer.byteLength(body) : body?.sizeBytes
  const length = sizeBytes === undefined ? {} : { 'Content-Length': String(sizeBytes) }
  return (protocol === 'https:' ? https : http).request({
    method,
    protocol,
    // An IPv6 address stands in brackets in a URL only.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: pathOf(url),
    headers: { ...headers, ...length },
    agent: agents[protocol],
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
    throw error instanceof UploadError ? error : noConnection(error)
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

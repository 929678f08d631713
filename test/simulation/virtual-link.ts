import type { Http, HttpRequest, HttpResponse, StreamedBody } from '../../app/ports.ts'
import { UploadError } from '../../app/upload-error.ts'
import type { LifePlan, RequestFault } from './life-plan.ts'
import type { VirtualTime } from './virtual-clock.ts'
import type { Content, VirtualDisk } from './virtual-disk.ts'
import type { Operation, PutHead, VirtualPolar } from './virtual-polar.ts'
import type { VirtualServers } from './virtual-servers.ts'

/** How the network is out of order. */
export type Outage = 'refused' | 'silent' | 'sign-in-page'

/** A request of the app. */
export interface WatchedRequest {
  readonly operation: Operation
  readonly url: string
  /** The server it goes to, by its place. */
  readonly server: number
  /** Null when it goes to the API. */
  readonly head: PutHead | null
  /** Empty when it has none. */
  readonly token: string
}

/** Whoever wants to know what crosses the network. */
export interface LinkWatch {
  requestStarted(request: WatchedRequest): void
  /** The request is over for the process: answered, failed, or ended by the app itself. */
  requestEnded(request: WatchedRequest, outcome: HttpResponse | 'failed' | 'ended'): void
  trace(what: string): void
}

/** A process that uses the network. */
export interface LinkUser {
  readonly watch: LinkWatch
  isAlive(): boolean
  /** Something is about to happen to the process, which may not live to see it. */
  occasion(): void
}

/** What the network is made of. */
export interface LinkParts {
  readonly time: VirtualTime
  readonly servers: VirtualServers
  readonly disk: VirtualDisk
  readonly traits: LifePlan['link']
  /** The fault for the next request of that kind, which is made with that token; null for none. */
  readonly faultFor: (operation: Operation, token: string) => RequestFault | null
}

/** The way from the computer to the servers. */
export interface VirtualLink {
  openFor(user: LinkUser): Http
  /** Puts the network out of order; null mends it. */
  outage(how: Outage | null): void
  /** Puts one server out of reach, by its place, or back. */
  serverDown(server: number, isDown: boolean): void
  /** Whether the way to any server, or to that one, is out of order. */
  isOut(server?: number): boolean
  /** Cuts every connection: the computer goes to sleep. */
  cutAll(): void
  /** Leaves every connection dead, and nobody is told: the computer is in another network now. */
  strandAll(): void
  /** So much faster than planned. */
  speedUp(factor: number): void
  inFlight(): number
}

// Nothing is ever written into it: what is read is told by the place it would be read to.
const BUFFER_SLOTS = 65_536
const buffer = new ArrayBuffer(16 * 1024 ** 2 + BUFFER_SLOTS)

const SLOW_MS = 40_000
/** However slow the link, bytes leave that often. */
const TELL_EVERY_MS = 10_000
const REFUSED_MS = 5
/** S3 ends a request that is silent for that long. */
const SILENCE_MS = 20_000

const noConnection = (words: string): UploadError =>
  new UploadError('network', `No connection: ${words}. Trying again soon.`)

/** Creates a network in order. */
export function createVirtualLink(parts: LinkParts): VirtualLink {
  const { time } = parts
  const exchanges = new Set<Exchange>()
  const waiting: (() => void)[] = []
  const down = new Set<number>()
  let outage: Outage | null = null
  let speed = 1
  let slot = 0

  const ways: Ways = {
    ...parts,
    outageTo: (server) => (down.has(server) ? 'refused' : outage),
    transferMs: (bytes) => (bytes * Math.max(1, exchanges.size)) / (parts.traits.bytesPerMs * speed),
    after(delayMs, act) {
      time.after(delayMs, () => {
        if (outage === 'silent') waiting.push(act)
        else act()
      })
    },
    nextSlot: () => (slot = (slot + 1) % BUFFER_SLOTS),
  }
  return {
    openFor: (user) => ({
      dropConnections(which) {
        const dead = [...exchanges].filter((exchange) => which === 'all' || exchange.isStranded())
        for (const exchange of dead) exchange.cut()
        return dead.length
      },
      send(request) {
        if (!user.isAlive()) return new Promise(() => undefined)
        user.occasion()
        return new Promise((resolve, reject) => {
          if (!user.isAlive()) return
          const exchange = createExchange(ways, user, request, {
            resolve,
            reject,
            over: () => void exchanges.delete(exchange),
          })
          exchanges.add(exchange)
          exchange.begin()
        })
      },
    }),
    outage(how) {
      outage = how
      if (how === 'refused' || how === 'sign-in-page') {
        for (const exchange of [...exchanges]) exchange.cut()
      }
      if (how !== 'silent') for (const act of waiting.splice(0)) act()
    },
    serverDown(server, isDown) {
      if (!isDown) {
        down.delete(server)
        return
      }
      down.add(server)
      for (const exchange of [...exchanges]) if (exchange.server === server) exchange.cut()
    },
    isOut: (server) => outage !== null || (server === undefined ? down.size > 0 : down.has(server)),
    cutAll() {
      for (const exchange of [...exchanges]) exchange.cut()
    },
    strandAll() {
      for (const exchange of exchanges) exchange.strand()
    },
    speedUp: (factor) => void (speed = factor),
    inFlight: () => exchanges.size,
  }
}

interface Ways extends LinkParts {
  readonly outageTo: (server: number) => Outage | null
  readonly transferMs: (bytes: number) => number
  /** Does something in that many milliseconds; as long as the network is silent, nothing arrives. */
  after(delayMs: number, act: () => void): void
  readonly nextSlot: () => number
}

interface Exchange {
  readonly server: number
  begin(): void
  /** Breaks the connection. What has arrived at the server has arrived. */
  cut(): void
  /** The same, but nobody hears of it. */
  strand(): void
  isStranded(): boolean
}

interface Ends {
  readonly resolve: (response: HttpResponse) => void
  readonly reject: (error: Error) => void
  readonly over: () => void
}

function createExchange(ways: Ways, user: LinkUser, request: HttpRequest, ends: Ends): Exchange {
  const { servers, disk, traits } = ways
  const { method, url, body, signal, onSent } = request
  const server = servers.placeOf(url)
  const polar = servers.at(server)
  const { watch } = user
  const operation = polar.operationOf(method, url)
  const head = operation === 'put' ? polar.headOf(url) : null
  const name = head === null ? operation : `put ${head.multipart.id}/${head.partNumber}`
  const token = (request.headers.authorization ?? '').replace('Bearer ', '')
  const watched: WatchedRequest = { operation, url, server, head, token }
  const fault = ways.faultFor(operation, token)
  const content: Content[] = []
  let isOver = false
  let isStranded = false
  /** Something happens on the way, after so long; never once the connection is dead. */
  const later = (delayMs: number, act: () => void): void =>
    ways.after(delayMs, () => {
      if (!isStranded) act()
    })

  const end = (outcome: string, response: HttpResponse | null, settle: () => void): void => {
    if (isOver) return
    isOver = true
    signal.removeEventListener('abort', onAbort)
    ends.over()
    if (!user.isAlive()) return
    // A process that dies on this very moment never hears of the answer.
    user.occasion()
    if (!user.isAlive()) return
    watch.trace(`${name} ${outcome}`)
    watch.requestEnded(watched, response ?? 'failed')
    settle()
  }
  const fail = (error: Error): void => end(`fails: ${error.message}`, null, () => ends.reject(error))
  const onAbort = (): void => {
    if (isOver) return
    isOver = true
    ends.over()
    watch.trace(`${name} is ended by the app`)
    watch.requestEnded(watched, 'ended')
    ends.reject(signal.reason as Error)
  }
  const reply = (response: HttpResponse): void =>
    later(traits.latencyMs, () => end(`answered ${response.status}`, response, () => ends.resolve(response)))
  const isRunning = (): boolean => !isOver && user.isAlive()

  /** The request has arrived whole: what the server does with it does not depend on who still listens. */
  const arrive = (act: () => HttpResponse): void => {
    const instead = fault === null ? null : answerInstead(polar, fault, operation)
    if (instead !== null) {
      reply(instead)
      return
    }
    const response = act()
    if (fault === 'twice') act()
    watch.trace(`${name} at the server: ${response.status}`)
    if (fault === 'reply-lost') {
      later(traits.latencyMs, () => fail(noConnection('it was cut')))
      return
    }
    if (fault === 'reply-swallowed') return
    if (fault === 'error-after') {
      reply(serverError(polar, operation))
      return
    }
    reply(response)
  }
  /** Sends so many bytes in that time, telling of them now and then. */
  const trickle = (bytes: number, ms: number, then: () => void): void => {
    const nowMs = Math.min(ms, TELL_EVERY_MS)
    const nowBytes = ms <= TELL_EVERY_MS ? bytes : Math.floor((bytes * nowMs) / ms)
    later(nowMs, () => {
      if (!isRunning()) return
      onSent?.(nowBytes)
      if (ms <= TELL_EVERY_MS) then()
      else trickle(bytes - nowBytes, ms - nowMs, then)
    })
  }
  const sendPiece = (streamed: StreamedBody, position: number): void => {
    if (!isRunning()) return
    if (position >= streamed.sizeBytes) {
      later(traits.latencyMs, () => arrive(() => polar.store(headOf(), content, fault === 'damaged')))
      return
    }
    if (fault === 'cut' && position > 0) {
      fail(noConnection('it was cut'))
      return
    }
    if (fault === 'stall') {
      const timeout = answerInstead(polar, 'request-timeout', 'put')
      later(SILENCE_MS, () => timeout !== null && reply(timeout))
      return
    }
    const target = new Uint8Array(buffer, ways.nextSlot(), traits.pieceBytes)
    streamed.read(target, position).then((bytes) => {
      if (!isRunning()) return
      content.push(disk.contentAt(target.byteOffset))
      trickle(bytes, ways.transferMs(bytes), () => sendPiece(streamed, position + bytes))
    }, fail)
  }
  const headOf = (): PutHead => {
    if (head === null) throw new Error('No part is sent')
    return head
  }
  const arriveHead = (streamed: StreamedBody): void => {
    if (isOver) return
    const refusal = polar.refusal(headOf())
    if (refusal !== null) reply(refusal)
    else sendPiece(streamed, 0)
  }
  const callApi = (text: string): void => {
    const cutEarly = fault === 'cut'
    if (cutEarly) {
      fail(noConnection('it was cut'))
      return
    }
    const answer = (): void => arrive(() => polar.answer(operation, url, token, text))
    const takesMs = polar.takesMs(operation, text)
    // The server goes on with it whatever the network does meanwhile.
    if (takesMs === 0) answer()
    else ways.time.after(takesMs, answer)
  }

  return {
    server,
    begin() {
      watch.trace(`${name} begins${fault === null ? '' : ` [${fault}]`}`)
      watch.requestStarted(watched)
      if (signal.aborted) {
        onAbort()
        return
      }
      signal.addEventListener('abort', onAbort, { once: true })
      const outage = ways.outageTo(server)
      if (outage === 'refused' || fault === 'refused') {
        ways.time.after(REFUSED_MS, () => fail(noConnection('the server does not answer')))
        return
      }
      if (outage === 'sign-in-page') {
        later(traits.latencyMs, () => reply(signInPage()))
        return
      }
      if (fault === 'unheard') return
      const delayMs = traits.latencyMs + (fault === 'slow' ? SLOW_MS : 0)
      if (typeof body === 'object') later(delayMs, () => arriveHead(body))
      else later(delayMs, () => callApi(body ?? ''))
    },
    cut: () => fail(noConnection('it was cut')),
    strand: () => void (isStranded = true),
    isStranded: () => isStranded,
  }
}

const STAY_AWAY = { 'retry-after': '45' }

/** A hotel's page; its clock is years off. */
const signInPage = (): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'text/html', date: 'Mon, 01 Jan 2035 00:00:00 GMT' },
  body: '<html><body>Welcome! Please sign in.</body></html>',
})

const serverError = (polar: VirtualPolar, operation: Operation): HttpResponse =>
  operation === 'put'
    ? polar.s3Error(500, 'InternalError', 'We encountered an internal error.')
    : polar.reply(operation, 500, 'Internal Server Error')

/** The answer that takes the place of the server's own, and of what it would do; null when it does as asked. */
function answerInstead(polar: VirtualPolar, fault: RequestFault, operation: Operation): HttpResponse | null {
  const xml = (status: number, code: string, headers = {}): HttpResponse =>
    polar.s3Error(status, code, 'Simulated.', headers)
  const reply = (status: number, body: string, headers = {}): HttpResponse =>
    polar.reply(operation, status, body, headers)
  switch (fault) {
    case 'error-500':
      return serverError(polar, operation)
    case 'slow-down':
      return xml(503, 'SlowDown')
    case 'too-many':
      return reply(429, '')
    case 'slow-down-for':
      return xml(503, 'SlowDown', STAY_AWAY)
    case 'too-many-for':
      return reply(429, '', STAY_AWAY)
    case 'redirect':
      return reply(307, '')
    case 'html-page':
      return signInPage()
    case 'gateway-page':
      return reply(502, '<html><body>Bad gateway</body></html>')
    case 'error-in-200':
      return operation === 'put' ? xml(200, 'InternalError') : reply(200, '{"error":"InternalError"}')
    case 'request-timeout':
      return xml(400, 'RequestTimeout')
    case 'bad-signature':
      return xml(403, 'SignatureDoesNotMatch')
    case 'unauthorized':
      return reply(401, '{"error":"invalid_token","error_description":"Not valid."}')
    case 'forbidden':
      return reply(403, '{"error":"insufficient_scope","error_description":"Not allowed."}')
    case 'unprocessable':
      return reply(422, '{"error":"RequestValidationError","detail":[{"msg":"Not like this"}]}')
    case 'refused':
    case 'unheard':
    case 'cut':
    case 'stall':
    case 'reply-lost':
    case 'reply-swallowed':
    case 'error-after':
    case 'twice':
    case 'slow':
    case 'damaged':
      return null
  }
}

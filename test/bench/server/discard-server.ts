import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Certificate } from '../../support/certificates.ts'
import { dashboardReply } from './dashboard-files.ts'
import { createPolarReplies } from './polar-replies.ts'
import { readInto } from './reading-socket.ts'
import { isLast, jsonReply, preflightReply, wireForm, type Reply, type TakenRequest } from './reply.ts'
import { createRequestReader, type RequestHead } from './request-reader.ts'
import { createS3Replies } from './s3-replies.ts'
import { createTrafficCounter, type BodyCount } from './traffic.ts'

/**
 * Starts what takes all uploads in and keeps none, on 127.0.0.1: Polar's API under `/v1/`, Polar's dashboard under
 * `/dashboard/`, its own counts under `/traffic`, and S3 for anything else. Gives its origin. It ends with its process.
 */
export async function startDiscardServer(certificate: Certificate | null): Promise<string> {
  let origin = ''
  const counter = createTrafficCounter(() => performance.timeOrigin + performance.now())
  const polar = createPolarReplies(() => origin)
  const s3 = createS3Replies()

  const replyTo = (request: TakenRequest): Reply => {
    const { method, path, query } = request
    if (path === '/traffic') {
      const traffic = counter.snapshot()
      if (query.has('reset')) counter.reset()
      return jsonReply(traffic)
    }
    if (method === 'OPTIONS') return preflightReply(request)
    if (path.startsWith('/dashboard/')) return dashboardReply(path)
    return path.startsWith('/v1/') ? polar.reply(request) : s3.reply(request)
  }

  /** Serves a connection; gives what to hand its bytes to. */
  const serve = (socket: Socket): ((bytes: Buffer) => void) => {
    let request: RequestHead | null = null
    let body: BodyCount | null = null
    let kept: Buffer[] = []
    const read = createRequestReader({
      onHead(head) {
        request = head
        kept = []
        if (head.method === 'PUT') body = counter.body(head.target, head.bodyBytes)
        if (head.headers.expect !== undefined) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
      },
      onBody(bytes) {
        if (body === null) kept.push(Buffer.from(bytes))
        else body.received(bytes.length)
      },
      onEnd() {
        if (request === null) return
        body?.ended()
        body = null
        const [path = '', query = ''] = request.target.split('?')
        const taken = {
          ...request,
          path,
          query: new URLSearchParams(query),
          body: String(Buffer.concat(kept)),
        }
        if (path !== '/traffic') counter.request()
        socket.write(wireForm(replyTo(taken), request))
        if (isLast(request)) socket.end()
      },
    })
    socket.on('close', () => body?.ended())
    return (bytes) => {
      counter.bytes(bytes.length)
      try {
        read(bytes)
      } catch (error) {
        process.stderr.write(`${String(error)}\n`)
        socket.destroy()
      }
    }
  }

  const server =
    certificate === null
      ? createServer({ pauseOnConnect: true, noDelay: true }, (accepted) => {
          counter.connection()
          let hear: (bytes: Buffer) => void = () => undefined
          const socket = readInto(accepted, (bytes) => hear(bytes))
          socket.on('error', () => undefined)
          hear = serve(socket)
          socket.resume()
        })
      : createTlsServer({ cert: certificate.certificate, key: certificate.key }, (socket) => {
          counter.connection()
          socket.on('error', () => undefined)
          socket.on('data', serve(socket))
        })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  origin = `${certificate === null ? 'http' : 'https'}://127.0.0.1:${port}`
  return origin
}

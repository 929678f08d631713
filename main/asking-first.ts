import type { ClientRequest } from 'node:http'
import type { HttpRequest, HttpResponse } from '../app/ports.ts'
import { BrokenConnection } from './no-connection.ts'

/** Sends a request over a connection. Throws `BrokenConnection` when there is no answer. */
export type Exchange = (request: HttpRequest) => Promise<HttpResponse>

const QUESTION = { Expect: '100-continue' } as const

/** How a server says that it does not understand the question: 417 Expectation Failed. */
const NOT_UNDERSTOOD = 417

/** How long a server that was asked is waited for: a long round trip on a link that is full of uploads. */
const ANSWER_WITHIN_MS = 3_000

/**
 * Sends requests, asking servers that refused a body before the next one is sent to them (`Expect: 100-continue`,
 * https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1).
 *
 * Whoever refuses a part says so early and may close at once. That answer is often lost, because systems drop what
 * has arrived when the rest of the body meets a closed connection: then it looks like a broken connection. Asked
 * first, a server refuses before there is a body to meet, and the refusal costs no upload. S3 understands the
 * question, but it takes a round trip, which would slow down every part on a good link. So only a server that has
 * refused a body, or that broke off amid one, is asked, until it takes one again.
 */
export class AskingFirst {
  readonly #wary = new Set<string>()
  readonly #deaf = new Set<string>()

  async send(request: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
    if (typeof request.body !== 'object') return exchange(request)
    const { origin } = new URL(request.url)
    const asks = this.#wary.has(origin) && !this.#deaf.has(origin)
    const answer = await this.#exchange(asks ? asking(request) : request, exchange, origin)
    if (!asks || answer.status !== NOT_UNDERSTOOD) return answer
    this.#deaf.add(origin)
    return this.#exchange(request, exchange, origin)
  }

  async #exchange(request: HttpRequest, exchange: Exchange, origin: string): Promise<HttpResponse> {
    try {
      const answer = await exchange(request)
      if (answer.status < 300) this.#wary.delete(origin)
      else this.#wary.add(origin)
      return answer
    } catch (error) {
      if (error instanceof BrokenConnection) this.#wary.add(origin)
      throw error
    }
  }
}

const asking = (request: HttpRequest): HttpRequest => ({
  ...request,
  headers: { ...request.headers, ...QUESTION },
})

/**
 * Waits for the word to send the body, if the request asks for it. False when there is none, because the server has
 * answered or the connection is gone. Who says nothing at all does not know the question, and waits for the body.
 */
export function mayGoOn(outgoing: ClientRequest): Promise<boolean> {
  if (!outgoing.hasHeader('Expect')) return Promise.resolve(true)
  return new Promise((resolve) => {
    const settle = (word: boolean): void => {
      clearTimeout(timer)
      resolve(word)
    }
    const timer = setTimeout(() => settle(true), ANSWER_WITHIN_MS)
    outgoing.once('continue', () => settle(true))
    outgoing.once('response', () => settle(false))
    outgoing.once('close', () => settle(false))
  })
}

import type { Readable } from 'node:stream'

/** What the server replies. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | StreamedReply
  /** The connection is closed right after it, and no header says so. */
  readonly hangsUp?: true
}

/** A reply too large for memory. */
export interface StreamedReply {
  readonly sizeBytes: number
  readonly stream: Readable
}

/** Ends the handling of a request with an answer: the normal way to refuse something. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`Refused with ${answer.status}`)
    this.answer = answer
  }
}

/** Ends the handling of a request without an answer: the connection is gone. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

/** An answer in JSON. */
export const jsonAnswer = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

import type { FailureCode, UploadFailure } from './contract/upload-failure.ts'

interface Options {
  readonly cause?: unknown
  /** How long the server asked us to stay away. */
  readonly retryAfterMs?: number
  /** The HTTP status it came with. */
  readonly status?: number
  /** Whether it does not pass by itself: somebody has to change something. */
  readonly isLasting?: boolean
  /** Whether the server had closed a kept connection, which says nothing about the network. */
  readonly isStale?: boolean
}

/**
 * A failure on its way up: thrown by the adapter that knows what happened, turned into plain data by the engine.
 * `message` is a sentence for the user that says what is wrong and what to do. Anything else thrown is a bug.
 */
export class UploadError extends Error {
  override readonly name = 'UploadError'
  readonly code: FailureCode
  readonly retryAfterMs: number | undefined
  readonly status: number | undefined
  readonly isLasting: boolean
  readonly isStale: boolean

  constructor(code: FailureCode, message: string, options: Options = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryAfterMs = options.retryAfterMs
    this.status = options.status
    this.isLasting = options.isLasting ?? false
    this.isStale = options.isStale ?? false
  }

  /** The same as plain data, to store and to show. */
  get failure(): UploadFailure {
    return { code: this.code, message: this.message }
  }
}

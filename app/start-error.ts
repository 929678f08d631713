/** Why the app cannot start on this data folder. */
export type StartErrorCode = 'owned' | 'newer-version' | 'older-version' | 'damaged' | 'not-writable' | 'full'

/** The app cannot start. Nothing has been changed; the message is a sentence for the user that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly code: StartErrorCode

  constructor(code: StartErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

/** Where access tokens live: the operating system's keychain. Tokens are named by account. */
export interface Keychain {
  /** The token, or null when there is none. Throws `KeychainError` when the keychain is absent or locked. */
  read(account: string): Promise<string | null>
  /** Throws `KeychainError`. */
  write(account: string, token: string): Promise<void>
  /** Forgets the token; no error when there is none. Throws `KeychainError`. */
  remove(account: string): Promise<void>
}

/** The keychain is absent, locked or refuses; the message says what to do on this system. */
export class KeychainError extends Error {
  override readonly name = 'KeychainError'
}

/** A body that is read as it is sent, so that no part is ever in memory whole. */
export interface StreamedBody {
  readonly sizeBytes: number
  /** Fills `target` from `position`, counted from the start of the body; gives the bytes read, at least 1. */
  read(target: Uint8Array, position: number): Promise<number>
}

/** One HTTP request. The URL and the headers are sent verbatim: presigned URLs break when they are re-encoded. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | StreamedBody
  /** Ends the request at once, closing its connection. With an `UploadError` as its reason: nobody answered in time. */
  readonly signal: AbortSignal
  /**
   * Called as bytes of the body leave, with 0 for those that leave a second time; the sum of all calls never exceeds
   * the body's size.
   */
  readonly onSent?: (bytes: number) => void
  /**
   * Whether the server may get it twice without harm. Then, if a kept connection turns out to be closed before the
   * first byte of an answer, it is sent once more at once, over a new one.
   */
  readonly mayRepeat?: boolean
}

/** An answer, whatever its status. Header names are in lower case. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The network. Throws `UploadError('network')` when there is no answer; reads one even when it comes early. */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>
  /**
   * Closes the connections that idle, and ends requests in flight with `UploadError('network')`: all of them, or those
   * `stranded` on an address this computer no longer has. Gives how many it has ended.
   */
  dropConnections(which: 'all' | 'stranded'): number
}

/** The certificate a server, or whoever answers in its place, has shown. */
export interface ShownCertificate {
  /** The name of the root that signed it. */
  readonly signedBy: string
  /** `everybody`: browsers anywhere would take it; `this-computer`: only a root that was added here vouches for it. */
  readonly trustedBy: 'everybody' | 'this-computer' | 'nobody'
  /** Why nobody trusts it: a sentence that says what to do. Null otherwise. */
  readonly problem: string | null
}

/** How what is sent to a server gets there. */
export interface Way {
  /** The proxy it goes through, without the name and the password for it; null without one. */
  readonly proxy: string | null
  /** Null when nothing is encrypted, which is for servers on this computer only. */
  readonly certificate: ShownCertificate | null
}

/** Looks at the ways to servers. */
export interface Ways {
  /** Connects, sends nothing, and hangs up. Throws `UploadError('network')` when there is no connection. */
  look(url: string, signal: AbortSignal): Promise<Way>
}

/** What befalls this computer that connections do not survive. A host may tell late, twice, or not at all. */
export interface ComputerEvents {
  /** It is awake, after that many milliseconds of sleep; null when nobody knows. Returns how to stop hearing of it. */
  onWake(hear: (sleptMs: number | null) => void): () => void
  /** Its network is another one, is back, or is gone. Returns how to stop hearing of it. */
  onNetworkChange(hear: () => void): () => void
}

/** Time. Everything that waits or measures goes through it, so that a test can turn the hands. */
export interface Clock {
  /** The wall clock, epoch milliseconds: may jump. */
  now(): number
  /** Milliseconds since some moment: never jumps, never goes back. May stand still while this computer sleeps. */
  monotonic(): number
  /** The same, but it goes on in a sleep, and is only good to some hundredths of a second. */
  uptime(): number
  /** Calls back once, when at least so many milliseconds have passed by `monotonic`; returns how to call it off. */
  after(delayMs: number, callback: () => void): () => void
}

/** Chance. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  uuid(): string
}

/** What happened, for support. Never handed a token, a presigned URL or file contents. */
export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  error(message: string, error: unknown): void
}

/** Everything the app needs of its host. */
export interface Host {
  /** An existing folder, or one that can be made; the app owns what is in it. */
  readonly dataFolder: string
  /** The compiled hash worker: `app/source/hash-worker.ts`. */
  readonly hashWorker: URL
  readonly keychain: Keychain
  readonly http: Http
  readonly computer: ComputerEvents
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

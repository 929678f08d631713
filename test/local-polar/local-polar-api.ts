import type { Readable } from 'node:stream'
import type { Timers } from './clock.ts'
import type { Counts } from './counters.ts'
import type { Fault } from './faults.ts'
import type { FileRecord } from './file-records.ts'
import type { Organization } from './organization.ts'
import type { RateLimit } from './rate-limit.ts'
import type { RequestListener } from './request-events.ts'
import type { SecondCompletion } from './s3-completion.ts'
import type { TokenOptions } from './tokens.ts'

/** How the local Polar is to behave; everything but the folder has a default. */
export interface LocalPolarOptions {
  /** Where it keeps everything. A server started on the folder of an earlier one goes on where that one stopped. */
  readonly dataFolder: string
  /** The name of its organization; `Local Studio` when left out. */
  readonly organizationName?: string
  /** Any free one when left out. */
  readonly port?: number
  /** Decides the faults that have a probability, and the order of lists. */
  readonly seed?: number
  /** The server's clock in epoch milliseconds; the machine's when left out. */
  readonly now?: () => number
  readonly timers?: Timers
  /** How long presigned URLs live; 3600 when left out, as at Polar. */
  readonly urlLifetimeSeconds?: number
  /** How long S3 waits for the next byte of a body; 20,000 when left out. */
  readonly silenceTimeoutMs?: number
  /** None when left out, as where Polar is developed; `RATE_LIMITS` has those of its environments. */
  readonly rateLimit?: RateLimit
  /** `no-such-upload` when left out. AWS has been seen to repeat itself instead: `succeeds`. */
  readonly secondCompletion?: SecondCompletion
  /**
   * How long it takes to sign a part's URL, in milliseconds; 0 when left out, about 0.4 at Polar. Meanwhile nobody else
   * is answered and `Date` stands still, and the URLs of one creation differ in age.
   */
  readonly signingMsPerPart?: number
  /** S3's errors have an empty `Message`, as those of some S3s do. */
  readonly emptyMessages?: boolean
  /** Checks the bytes of parts, but does not keep them. */
  readonly discard?: boolean
  /** A cap on what all connections together receive. */
  readonly bytesPerSecond?: number
}

/** A Polar and its S3 on loopback. */
export interface LocalPolar {
  /** Base URL of Polar's API. */
  readonly url: string
  /** An organization access token with all scopes. */
  readonly token: string
  readonly organization: Organization
  createToken(options?: TokenOptions): string
  revokeToken(token: string): void
  addFault(fault: Fault): void
  clearFaults(): void
  /** Null lifts the cap. */
  setBandwidth(bytesPerSecond: number | null): void
  /** Puts the server's clock forward, or back, against what `now` says. */
  setClockOffset(offsetMs: number): void
  /** For the URLs of files created from now on. */
  setUrlLifetime(seconds: number): void
  /** The origin clients reach S3 at, for the URLs signed from now on; null is the server itself. */
  setPublicUrl(url: string | null): void
  /** Null takes every request. */
  setRateLimit(limit: RateLimit | null): void
  /** While unreachable, every connection is reset. */
  setReachable(reachable: boolean): void
  /** What the malware scan does some time after completion. Throws when there is no such file. */
  flagMalicious(fileId: string): Promise<void>
  counts(): Counts
  /** All rows, deleted ones and never completed ones included. */
  files(): readonly FileRecord[]
  /** The stored bytes. Throws when the file has none. */
  readFile(fileId: string): Readable
  /** SHA-256 of the stored bytes, hex. */
  checksum(fileId: string): Promise<string>
  /** Returns how to stop listening. */
  onRequest(listener: RequestListener): () => void
  stop(): Promise<void>
}

import type { Use } from '../measured-run.ts'
import type { Receiver } from '../server/receiver.ts'

/** A file, or a folder of files, to be sent. */
export interface Sending {
  readonly path: string
  readonly receiver: Receiver
  /** A PEM file of the authority that vouches for the receiver; null when nothing is encrypted. */
  readonly authorityPath: string | null
  /** An empty folder. */
  readonly folder: string
}

/** What a run took, with whatever else is worth keeping of it. */
export interface PeerUse extends Use {
  readonly details?: Readonly<Record<string, number>>
}

/** One way of running a peer. */
export interface Variant {
  readonly name: string
  send(sending: Sending): Promise<PeerUse>
}

/** Something that sends files. */
export interface Peer {
  readonly name: string
  /** What to call it in a table, when it is here; else throws what is missing. */
  version(): string
  /** Whether it cuts a file into parts, as everything must that sends files of any size to S3. */
  readonly splits: boolean
  /** Which checksums it makes. */
  readonly checksums: string
  /** The ways that may be its best. */
  readonly variants: readonly Variant[]
}

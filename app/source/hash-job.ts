/** Chunks on their way from the thread that reads the file to the one that hashes all of it. All memory is shared. */
export interface HashRing {
  /** The slots, all of one size. */
  readonly slots: readonly Uint8Array[]
  /** How many bytes of each slot are filled; 0 after the last chunk. */
  readonly lengths: Int32Array
  /** How many chunks have been put into slots so far. */
  readonly filled: Int32Array
  /** How many have been hashed, so that their slots are free again. */
  readonly taken: Int32Array
}

/** How the threads of one hashing are ended, and woken. Both words are shared memory. */
export interface HashControl {
  /** Not 0 once the hashing is to end. */
  readonly stopped: Int32Array
  /** Counts up whenever anything shared changes. Who waits, waits on this word, so no change can be missed. */
  readonly changes: Int32Array
}

/** What a hash worker is to do; it does one at a time. */
export type HashJob =
  /** Reads the parts in order and hashes each; with a ring, passes on what it reads. */
  | {
      readonly kind: 'parts'
      readonly fd: number
      readonly parts: readonly { readonly start: number; readonly end: number }[]
      readonly control: HashControl
      readonly ring: HashRing | null
    }
  /** Hashes all that comes through the ring. */
  | { readonly kind: 'whole'; readonly control: HashControl; readonly ring: HashRing }

/** How a job ended. Every job ends in exactly one of these, unless its worker dies. */
export type HashOutcome =
  /** Base64; one per part, or the one of the whole file. */
  | { readonly kind: 'checksums'; readonly checksums: readonly string[] }
  | { readonly kind: 'stopped' }
  /** The file has fewer bytes than its parts. */
  | { readonly kind: 'ended-early' }
  /** Reading failed, with the operating system's code. */
  | { readonly kind: 'unreadable'; readonly code: string; readonly message: string }

/** What a hash worker says while at work. */
export type HashReport = HashOutcome | { readonly kind: 'hashed'; readonly bytes: number }

import type { VirtualDatabase } from '../virtual-database.ts'
import type { VirtualDisk } from '../virtual-disk.ts'
import type { Organizations } from '../organizations.ts'
import type { Tokens } from '../tokens.ts'
import type { VirtualServers } from '../virtual-servers.ts'
import type { UploadMirror } from './upload-mirror.ts'
import type { Cause, Violation } from './violation.ts'

/** What the checks look at. */
export interface WatchedWorld {
  readonly servers: VirtualServers
  readonly organizations: Organizations
  readonly tokens: Tokens
  readonly disk: VirtualDisk
  readonly nowMs: () => number
  /** Whether the way to any server, or to that one, is out of order. */
  readonly isOut: (server?: number) => boolean
  readonly trace: (what: string) => void
}

/** The process the app runs in, as far as the checks are concerned. */
export interface WatchedProcess {
  readonly monotonic: () => number
  readonly db: VirtualDatabase
}

/** What all checks share, and where they say that something is wrong. Only the first violation of a life counts. */
export class Scene {
  readonly world: WatchedWorld
  readonly uploads = new Map<string, UploadMirror>()
  /** Where each upload stands by what the app tells, which may be ahead of what could be stored. */
  readonly shown = new Map<string, string>()
  readonly causes = new Set<Cause>()
  process: WatchedProcess | null = null
  violation: Violation | null = null

  constructor(world: WatchedWorld) {
    this.world = world
  }

  /** Something is wrong. */
  violate(invariant: string, message: string): void {
    this.violation ??= { invariant, message, atMs: this.world.nowMs() }
  }
}

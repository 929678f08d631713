import type { UploadId } from '../contract/ids.ts'
import type { FailureCode } from '../contract/upload-failure.ts'
import type { PolarClient, Credentials } from '../polar/polar-client.ts'
import type { Clock, Random } from '../ports.ts'
import type { SourceFiles } from '../source/source-file.ts'
import type { Store } from '../store/store.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import type { AdaptiveSlots } from './adaptive-slots.ts'
import type { ServerClock } from './deadline.ts'
import type { Link, Links } from './link.ts'
import type { PartSender } from './part-sender.ts'
import type { PartWatch } from './part-watch.ts'
import type { ProgressMeter } from './progress-meter.ts'
import type { UploadEvent } from './transition.ts'

/** What every run works with. */
export interface RunServices {
  readonly store: Store
  readonly sources: SourceFiles
  readonly polar: PolarClient
  readonly sender: PartSender
  readonly slots: AdaptiveSlots
  readonly links: Links
  readonly clock: Clock
  readonly random: Random
}

/** One run of one upload: what its steps may see and change. */
export interface RunContext extends RunServices {
  readonly id: UploadId
  /** The upload as it is now. */
  upload(): UploadRecord
  /** Whether the user wants it now, before all others. */
  isUrgent(): boolean
  /** Takes over what was found out about the file; already stored by the caller. */
  learn(facts: Partial<Pick<UploadRecord, 'identity' | 'fileChecksum' | 'sizeBytes'>>): void
  /** Moves the upload to its next state. */
  apply(event: UploadEvent): void
  readonly meter: ProgressMeter
  readonly parts: PartWatch
  /** The clock of the upload's server. */
  readonly serverClock: ServerClock
  /** Aborted when the run must end: pause, cancel, sign-out, quit. */
  readonly signal: AbortSignal
  /** The way to the upload's server. */
  link(): Link
  /** Whether nothing says that the network is gone. */
  isInTouch(): boolean
  /** Throws `UploadError('unauthorized')` while nobody is signed in to the upload's account. */
  credentials(): Credentials
  /** Polar said whose file it is; the token may not have told. */
  learnOrganization(organizationId: string): void
  /** A part broke and is sent again; noted for the receipt. */
  partBroke(code: FailureCode): void
  /** The upload got further: tries are counted from here. */
  gotFurther(): void
}

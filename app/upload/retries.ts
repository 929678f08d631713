import type { UploadId } from '../contract/ids.ts'
import { isAboutNetwork } from '../contract/upload-failure.ts'
import type { Clock } from '../ports.ts'
import type { RosterEntry } from './roster-entry.ts'

/** When an upload that waits is to be tried again. */
export interface NextTry {
  readonly delayMs: number
  /** Whether the try that failed has been counted; one on a network that may be gone has not. */
  readonly isCounted: boolean
}

/** What the waiting goes by. */
export interface RetriesParts {
  readonly clock: Clock
  /** Whether nothing says that the upload's server cannot be reached. */
  readonly isInTouch: (entry: RosterEntry) => boolean
  readonly requeue: (entry: RosterEntry) => void
  /** Hears of an upload whose try counts as a failure: the network was there. */
  readonly onCounted: (entry: RosterEntry) => void
}

interface Held {
  readonly entry: RosterEntry
  readonly isCounted: boolean
  /** On the monotonic clock. */
  readonly dueAt: number
}

/** The uploads that wait for another try: until their time comes, and those that need the network until it is there. */
export class Retries {
  readonly #parts: RetriesParts
  /** How to call off the requeueing of each that waits. */
  readonly #waiting = new Map<UploadId, () => void>()
  /** Those of them that wait for the network: no timer runs for them. */
  readonly #held = new Map<UploadId, Held>()

  constructor(parts: RetriesParts) {
    this.#parts = parts
  }

  /** Those that wait. */
  ids(): readonly UploadId[] {
    return [...this.#waiting.keys()]
  }

  /** Has an upload tried again: at its time if the network was there when it failed, else when it is back. */
  schedule(entry: RosterEntry, { delayMs, isCounted }: NextTry): void {
    const { clock, onCounted } = this.#parts
    if (isCounted) {
      onCounted(entry)
      this.#waiting.set(
        entry.id,
        clock.after(delayMs, () => this.#isDue(entry)),
      )
    } else this.#hold({ entry, isCounted, dueAt: clock.monotonic() + delayMs })
  }

  callOff(id: UploadId): void {
    this.#waiting.get(id)?.()
    this.#waiting.delete(id)
  }

  callOffAll(): void {
    for (const id of this.ids()) this.callOff(id)
  }

  /**
   * The server of these uploads can be reached. If it could not be for a while, whatever of them waits for the network
   * goes on at once; else the network was there, and those that failed meanwhile have had a try.
   */
  inTouch(isBack: boolean, those: readonly RosterEntry[]): void {
    const { clock, requeue } = this.#parts
    if (isBack) {
      for (const entry of those.filter(awaitsNetwork)) requeue(entry)
      return
    }
    for (const { entry, isCounted, dueAt } of [...this.#held.values()]) {
      if (!those.includes(entry)) continue
      this.callOff(entry.id)
      if (!isCounted) entry.attempts += 1
      const delayMs = dueAt - clock.monotonic()
      if (delayMs > 0) this.schedule(entry, { delayMs, isCounted: true })
      else requeue(entry)
    }
  }

  #isDue(entry: RosterEntry): void {
    const { clock, isInTouch, requeue } = this.#parts
    if (awaitsNetwork(entry) && !isInTouch(entry))
      this.#hold({ entry, isCounted: true, dueAt: clock.monotonic() })
    else requeue(entry)
  }

  #hold(held: Held): void {
    const { id } = held.entry
    this.#held.set(id, held)
    this.#waiting.set(id, () => this.#held.delete(id))
  }
}

const awaitsNetwork = ({ upload: { state } }: RosterEntry): boolean =>
  state.kind === 'waiting' && isAboutNetwork(state.failure.code)

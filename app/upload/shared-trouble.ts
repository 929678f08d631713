import type { AccountId, UploadId } from '../contract/ids.ts'
import type { FailureCode } from '../contract/upload-failure.ts'
import type { Clock } from '../ports.ts'

/** Failures that may be one file's own, or the server's and the network's, and then every other file would fail too. */
const MAY_BE_SHARED: readonly FailureCode[] = ['network', 'server-busy', 'not-polar']

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

/** The uploads of one account that have failed since any of them last got through. */
interface Suspicion {
  readonly failed: ReadonlySet<UploadId>
  /** When another may be tried, on the monotonic clock, in milliseconds. */
  readonly probeAt: number
  readonly callOff: () => void
}

/**
 * Tells one file's trouble from an account's. After the first failure another upload may begin at once, but only one:
 * when it gets through, the trouble was the first one's own. When it fails as well, the next may begin after a pause
 * that doubles with each, up to a minute, so that ten thousand files do not hammer a server that is down.
 */
export class SharedTrouble {
  readonly #clock: Clock
  readonly #onDue: () => void
  readonly #suspicions = new Map<AccountId, Suspicion>()

  /** `onDue` is called whenever another upload may begin because a pause is over. */
  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock
    this.#onDue = onDue
  }

  /** An upload's try has failed. */
  failed(account: AccountId, id: UploadId, code: FailureCode): void {
    if (!MAY_BE_SHARED.includes(code)) return
    const before = this.#suspicions.get(account)
    if (before?.failed.has(id) === true) return
    before?.callOff()
    const failed = new Set(before?.failed).add(id)
    const pauseMs =
      failed.size === 1
        ? 0
        : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (Math.min(failed.size, 10) - 2))
    this.#suspicions.set(account, {
      failed,
      probeAt: this.#clock.monotonic() + pauseMs,
      callOff: pauseMs === 0 ? () => undefined : this.#clock.after(pauseMs, this.#onDue),
    })
  }

  /** Something of an upload got through to the servers. */
  gotThrough(account: AccountId): void {
    this.#suspicions.get(account)?.callOff()
    if (this.#suspicions.delete(account)) queueMicrotask(this.#onDue)
  }

  /**
   * Whether an upload may begin, while those of the same account in `running` are at work. One that has failed itself is
   * tried at its own times.
   */
  mayBegin(account: AccountId, id: UploadId, running: readonly UploadId[]): boolean {
    const suspicion = this.#suspicions.get(account)
    if (suspicion === undefined || suspicion.failed.has(id)) return true
    const isProbed = running.some((other) => !suspicion.failed.has(other))
    return !isProbed && this.#clock.monotonic() >= suspicion.probeAt
  }

  /** Ends all pauses. */
  stop(): void {
    for (const { callOff } of this.#suspicions.values()) callOff()
    this.#suspicions.clear()
  }
}

import type { AccountId, UploadId } from '../contract/ids.ts'
import { isActive, type UploadState } from '../contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../contract/upload-view.ts'
import type { Events } from '../events.ts'
import type { Clock, Log } from '../ports.ts'
import { asStorageFailure, noRoomForList } from '../store/storage-failure.ts'
import type { Store } from '../store/store.ts'
import type { UploadRecord } from '../store/upload-store.ts'
import type { ServerClocks } from './deadline.ts'
import { createKnownContents } from './known-contents.ts'
import type { Links } from './link.ts'
import { PartWatch } from './part-watch.ts'
import { ProgressMeter, type MeterSurroundings } from './progress-meter.ts'
import { createProgressTicker, type ProgressTicker } from './progress-ticker.ts'
import type { Place } from './queue-order.ts'
import { FRESH, type RosterEntry } from './roster-entry.ts'
import { notedOf } from './timeline.ts'
import { MAY_GO_UNSTORED, transition, type UploadEvent } from './transition.ts'
import { progressOf, viewOf } from './upload-views.ts'

/** What the roster works with. */
export interface RosterParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly events: Pick<Events, 'publish'>
  readonly serverClocks: ServerClocks
  readonly links: Links
}

/** All uploads of this computer, and the only writer of their state. */
export class UploadRoster {
  readonly #parts: RosterParts
  readonly #entries = new Map<UploadId, RosterEntry>()
  #changed = new Set<UploadId>()
  readonly #ticker: ProgressTicker
  /** What has been brought to Polar, by its bytes. */
  readonly contents = createKnownContents()
  readonly #viewOf = (entry: RosterEntry) => viewOf(entry, this.contents.nameOf(entry.upload))
  readonly #aroundMeters: MeterSurroundings
  #lastPosition = 0

  /** Loads what is stored. */
  constructor(parts: RosterParts) {
    this.#parts = parts
    this.#ticker = createProgressTicker(parts.clock, (ids) => this.#tellProgress(ids))
    this.#aroundMeters = { now: () => parts.clock.monotonic(), onChange: (id) => this.#ticker.touch(id) }
    const sums = parts.store.parts.sums()
    for (const upload of parts.store.uploads.all()) {
      const sum = sums.get(upload.id)
      this.#enter(upload, sum?.partCount ?? 0, sum?.storedBytes ?? 0)
    }
  }

  /** In queue order. */
  all(): Iterable<RosterEntry> {
    return this.#entries.values()
  }

  find(id: UploadId): RosterEntry | null {
    return this.#entries.get(id) ?? null
  }

  views(): readonly UploadView[] {
    return [...this.#entries.values()].filter(isListed).map(this.#viewOf)
  }

  progress(): readonly UploadProgress[] {
    return [...this.#entries.values()].filter(isListed).map((entry) => this.#progressOf(entry))
  }

  /** Where a new upload goes: behind all others. */
  nextPosition(): number {
    return this.#lastPosition + 1
  }

  /** Stores new uploads, all or none, in ascending position. Throws `UploadError` when there is no room for them. */
  add(uploads: readonly UploadRecord[]): void {
    try {
      this.#parts.store.uploads.add(uploads)
    } catch (error) {
      throw asStorageFailure(error) === null ? error : noRoomForList(error)
    }
    for (const upload of uploads) {
      this.#enter(upload, 0, 0)
      this.#tell(upload.id)
    }
  }

  /** Gives uploads their new places, stored first. Throws `UploadError` when there is no room to note them. */
  move(places: readonly Place[]): void {
    try {
      this.#parts.store.uploads.setPositions(places)
    } catch (error) {
      throw asStorageFailure(error) === null ? error : noRoomForList(error)
    }
    for (const { id, position } of places) {
      const entry = this.#entryOf(id)
      entry.upload = { ...entry.upload, position }
    }
    const inOrder = [...this.#entries.values()].sort((a, b) => a.upload.position - b.upload.position)
    this.#entries.clear()
    for (const entry of inOrder) this.#entries.set(entry.id, entry)
    this.#lastPosition = Math.max(this.#lastPosition, inOrder.at(-1)?.upload.position ?? 0)
    for (const { id } of places) this.#tell(id)
  }

  /** Takes uploads off the list, or puts them back on it; all that is stored of them stays. */
  setCleared(ids: readonly UploadId[], isCleared: boolean): void {
    for (const id of ids) this.#entryOf(id).isCleared = isCleared
    if (isCleared) this.#parts.events.publish('uploads-removed', ids)
    else for (const id of ids) this.#tell(id)
  }

  /** Forgets uploads, with all that is stored of them. */
  remove(ids: readonly UploadId[]): void {
    const { store, events } = this.#parts
    store.together(() => ids.forEach((id) => store.uploads.remove(id)))
    for (const id of ids) this.#entries.delete(id)
    events.publish('uploads-removed', ids)
  }

  /** Moves an upload to the state the event leads to: stored first, then told. Throws on an impossible event. */
  apply(id: UploadId, event: UploadEvent): void {
    const { store, log } = this.#parts
    const entry = this.#entryOf(id)
    const state = transition(entry.upload.state, event)
    try {
      store.together(() => this.#store(entry, event, state))
    } catch (error) {
      if (asStorageFailure(error) === null || !MAY_GO_UNSTORED.includes(event.kind)) throw error
      log.warn('A state could not be stored', { id, state: state.kind })
    }
    entry.upload = { ...entry.upload, state }
    if (state.kind === 'completed') entry.session = null
    this.contents.note(entry.upload)
    this.#tell(id)
    this.#ticker.touch(id)
  }

  /** Takes over facts that are already stored, and tells them. */
  learn(id: UploadId, facts: Partial<UploadRecord>): void {
    const entry = this.#entryOf(id)
    entry.upload = { ...entry.upload, ...facts }
    entry.partCount = this.#parts.store.parts.count(id)
    entry.session = this.#parts.store.sessions.find(id)
    this.#tell(id)
  }

  /** Gives an upload that had none its account. Where that cannot be stored it holds until the app ends. */
  assign(id: UploadId, accountId: AccountId): void {
    try {
      this.#parts.store.uploads.setAccount(id, accountId)
    } catch (error) {
      if (asStorageFailure(error) === null) throw error
      this.#parts.log.warn('An account could not be stored', { id })
    }
    this.learn(id, { accountId })
  }

  /** All uploads of one account are another's, as is already stored: it turned out to be the same. */
  movedToAccount(from: AccountId, to: AccountId): void {
    for (const entry of this.#entries.values()) {
      if (entry.upload.accountId !== from) continue
      entry.upload = { ...entry.upload, accountId: to }
      this.#tell(entry.id)
    }
  }

  /** Tells what is left to tell, and ends the telling. */
  close(): void {
    this.#tellChanged()
    this.#ticker.close()
  }

  #store(entry: RosterEntry, event: UploadEvent, state: UploadState): void {
    const { store, clock } = this.#parts
    const { id, upload } = entry
    // Read amid the writing: by itself it would take SQLite's locks once more.
    entry.session = store.sessions.find(id)
    store.uploads.setState(id, state)
    const noted = notedOf(event, upload, event.kind === 'opened' ? (entry.session?.fileId ?? null) : null)
    if (noted !== null) store.receipts.note(id, noted, clock.now())
    if (event.kind === 'confirmed') store.receipts.setPolarFile(id, event.file)
  }

  #entryOf(id: UploadId): RosterEntry {
    const entry = this.#entries.get(id)
    if (entry === undefined) throw new Error(`There is no upload ${id}`)
    return entry
  }

  #enter(upload: UploadRecord, partCount: number, storedBytes: number): void {
    const { id, sentBytes, identity, sizeBytes, position } = upload
    const hashedBytes = identity === null ? 0 : sizeBytes
    const meter = new ProgressMeter({ id, sentBytes, storedBytes, hashedBytes }, this.#aroundMeters)
    this.contents.note(upload)
    const session = this.#parts.store.sessions.find(id)
    this.#entries.set(id, { id, upload, meter, parts: new PartWatch(), partCount, session, ...FRESH })
    this.#lastPosition = Math.max(this.#lastPosition, position)
  }

  // Several changes in one turn are told together: ten thousand files added are one event.
  #tell(id: UploadId): void {
    if (this.#changed.size === 0) queueMicrotask(() => this.#tellChanged())
    this.#changed.add(id)
  }

  #tellChanged(): void {
    const entries = this.#present([...this.#changed])
    // Not cleared but made anew: `UploadRuns` says why.
    this.#changed = new Set()
    if (entries.length === 0) return
    // The counts go first, so that whoever hears of a completed upload knows its last byte.
    const moved = entries.filter(({ upload }) => upload.state.kind !== 'queued')
    if (moved.length > 0)
      this.#parts.events.publish(
        'progress',
        moved.map((entry) => this.#progressOf(entry)),
      )
    this.#parts.events.publish('uploads-changed', entries.map(this.#viewOf))
  }

  /** Gives those at work, to be told again though nothing moves. */
  #tellProgress(ids: readonly UploadId[]): readonly UploadId[] {
    const entries = this.#present(ids)
    this.#parts.events.publish(
      'progress',
      entries.map((entry) => this.#progressOf(entry)),
    )
    return entries.filter(({ upload }) => isActive(upload.state)).map(({ id }) => id)
  }

  #progressOf(entry: RosterEntry): UploadProgress {
    return progressOf(entry, this.#parts)
  }

  #present(ids: readonly UploadId[]): readonly RosterEntry[] {
    const known = ids.map((id) => this.#entries.get(id)).filter((entry) => entry !== undefined)
    return known.filter(isListed)
  }
}

const isListed = ({ isCleared }: RosterEntry): boolean => !isCleared

import type { AccountId, UploadId } from '../contract/ids.ts'
import { isActive, type UploadStateKind } from '../contract/upload-state.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import type { EngineParts } from './engine-parts.ts'
import { Retries } from './retries.ts'
import { createRunContext } from './create-run-context.ts'
import { RunOutcome } from './run-outcome.ts'
import { EVENT_FOR, RunStopped, type StopReason } from './stop-reason.ts'
import { nextInTurn } from './next-in-turn.ts'
import { SharedTrouble } from './shared-trouble.ts'
import { createUploadQueue } from './upload-queue.ts'
import type { Place } from './queue-order.ts'
import type { RosterEntry } from './roster-entry.ts'
import { runUpload } from './upload-run.ts'

/** Uploads between hashing and the last stored part: one sends, the next is checked and waits for a free slot. */
const MOST_BEFORE_COMPLETING = 2
/** Runs in all. Completing takes no bandwidth, so it makes way, as long as there are file descriptors for connections. */
const MOST_RUNS = 64

interface Run {
  readonly entry: RosterEntry
  readonly controller: AbortController
  ended: Promise<void>
}

/** The queue and the runs: who is at work, who is next. */
export class UploadRuns {
  readonly #parts: EngineParts
  readonly #outcome: RunOutcome
  readonly #queue = createUploadQueue()
  /**
   * Few, and no map: whenever one gets a new table, V8 has the old one point to it. One that lives long gets another
   * with every few runs, and the oldest of them would keep them all, with all that ever ran, until V8 cleans up
   * everything, which it rarely does.
   */
  #runs: readonly Run[] = []
  readonly #retries: Retries
  readonly #trouble: SharedTrouble
  #only: ReadonlySet<UploadId> | null = null
  #started = false

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#trouble = new SharedTrouble(parts.clock, () => this.pump())
    this.#retries = new Retries({
      clock: parts.clock,
      isInTouch: ({ upload }) => parts.accounts.who.touch(upload.accountId) === 'kept',
      requeue: (entry) => this.requeue(entry),
      onCounted: ({ id, upload, lastFailure }) => {
        if (upload.accountId !== null && lastFailure !== null)
          this.#trouble.failed(upload.accountId, id, lastFailure)
      },
    })
    this.#outcome = new RunOutcome(parts, (entry, next) => this.#retries.schedule(entry, next))
  }

  /** Begins to work the queue, of these uploads only when some are named. Whatever was underway is queued again. */
  start(only?: readonly UploadId[]): void {
    this.#only = only === undefined ? null : new Set(only)
    if (!this.#started) {
      this.#started = true
      for (const entry of this.#parts.roster.all()) this.#takeUp(entry)
      void this.#outcome.tidyUp()
    }
    this.pump()
  }

  /** Puts a new upload into the queue. */
  enqueue({ id, upload }: RosterEntry): void {
    this.#queue.add(id, upload.position)
    this.pump()
  }

  /** Those of these that wait for their turn have it at another place. */
  moved(places: readonly Place[]): void {
    this.#queue.move(places)
  }

  /** Puts an upload that rests back into the queue. */
  requeue(entry: RosterEntry): void {
    this.#retries.callOff(entry.id)
    this.#parts.roster.apply(entry.id, { kind: 'requeued' })
    this.enqueue(entry)
  }

  /** Starts whatever may start now. */
  pump(): void {
    while (this.#started) {
      const entry = this.#nextInTurn()
      if (entry === null || !this.#mayBegin(entry)) return
      this.#begin(entry)
    }
  }

  /** Ends a run; resolves when it has ended, with whether it was for this reason and not for an earlier one. */
  async stopRunning({ id }: RosterEntry, reason: StopReason): Promise<boolean> {
    const run = this.#runOf(id)
    if (run === undefined) return true
    const stop = new RunStopped(reason)
    run.controller.abort(stop)
    await run.ended
    return run.controller.signal.reason === stop
  }

  /** Waits for those of these uploads' runs to end that were told to. */
  async whenStopped(ids: readonly UploadId[]): Promise<void> {
    const runs = ids.map((id) => this.#runOf(id)).filter((run) => run !== undefined)
    const stopping = runs.filter(({ controller }) => controller.signal.aborted)
    await Promise.all(stopping.map(({ ended }) => ended))
  }

  /** Takes an upload that no run is at work on out of the queue; whether others may start now is for `pump`. */
  stopResting({ id }: RosterEntry, reason: StopReason): void {
    this.#retries.callOff(id)
    this.#queue.remove(id)
    this.#parts.roster.apply(id, EVENT_FOR[reason])
    if (reason !== 'cancel') return
    try {
      this.abandonSession(id)
    } catch (error) {
      // It is canceled all the same; the next start drops what it had.
      if (asStorageFailure(error) === null) throw error
    }
  }

  /** Gives up what was sent in the upload's session, if it has one. */
  abandonSession(id: UploadId): void {
    this.#outcome.abandonSession(id)
    void this.#outcome.tidyUp()
  }

  /** Somebody is signed in now who was not before. */
  accountChanged(): void {
    void this.#outcome.tidyUp()
    this.pump()
  }

  /** The server of these uploads can be reached; `isBack` says that it could not be for a while. */
  inTouch(those: readonly RosterEntry[], isBack: boolean): void {
    this.#retries.inTouch(isBack, those)
    // Others may have waited to hear whether the server is there.
    this.pump()
  }

  /** Ends the runs of those uploads that are wanted, else of all; they are queued again. */
  async interrupt(isWanted: (entry: RosterEntry) => boolean = () => true): Promise<void> {
    const running = this.#runs.map(({ entry }) => entry).filter(isWanted)
    await Promise.all(running.map((entry) => this.stopRunning(entry, 'shutdown')))
  }

  /** The same for good: nothing starts any more. */
  async stop(): Promise<void> {
    this.#started = false
    this.#retries.callOffAll()
    this.#trouble.stop()
    await this.interrupt()
  }

  /** What an earlier process left: all of crash recovery is to queue it again. */
  #takeUp({ id, upload }: RosterEntry): void {
    const { roster } = this.#parts
    const { kind } = upload.state
    if (isActive(upload.state)) roster.apply(id, { kind: 'interrupted' })
    if (kind === 'waiting') roster.apply(id, { kind: 'requeued' })
    if (roster.find(id)?.upload.state.kind === 'queued') this.#queue.add(id, upload.position)
    this.#tidyAfter(id, kind)
  }

  /** It died between the last word on an upload and the end of its session, whose secrets must not stay. */
  #tidyAfter(id: UploadId, kind: UploadStateKind): void {
    const { store } = this.#parts
    try {
      if (kind === 'completed' && store.sessions.find(id) !== null) store.sessions.close(id)
      if (kind === 'canceled') this.#outcome.abandonSession(id)
    } catch (error) {
      // No room now; there is another start.
      if (asStorageFailure(error) === null) throw error
    }
  }

  #nextInTurn(): RosterEntry | null {
    const { roster, accounts } = this.#parts
    const running = this.#runs.map(({ entry }) => entry)
    const waiting = this.#retries.ids().map((id) => roster.find(id))
    const tried = [...waiting.filter((entry) => entry !== null), ...running]
    const isWanted = (id: UploadId): boolean => this.#only === null || this.#only.has(id)
    return nextInTurn({
      queue: this.#queue,
      roster,
      accounts,
      tried,
      running,
      isWanted,
      trouble: this.#trouble,
    })
  }

  #mayBegin({ isUrgent }: RosterEntry): boolean {
    const running = this.#runs.map(({ entry }) => entry)
    // What the user wants now waits for nothing that may take hours: not for others to be sent, or to be checked.
    const inTheWay = isUrgent ? running.filter((entry) => entry.isUrgent) : running
    const states = inTheWay.map(({ upload }) => upload.state.kind)
    const before = states.filter((kind) => kind !== 'completing').length
    // One disk reads one file best.
    return !(states.includes('hashing') || before >= MOST_BEFORE_COMPLETING || running.length >= MOST_RUNS)
  }

  #begin(entry: RosterEntry): void {
    const { id, upload, meter } = entry
    const { accounts, roster } = this.#parts
    const chosen = accounts.who.chosen()
    if (upload.accountId === null && chosen !== null) roster.assign(id, chosen)
    roster.apply(id, { kind: 'started' })
    this.#queue.remove(id)
    meter.restart()
    const controller = new AbortController()
    const run: Run = { entry, controller, ended: Promise.resolve() }
    // Before it begins, for it may end at once.
    this.#runs = [...this.#runs, run]
    run.ended = this.#execute(entry, controller.signal)
  }

  #runOf(id: UploadId): Run | undefined {
    return this.#runs.find(({ entry }) => entry.id === id)
  }

  async #execute(entry: RosterEntry, signal: AbortSignal): Promise<void> {
    try {
      const gotThrough = (account: AccountId): void => this.#trouble.gotThrough(account)
      await runUpload(createRunContext(this.#parts, entry, signal, { pump: () => this.pump(), gotThrough }))
    } catch (error) {
      this.#outcome.settle(entry, error, signal)
      if (entry.upload.state.kind === 'queued') this.#queue.add(entry.id, entry.upload.position)
    } finally {
      this.#runs = this.#runs.filter((run) => run.entry !== entry)
      if (this.#started) void this.#outcome.tidyUp()
      this.pump()
    }
  }
}

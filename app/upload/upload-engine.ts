import type { AddReport, AddRequest } from '../contract/add-request.ts'
import type { AccountId, UploadId } from '../contract/ids.ts'
import type { MoveRequest } from '../contract/move-request.ts'
import type { FailureCode } from '../contract/upload-failure.ts'
import { isActive, type UploadState } from '../contract/upload-state.ts'
import { canCancel, canPause, canRemove, canResume, canRetry } from '../contract/upload-view.ts'
import { addAgain, addUploads, type AddingParts } from './add-uploads.ts'
import type { EngineParts } from './engine-parts.ts'
import { moveInQueue } from './queue-order.ts'
import type { StopReason } from './stop-reason.ts'
import type { RosterEntry } from './roster-entry.ts'
import { UploadRuns } from './upload-runs.ts'

type Test = (state: UploadState) => boolean

/** The user's commands on uploads. Uploads whose state makes no sense of a command are passed over. */
export class UploadEngine {
  readonly #parts: EngineParts
  readonly #runs: UploadRuns

  /** Nothing runs before `start`. */
  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#runs = new UploadRuns(parts)
  }

  /** Begins to work the queue; only these uploads when some are named. */
  start(only?: readonly UploadId[]): void {
    this.#runs.start(only)
  }

  /** Queues files, and the files in folders. A file that is on its way already goes on. */
  async add(request: AddRequest): Promise<AddReport> {
    return this.#takeIn(await addUploads(this.#addingParts(), request))
  }

  /** Queues the files of completed uploads once more. */
  uploadAgain(ids: readonly UploadId[]): AddReport {
    return this.#takeIn(addAgain(this.#addingParts(), ids))
  }

  pause(ids: readonly UploadId[]): Promise<void> {
    return this.#stop(ids, canPause, 'pause')
  }

  /** One that is just being paused is resumed as soon as it is. */
  async resume(ids: readonly UploadId[]): Promise<void> {
    await this.#runs.whenStopped(ids)
    this.#requeue(ids, canResume)
  }

  cancel(ids: readonly UploadId[]): Promise<void> {
    return this.#stop(ids, canCancel, 'cancel')
  }

  retry(ids: readonly UploadId[]): void {
    this.#requeue(ids, canRetry)
  }

  remove(ids: readonly UploadId[]): void {
    const entries = this.#those(ids, canRemove)
    for (const { id } of entries) this.#runs.abandonSession(id)
    this.#parts.roster.remove(entries.map(({ id }) => id))
  }

  /** Changes the order of the queue. What is at work stays at work: order says who is next. */
  move({ ids, before }: MoveRequest): void {
    const { roster } = this.#parts
    const places = Array.from(roster.all(), ({ id, upload }) => ({ id, position: upload.position }))
    const changed = moveInQueue(places, ids, before)
    if (changed.length === 0) return
    roster.move(changed)
    this.#runs.moved(changed)
  }

  pauseAll(): Promise<void> {
    return this.pause(this.#allIds())
  }

  resumeAll(): Promise<void> {
    return this.resume(this.#allIds())
  }

  /** Somebody has signed in or out. */
  accountChanged(): void {
    const { roster, accounts } = this.#parts
    if (accounts.who.all().length === 0) return
    const theirs = [...roster.all()].filter(({ upload }) => accounts.who.find(upload.accountId) !== null)
    this.#requeue(
      theirs.map(({ id }) => id),
      awaitsSignIn,
    )
    this.#runs.accountChanged()
  }

  /**
   * An account's server can be reached; `isBack` says that it could not be for a while: then what waited for it goes on
   * at once.
   */
  inTouch(accountId: AccountId, isBack: boolean): void {
    const theirs = [...this.#parts.roster.all()].filter(({ upload }) => upload.accountId === accountId)
    this.#runs.inTouch(theirs, isBack)
  }

  /** Ends the runs of uploads that nobody is signed in to complete, in order; they are queued again. */
  interruptOrphans(): Promise<void> {
    const { who } = this.#parts.accounts
    return this.#runs.interrupt(({ upload }) => who.find(upload.accountId) === null)
  }

  /** Ends all runs for good, in order: nothing starts any more. */
  stop(): Promise<void> {
    return this.#runs.stop()
  }

  #addingParts(): AddingParts {
    const { accounts } = this.#parts
    return { ...this.#parts, accountId: () => accounts.who.chosen() }
  }

  /** Has what was added, or is to go on, take its turn. */
  #takeIn(report: AddReport): AddReport {
    for (const entry of this.#those(report.added, () => true)) this.#runs.enqueue(entry)
    const goingOn = report.alreadyThere.map(({ id }) => id)
    this.#requeue(goingOn, (state) => canResume(state) || canRetry(state))
    return report
  }

  #allIds(): readonly UploadId[] {
    return Array.from(this.#parts.roster.all(), ({ id }) => id)
  }

  #those(ids: readonly UploadId[], test: Test): readonly RosterEntry[] {
    return ids
      .map((id) => this.#parts.roster.find(id))
      .filter((entry) => entry !== null)
      .filter((entry) => test(entry.upload.state))
  }

  #requeue(ids: readonly UploadId[], test: Test): void {
    for (const entry of this.#those(ids, test)) {
      // Of a canceled upload nothing is kept, so it is begun with the file as it is then.
      if (entry.upload.state.kind === 'canceled' || failedBy(entry.upload.state, 'file-changed'))
        this.#forgetVersion(entry)
      if (failedBy(entry.upload.state, ...SPOILS_SESSION)) this.#runs.abandonSession(entry.id)
      if (failedBy(entry.upload.state, 'session-expired')) this.#forgetLosses(entry)
      entry.attempts = 0
      entry.completionsRefused = 0
      this.#runs.requeue(entry)
    }
  }

  #forgetLosses({ id }: RosterEntry): void {
    this.#parts.store.uploads.setSessionsLost(id, 0)
    this.#parts.roster.learn(id, { sessionsLost: 0 })
  }

  /** The user wants the file as it is now: what was known of the old version, and sent of it, is of no use. */
  #forgetVersion({ id, meter }: RosterEntry): void {
    const { store, roster } = this.#parts
    this.#runs.abandonSession(id)
    store.parts.removePlan(id)
    store.uploads.forgetVersion(id)
    roster.learn(id, { identity: null, fileChecksum: null, sessionsLost: 0 })
    meter.hashingStarted()
  }

  async #stop(ids: readonly UploadId[], test: Test, reason: StopReason): Promise<void> {
    const entries = this.#those(ids, test)
    const running = entries.filter(({ upload }) => isActive(upload.state))
    // Those at rest first, and all of them: what starts next must not be one that is to stop too.
    for (const entry of entries) if (!running.includes(entry)) this.#runs.stopResting(entry, reason)
    this.#runs.pump()
    const stopped = await Promise.all(running.map((entry) => this.#runs.stopRunning(entry, reason)))
    this.#runs.pump()
    // An earlier wish may have ended a run first: one canceled while it was pausing is paused by now, and one that was
    // interrupted may be at work again.
    const others = running.filter(
      ({ upload }, index) => stopped[index] === false || (test(upload.state) && !isActive(upload.state)),
    )
    if (others.length > 0)
      await this.#stop(
        others.map(({ id }) => id),
        test,
        reason,
      )
  }
}

/** After these another try in the same session would only end the same way. */
const SPOILS_SESSION: readonly FailureCode[] = ['rejected', 'stored-differs', 'completion-refused']

const failedBy = (state: UploadState, ...codes: readonly FailureCode[]): boolean =>
  state.kind === 'failed' && codes.includes(state.failure.code)

const awaitsSignIn: Test = (state) => failedBy(state, 'unauthorized', 'forbidden')

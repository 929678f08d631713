import type { AddReport, AddRequest } from '../contract/add-request.ts'
import type { AccountId, UploadId } from '../contract/ids.ts'
import type { MoveRequest } from '../contract/move-request.ts'
import type { RelocateRequest, Relocation } from '../contract/relocation.ts'
import { awaitsSignIn, failedBy, isActive, type UploadState } from '../contract/upload-state.ts'
import { canCancel, canPause, canRemove, canResume, canRetry, canStartNow } from '../contract/upload-view.ts'
import { UploadError } from '../upload-error.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { addAgain, addUploads, withAnew, type AddingParts } from './add-uploads.ts'
import { createClearedUploads, type ClearedUploads } from './cleared-uploads.ts'
import type { EngineParts } from './engine-parts.ts'
import { forgetLosses, forgetVersion } from './forget-version.ts'
import { goneFromPolar } from './gone-from-polar.ts'
import { moveInQueue } from './queue-order.ts'
import { relocateSource } from './relocate-source.ts'
import { SPOILS_SESSION } from './retry.ts'
import type { StopReason } from './stop-reason.ts'
import type { RosterEntry } from './roster-entry.ts'
import { UploadRuns } from './upload-runs.ts'

type Test = (state: UploadState) => boolean

/** The user's commands on uploads. Uploads whose state makes no sense of a command are passed over. */
export class UploadEngine {
  readonly #parts: EngineParts
  readonly #runs: UploadRuns
  readonly #stopping = new AbortController()
  /** What was cleared, until it is certain. */
  readonly cleared: ClearedUploads

  /** Nothing runs before `start`. */
  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#runs = new UploadRuns(parts)
    this.cleared = createClearedUploads({
      clock: parts.clock,
      setCleared: (ids, isCleared) => parts.roster.setCleared(ids, isCleared),
      forget: (ids) => this.#forgetIfPossible(ids),
      onChange: parts.onCleared,
    })
  }

  /** Begins to work the queue; only these uploads when some are named. */
  start(only?: readonly UploadId[]): void {
    this.#runs.start(only)
  }

  /** Queues files, and the files in folders. What is on its way goes on; what Polar has is not sent once more. */
  async add(request: AddRequest): Promise<AddReport> {
    const parts = this.#addingParts()
    const report = this.#takeIn(await addUploads(parts, request))
    const gone = await goneFromPolar(
      this.#parts,
      parts.accountId(),
      report.alreadyCompleted,
      this.#stopping.signal,
    )
    if (gone.length === 0) return report
    const paths = gone.map(({ path }) => path)
    return withAnew(report, this.#takeIn(await addUploads(parts, { ...request, paths, again: true })), gone)
  }

  /** Queues the files of completed uploads once more. */
  uploadAgain(ids: readonly UploadId[]): AddReport {
    return this.#takeIn(addAgain(this.#addingParts(), ids))
  }

  /** Has an upload that misses its file go on with the one at another path, if that is the same. */
  async relocate({ id, path }: RelocateRequest): Promise<Relocation> {
    const entry = this.#parts.roster.find(id)
    if (entry === null) return { kind: 'not-missing' }
    const outcome = await relocateSource(this.#parts, entry, path, this.#stopping.signal)
    if (outcome.kind === 'same') this.retry([id])
    return outcome
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

  /** For good, and at once. */
  remove(ids: readonly UploadId[]): void {
    this.#forget(this.#those(ids, canRemove).map(({ id }) => id))
  }

  /** The same, but it can be undone for a while. */
  clear(ids: readonly UploadId[]): void {
    this.cleared.clear(this.#those(ids, canRemove).map(({ id }) => id))
  }

  /**
   * Has uploads done now: they go to the top of the queue, go on if they rest, and begin although others are at work,
   * with which they share nothing: theirs is every part that can be sent. Whoever was being sent gets what they leave,
   * and goes on alone when they are done. It holds until they end or are paused, and not over a restart.
   */
  async startNow(ids: readonly UploadId[]): Promise<void> {
    await this.#runs.whenStopped(ids)
    const entries = this.#those(ids, canStartNow)
    for (const entry of entries) entry.isUrgent = true
    const [first] = this.#parts.roster.all()
    if (first !== undefined) this.move({ ids: entries.map(({ id }) => id), before: first.id })
    this.#requeue(ids, canResume)
    this.#runs.pump()
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

  /** Ends all runs for good, in order: nothing starts any more, and what was cleared is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort(new UploadError('internal', 'The app is closed.'))
    this.cleared.settle()
    await this.#runs.stop()
  }

  #forgetIfPossible(ids: readonly UploadId[]): void {
    try {
      this.#forget(ids)
    } catch (error) {
      if (asStorageFailure(error) === null) throw error
      this.#parts.log.warn('Cleared uploads stay until the next start', { count: ids.length })
    }
  }

  #forget(ids: readonly UploadId[]): void {
    for (const id of ids) this.#runs.abandonSession(id)
    this.#parts.roster.remove(ids)
  }

  #addingParts(): AddingParts {
    const { who } = this.#parts.accounts
    // Folders take a while to read, and another account may be chosen meanwhile, or this one go by another name.
    const chosen = who.chosen()
    return { ...this.#parts, accountId: () => (chosen === null ? null : who.nameNow(chosen)) }
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
      .filter((entry) => !entry.isCleared && test(entry.upload.state))
  }

  #requeue(ids: readonly UploadId[], test: Test): void {
    for (const entry of this.#those(ids, test)) {
      // Of a canceled upload nothing is kept, so it is begun with the file as it is then.
      if (entry.upload.state.kind === 'canceled' || failedBy(entry.upload.state, 'file-changed')) {
        this.#runs.abandonSession(entry.id)
        forgetVersion(this.#parts, entry)
      }
      if (failedBy(entry.upload.state, ...SPOILS_SESSION)) this.#runs.abandonSession(entry.id)
      if (failedBy(entry.upload.state, 'session-expired', 'session-unknown')) forgetLosses(this.#parts, entry)
      entry.attempts = 0
      entry.completionsRefused = 0
      this.#runs.requeue(entry)
    }
  }

  async #stop(ids: readonly UploadId[], test: Test, reason: StopReason): Promise<void> {
    const entries = this.#those(ids, test)
    for (const entry of entries) entry.isUrgent = false
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

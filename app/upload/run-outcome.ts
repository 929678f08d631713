import type { SignedInAccount } from '../accounts/account-session.ts'
import type { UploadId } from '../contract/ids.ts'
import { isAboutNetwork, RECOVERY, type FailureCode } from '../contract/upload-failure.ts'
import { isActive } from '../contract/upload-state.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { UploadError } from '../upload-error.ts'
import type { EngineParts } from './engine-parts.ts'
import { backoffMs, countsAsTry, mayTryAgain } from './retry.ts'
import type { NextTry } from './retries.ts'
import { EVENT_FOR, RunStopped } from './stop-reason.ts'
import type { RosterEntry } from './roster-entry.ts'

/** Has an upload requeued after a while. */
export type ScheduleRetry = (entry: RosterEntry, next: NextTry) => void

/** Decides what becomes of uploads whose run did not complete them. */
export class RunOutcome {
  readonly #parts: EngineParts
  readonly #scheduleRetry: ScheduleRetry
  #isTidying = false
  #mustTidy = false

  constructor(parts: EngineParts, scheduleRetry: ScheduleRetry) {
    this.#parts = parts
    this.#scheduleRetry = scheduleRetry
  }

  /** Moves the upload on: by the reason its run was stopped for, or by what the failure's recovery says. */
  settle(entry: RosterEntry, error: unknown, signal: AbortSignal): void {
    const stopped: unknown = signal.aborted ? signal.reason : null
    try {
      if (stopped instanceof RunStopped) this.#stop(entry, stopped)
      else this.#recover(entry, this.#failureOf(entry, error))
    } catch (again) {
      const full = asStorageFailure(again)
      if (full === null) throw again
      // A canceled upload whose session could not be dropped: the next start does it.
      if (isActive(entry.upload.state)) this.#wait(entry, full)
    }
  }

  /** Ends a session that leads nowhere; its record at Polar is deleted when there is time. */
  abandonSession(id: UploadId): void {
    this.#endSession(id, null)
  }

  /** With a reason it is lost, though the upload is to go on: that is counted, and the next plan is the more careful. */
  #endSession(id: UploadId, lossReason: FailureCode | null): void {
    const { roster, store, clock } = this.#parts
    const session = store.sessions.find(id)
    const entry = roster.find(id)
    if (session === null || entry === null) return
    // A file that is complete is the creator's; only what is left of its session goes.
    if (entry.upload.state.kind === 'completed') {
      store.sessions.close(id)
      return
    }
    const { accountId } = entry.upload
    const losses = lossReason && { sessionsLost: entry.upload.sessionsLost + 1, lossReason }
    store.sessions.drop(id, () => {
      if (accountId !== null) store.accounts.abandon({ fileId: session.fileId, accountId })
      if (losses === null) return
      store.uploads.setLosses(id, losses)
      store.receipts.note(id, { kind: 'session-lost', detail: lossReason }, clock.now())
    })
    entry.meter.lost()
    entry.parts.forget()
    roster.learn(id, losses ?? {})
  }

  /** Deletes what was abandoned at Polar. What cannot be deleted now is kept for another time. */
  async tidyUp(): Promise<void> {
    this.#mustTidy = true
    if (this.#isTidying) return
    this.#isTidying = true
    try {
      while (this.#mustTidy) {
        this.#mustTidy = false
        await this.#deleteAbandoned()
      }
    } finally {
      this.#isTidying = false
    }
  }

  async #deleteAbandoned(): Promise<void> {
    const { who } = this.#parts.accounts
    // Each for itself: one server that does not answer keeps nothing from being tidied up at the others.
    await Promise.all(who.all().map((one) => this.#deleteAbandonedBy(one)))
  }

  async #deleteAbandonedBy(who: SignedInAccount): Promise<void> {
    const { accounts, store, polar, log } = this.#parts
    try {
      for (const fileId of store.accounts.abandonedBy(who.id)) {
        await polar.deleteFile(who, fileId, accounts.signal)
        store.accounts.forgetAbandoned(fileId)
      }
    } catch (error) {
      if (!accounts.signal.aborted)
        log.warn('Abandoned files stay at Polar for now', { cause: describe(error) })
    }
  }

  #stop(entry: RosterEntry, { reason }: RunStopped): void {
    this.#parts.roster.apply(entry.id, EVENT_FOR[reason])
    if (reason === 'cancel') this.abandonSession(entry.id)
  }

  #failureOf(entry: RosterEntry, error: unknown): UploadError {
    const { log } = this.#parts
    const failure = error instanceof UploadError ? error : (asStorageFailure(error) ?? bug(error))
    if (failure.code === 'internal') log.error(`Upload ${entry.id} failed`, error)
    else log.info(`Upload ${entry.id}: ${failure.code}`, { cause: describe(failure.cause) })
    return failure
  }

  #recover(entry: RosterEntry, failure: UploadError): void {
    const { roster, accounts } = this.#parts
    const recovery = RECOVERY[failure.code]
    const { accountId } = entry.upload
    if (isAboutNetwork(failure.code)) accounts.who.ask(accountId)
    if (countsAsTry(failure.code, accounts.who.touch(accountId))) entry.attempts += 1
    entry.lastFailure = failure.code
    const isRefused = failure.code === 'completion-refused'
    if (isRefused) entry.completionsRefused += 1
    const tries = isRefused ? entry.completionsRefused : entry.attempts
    const isLost = isLossOf(failure) && entry.upload.sessionsLost >= MOST_LOSSES
    if (recovery === 'reopen-session' || recovery === 'plan-again') this.#endSession(entry.id, failure.code)
    if (recovery === 'plan-again') this.#forgetPlan(entry.id)
    if (recovery === 'recheck') this.#forgetIdentity(entry.id)
    if (isAboutToken(failure) && this.#isAboutAnotherToken(entry)) {
      roster.apply(entry.id, { kind: 'set-back' })
      return
    }
    if (recovery === 'ask-user') this.#askUser(entry, failure)
    const isOver =
      recovery === 'give-up' || recovery === 'ask-user' || isLost || !mayTryAgain(failure.code, tries)
    const { failure: plain } = isLost ? lostTooOften(failure) : isOver ? inTheEnd(failure) : failure
    if (isOver) roster.apply(entry.id, { kind: 'failed', failure: plain })
    else if (recovery === 'recheck' || recovery === 'plan-again') roster.apply(entry.id, { kind: 'set-back' })
    else this.#wait(entry, failure)
  }

  #wait(entry: RosterEntry, failure: UploadError): void {
    const { roster, clock, random, accounts } = this.#parts
    const isCounted = countsAsTry(failure.code, accounts.who.touch(entry.upload.accountId))
    const tries = isCounted ? entry.attempts : entry.attempts + 1
    const delayMs = backoffMs(tries, random.next(), failure.retryAfterMs)
    const retryAt = clock.now() + delayMs
    roster.apply(entry.id, { kind: 'retry-scheduled', retryAt, failure: failure.failure })
    this.#scheduleRetry(entry, { delayMs, isCounted })
  }

  #forgetPlan(id: UploadId): void {
    this.#parts.store.parts.removePlan(id)
    this.#parts.roster.learn(id, {})
  }

  #forgetIdentity(id: UploadId): void {
    this.#parts.store.uploads.forgetIdentity(id)
    this.#parts.roster.learn(id, { identity: null })
  }

  #askUser({ upload }: RosterEntry, failure: UploadError): void {
    if (!isAboutToken(failure) || upload.accountId === null) return
    this.#parts.accounts.refused(upload.accountId, failure.message)
  }

  /** Says whether somebody has signed in since: then the refusal was of the token before. */
  #isAboutAnotherToken(entry: RosterEntry): boolean {
    const account = this.#parts.accounts.who.find(entry.upload.accountId)
    return account !== null && account !== entry.actedAs
  }
}

const isAboutToken = ({ code }: UploadError): boolean => code === 'unauthorized' || code === 'forbidden'

const describe = (cause: unknown): string => (cause instanceof Error ? cause.message : '')

/** Each loss sends the whole file again; after so many the user should know why before it is tried once more. */
const MOST_LOSSES = 5

const isLossOf = ({ code }: UploadError): boolean => code === 'session-expired' || code === 'session-unknown'

const lostTooOften = (cause: UploadError): UploadError =>
  new UploadError(
    cause.code,
    cause.code === 'session-expired'
      ? `This upload was started over ${MOST_LOSSES} times, because its parts did not get through within the hour that Polar gives. Please try again on a steadier or faster connection.`
      : `This upload was started over ${MOST_LOSSES} times, the last time because Polar or S3 no longer knew it. Try again later.`,
    { cause },
  )

/** What a failure says when nothing is tried any more: not what it promises before. */
const inTheEnd = (failure: UploadError): UploadError =>
  failure.code === 'completion-refused'
    ? new UploadError(
        failure.code,
        'Polar did not complete this file, though S3 took every part of it, each time it was sent. Try again later.',
        { cause: failure },
      )
    : failure

const bug = (cause: unknown): UploadError =>
  new UploadError(
    'internal',
    'Something went wrong in this app. Please try again; if it happens again, please send us the log.',
    { cause },
  )

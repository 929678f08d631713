import type { ListedAccount } from '../../../app/contract/account-view.ts'
import type { UploadEvents } from '../../../app/contract/upload-api.ts'
import type { HttpResponse } from '../../../app/ports.ts'
import type { Note } from '../virtual-database.ts'
import type { WatchedRequest } from '../virtual-link.ts'
import type { FileRecord } from '../virtual-polar.ts'
import { Accounts } from './accounts.ts'
import { checkAddressee } from './addressees.ts'
import { createBackInTouch, type BackInTouch, type Waiting } from './back-in-touch.ts'
import { checkOpenFiles, checkPartsAtOnce } from './bounds.ts'
import { CallBudget } from './call-budget.ts'
import { checkCompleted, checkEnd, checkRelocation } from './completed-files.ts'
import { Hour, timeIn } from './hour.ts'
import { compareWithDatabase } from './kept-commits.ts'
import { keyOf } from './part-key.ts'
import { Parts } from './parts.ts'
import { checkProgress } from './progress.ts'
import { checkTurn } from './queue.ts'
import { Scene, type WatchedProcess, type WatchedWorld } from './scene.ts'
import { forgetsUrls, keepsSecrets } from './secrets.ts'
import { sessionEnded, sessionOpened } from './sessions.ts'
import { checkFailure, checkTransition } from './states.ts'
import { isRestState, mirrorOf, short, type NoteValues, type UploadMirror } from './upload-mirror.ts'
import type { Cause, Violation } from './violation.ts'

/** Watches one life: brings what happens in it before the checks, which say when something is not as it must be. */
export class Watch {
  readonly #scene: Scene
  readonly #accounts: Accounts
  readonly #budget: CallBudget
  readonly #hour: Hour
  readonly #parts: Parts
  readonly back: BackInTouch
  #missedCommits = false
  partsSent = 0

  constructor(world: WatchedWorld) {
    const scene = new Scene(world)
    this.#scene = scene
    this.#accounts = new Accounts(scene)
    this.#budget = new CallBudget(scene)
    this.#hour = new Hour(scene)
    this.#parts = new Parts(scene)
    this.back = createBackInTouch({
      nowMs: world.nowMs,
      violate: (invariant, message) => this.violate(invariant, message),
      waitsForNetwork: () => this.#waitsForNetwork(),
    })
  }

  get uploads(): ReadonlyMap<string, UploadMirror> {
    return this.#scene.uploads
  }

  /** Where each upload stands by what the app tells. */
  get shown(): ReadonlyMap<string, string> {
    return this.#scene.shown
  }

  /** What has happened that may be to blame for a failure. */
  get causes(): Set<Cause> {
    return this.#scene.causes
  }

  get violation(): Violation | null {
    return this.#scene.violation
  }

  get partsSentAgain(): number {
    return this.#parts.sentAgain
  }

  /** Something is wrong. */
  violate(invariant: string, message: string): void {
    this.#scene.violate(invariant, message)
  }

  /** A process begins with what the one before has left. */
  processStarted(process: WatchedProcess): void {
    const { uploads, shown } = this.#scene
    this.#scene.process = process
    this.#missedCommits = false
    this.#hour.forget()
    this.#parts.processStarted()
    this.#budget.processStarted()
    this.#accounts.processStarted()
    shown.clear()
    for (const upload of uploads.values()) {
      upload.unstored.clear()
      upload.wishes = 0
      upload.meantFor = null
      shown.set(upload.id, upload.state)
    }
    compareWithDatabase(this.#scene, process.db)
  }

  processEnded(): void {
    this.#scene.process = null
    this.back.appIsGone()
    this.#parts.processEnded()
  }

  /** The monotonic clock may have stood still: what was known of the servers' time is of no use. */
  slept(): void {
    this.#hour.forget()
  }

  /** The user wants something done with an upload, or with all when none is named; gives how to say that it is. */
  wish(id?: string): () => void {
    this.back.wished()
    this.#budget.wished()
    const wanted = [...this.uploads.values()].filter((upload) => id === undefined || upload.id === id)
    for (const upload of wanted) {
      upload.isTouched = true
      upload.wishes += 1
    }
    return () => {
      this.back.wished()
      for (const upload of wanted) upload.wishes = Math.max(0, upload.wishes - 1)
    }
  }

  /** The app shows these accounts. */
  accountsShown(accounts: readonly ListedAccount[]): void {
    this.#accounts.areShown(accounts)
    this.back.accountsChanged(accounts)
  }

  /** The accounts as the app shows them. */
  accounts(): readonly ListedAccount[] {
    return this.#accounts.shown()
  }

  /** The user adds a file; gives how to say that the app has answered. */
  adding(path: string): () => void {
    return this.#accounts.adding(path)
  }

  /** The user gives that account a token of its own, if one is named; gives how to say that the app has answered. */
  tokenIsGiven(account: string | undefined): () => void {
    return this.#accounts.tokenIsGiven(account)
  }

  /** The token of an organization is of no use for a while, or was not once. */
  tokenTrouble(organization: number | null): void {
    this.#accounts.tokenTrouble(organization)
  }

  /** Polar has made the record of a file. */
  created(file: FileRecord): void {
    this.#accounts.created(file)
  }

  /** A token is put into the keychain under the name of an account. */
  tokenKept(account: string, token: string): void {
    this.#accounts.tokenKept(account, token)
  }

  requestStarted(request: WatchedRequest): void {
    if (this.#scene.process === null) return
    const { head } = request
    checkAddressee(this.#scene, request)
    if (head === null) {
      this.#budget.callStarts(request)
      return
    }
    this.partsSent += 1
    this.#budget.putStarts(head)
    if (!this.#parts.putStarts(head)) return
    this.back.putStarts(request.server, keyOf(head))
    checkPartsAtOnce(this.#scene, this.#hour, this.#parts.inFlight())
    this.#hour.putStarts(head)
  }

  /** It was answered, has failed, or was ended by the app. */
  requestEnded(request: WatchedRequest, outcome: HttpResponse | 'failed' | 'ended'): void {
    const { process } = this.#scene
    const { head, server } = request
    if (process === null) return
    const response = typeof outcome === 'string' ? null : outcome
    this.back.answered(server, response, timeIn(response) !== null)
    this.#hour.learnTime(server, response)
    this.#budget.answered(request, response)
    if (head === null) return
    const isStored = this.#parts.putEnded(head, response)
    if (!isStored && outcome !== 'ended') this.#budget.putFailed(process.monotonic())
  }

  published<Name extends keyof UploadEvents>(name: Name, payload: UploadEvents[Name]): void {
    if (name === 'progress') {
      checkProgress(this.#scene, payload as UploadEvents['progress'])
      return
    }
    this.keepsSecrets(`the event ${name}`, payload)
    if (name === 'accounts-changed') this.accountsShown(payload as UploadEvents['accounts-changed'])
    if (name === 'uploads-changed') {
      for (const { id, state } of payload as UploadEvents['uploads-changed']) {
        this.#scene.shown.set(id, state.kind)
        this.#accounts.waitIsShown(id, state.kind === 'waiting' ? state.failure.code : null)
      }
    }
    if (name === 'uploads-removed') {
      for (const id of payload as UploadEvents['uploads-removed']) {
        this.#scene.shown.delete(id)
        this.#accounts.waitIsShown(id, null)
      }
    }
  }

  /** Makes sure that neither the token nor a presigned URL is in something the app says. */
  keepsSecrets(where: string, said: unknown): void {
    keepsSecrets(this.#scene, where, said)
  }

  committed(notes: readonly Note[], missed: boolean): void {
    if (missed) this.#missedCommits = true
    for (const note of notes) {
      if (missed) this.#missed(note)
      else this.#took(note)
    }
  }

  /** What must hold whenever the app has done all it can do at a moment. */
  afterStep(openFiles: number): void {
    const { process } = this.#scene
    this.back.afterStep()
    checkOpenFiles(this.#scene, openFiles)
    if (this.#missedCommits || process === null) return
    this.#accounts.othersGoOn(process.monotonic())
    this.#accounts.oneHoldsNoneBack(process.monotonic())
    forgetsUrls(this.#scene)
  }

  /** What must hold when a life has come to its end in peace. */
  atTheEnd(): void {
    for (const upload of this.uploads.values()) checkEnd(this.#scene, upload)
  }

  #took(note: Note): void {
    const [what, id] = note
    const values = note.slice(2)
    if (what === 'added') {
      const organization = this.#accounts.added(String(values[1]), values[4] as string | null)
      const upload = mirrorOf(String(id), values, organization)
      if (upload !== null) this.#scene.uploads.set(upload.id, upload)
      return
    }
    const upload = this.uploads.get(String(id))
    if (upload === undefined) {
      // Parts and sessions go with their upload, in either order.
      if (what !== 'unplanned' && what !== 'session-ended') this.violate('mirror', `No upload for ${what}`)
      return
    }
    const [first = null, second = null] = values
    const number = Number(first)
    if (what === 'state') this.#stateChanged(upload, values)
    else if (what === 'moved') upload.position = number
    else if (what === 'relocated') this.#relocated(upload, String(first))
    else if (what === 'assigned') this.#accounts.assigned(upload, values)
    else if (what === 'removed') this.#scene.uploads.delete(upload.id)
    else if (what === 'planned') upload.parts.set(number, { bytes: Number(second), etag: null })
    else if (what === 'etag') this.#parts.etagStored(upload, number, second === null ? null : String(second))
    else if (what === 'session') sessionOpened(this.#scene, upload, String(first), String(second))
    else if (what === 'session-ended') sessionEnded(this.#scene, upload, String(first))
    else this.#parts.unplanned(upload, number)
  }

  #missed(note: Note): void {
    const [what, id, ...values] = note
    const upload = this.uploads.get(String(id))
    if (upload === undefined) return
    if (what === 'state') upload.unstored.add(String(values[1]))
    if (what === 'assigned') this.#accounts.assignedInVain(upload, String(values[1]))
    if (what === 'etag') this.#parts.etagMissed(upload, String(values[0]))
  }

  #relocated(upload: UploadMirror, path: string): void {
    checkRelocation(this.#scene, upload, path)
    upload.path = path
  }

  #stateChanged(upload: UploadMirror, values: NoteValues): void {
    const [, state, fileId, failureCode] = values.map((value) => (value === null ? null : String(value)))
    if (state == null) return
    const { world } = this.#scene
    world.trace(`state of ${short(upload.id)}: ${upload.state} -> ${state} ${failureCode ?? ''}`)
    const isWished = upload.wishes > 0 || this.#accounts.isBeingAdded(upload.path)
    checkTransition(this.#scene, upload, state, isWished)
    if (state === 'hashing') checkTurn(this.#scene, this.#accounts, upload)
    // Where states could not be stored, it may have waited for something else by now.
    const waitedForNetwork =
      upload.state === 'waiting' && upload.unstored.size === 0 && isAboutNetwork(upload.failureCode)
    // What the user wishes is done even so, and may take as long as a sleep.
    if (waitedForNetwork && state === 'queued' && !isWished) this.back.goesOn(upload, this.#isOutFor(upload))
    upload.unstored.clear()
    upload.state = state
    upload.sizeBytes = Number(values[4])
    upload.failureCode = failureCode ?? null
    if (state === 'waiting') upload.hasFailed = true
    if (isRestState(state)) upload.isTouched = false
    if (state === 'completed') checkCompleted(this.#scene, upload, fileId ?? '')
    if (state === 'failed') checkFailure(this.#scene, this.#accounts, upload, failureCode ?? '')
  }

  /** Whether the way to its server is out of order. */
  #isOutFor({ organization }: UploadMirror): boolean {
    const { isOut, organizations } = this.#scene.world
    return isOut(organization === null ? undefined : organizations.serverOf(organization))
  }

  #waitsForNetwork(): readonly Waiting[] {
    return [...this.uploads.values()].filter(({ id, state, failureCode, unstored }) => {
      const isShown = state === 'waiting' && this.shown.get(id) === 'waiting'
      return isShown && unstored.size === 0 && isAboutNetwork(failureCode)
    })
  }
}

const isAboutNetwork = (code: string | null): boolean => code === 'network' || code === 'not-polar'

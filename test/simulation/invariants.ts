import { basename } from 'node:path'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { HttpResponse } from '../../app/ports.ts'
import type { UploadEvents } from '../../app/contract/upload-api.ts'
import { createBackInTouch, type BackInTouch, type Waiting } from './back-in-touch.ts'
import { organizationOf } from './organizations.ts'
import type { Tokens } from './tokens.ts'
import type { Note, VirtualDatabase } from './virtual-database.ts'
import { checksumOf, type VirtualDisk } from './virtual-disk.ts'
import {
  SIGNATURE,
  type FileRecord,
  type Operation,
  type PutHead,
  type VirtualPolar,
} from './virtual-polar.ts'

/** An invariant that does not hold. */
export interface Violation {
  readonly invariant: string
  readonly message: string
  readonly atMs: number
}

/** What can be to blame for a failure; an upload may fail only for something that has really happened. */
export type Cause =
  | 'file-gone'
  | 'file-changed'
  | 'read-fault'
  | 'token'
  | 'keychain'
  | 'bad-signature'
  | 'refused-by-server'
  | 'not-fit'
  | 'damaged'
  | 'altered'
  | 'multipart-lost'
  | 'server-error'

/** What is remembered of one upload, as far as its commits tell. */
export interface UploadMirror {
  readonly id: string
  path: string
  /** Whose it is; null until somebody is signed in. */
  organization: number | null
  /** Whose it is to be for this process, where that could not be stored. */
  meantFor: number | null
  state: string
  /** Its place in the queue. */
  position: number
  sizeBytes: number
  failureCode: string | null
  readonly parts: Map<number, { readonly bytes: number; etag: string | null }>
  /** Bytes of the parts that have an ETag. */
  storedBytes: number
  session: { readonly fileId: string; readonly multipartId: string } | null
  /** Every file ever opened for it. */
  readonly fileIds: string[]
  /** The user has asked for something to be done with it since it came to rest. */
  isTouched: boolean
  /** How many such wishes the app has not answered yet. */
  wishes: number
  /** States that could not be stored: it may be in one of them by now. */
  readonly unstored: Set<string>
}

/** A file that is being added. */
interface Adding {
  readonly path: string
  readonly organization: number | null
}

/** What the checks look at. */
export interface WatchedWorld {
  readonly polar: VirtualPolar
  readonly disk: VirtualDisk
  readonly tokens: Tokens
  readonly nowMs: () => number
  /** Whether the network is out of order. */
  readonly isOut: () => boolean
  readonly trace: (what: string) => void
}

/** The process the app runs in, as far as the checks are concerned. */
export interface WatchedProcess {
  readonly monotonic: () => number
  readonly db: VirtualDatabase
}

const RESTS = ['paused', 'failed', 'canceled', 'completed']
const ACTIVE = ['hashing', 'opening', 'uploading', 'completing']
const LEAVES_WORK = ['waiting', 'failed', 'queued', 'paused', 'canceled']

/** Where each state may lead, as drawn in app/contract/upload-state.ts. */
const LEADS_TO: Readonly<Record<string, readonly string[]>> = {
  queued: ['hashing', 'paused', 'canceled'],
  hashing: ['opening', ...LEAVES_WORK],
  opening: ['uploading', ...LEAVES_WORK],
  uploading: ['completing', ...LEAVES_WORK],
  completing: ['completed', ...LEAVES_WORK],
  waiting: ['queued', 'paused', 'canceled'],
  paused: ['queued', 'canceled'],
  failed: ['queued', 'canceled'],
  canceled: ['queued'],
  completed: [],
}

/** Which failures need which cause. Failures not named here mend themselves and end nothing. */
const NEEDS_CAUSE: Readonly<Record<string, readonly Cause[]>> = {
  'file-missing': ['file-gone', 'read-fault'],
  'file-changed': ['file-changed'],
  'file-touched': ['file-changed', 'read-fault'],
  unauthorized: ['token', 'keychain'],
  forbidden: ['token'],
  keychain: ['keychain'],
  'request-altered': ['bad-signature'],
  rejected: ['refused-by-server', 'not-fit'],
  'checksum-mismatch': ['damaged', 'file-changed'],
  'stored-differs': ['altered'],
  'completion-refused': ['multipart-lost', 'server-error'],
}

const CALLS_PER_MINUTE = 100
const PARTS_AT_ONCE = 16
/** Shortly before its URLs die, all that is left of an upload starts at once, as far as the computer bears it. */
const LAST_CALL_MS = 3 * 60_000
const PARTS_AT_LAST_CALL = 64
/** A part that failed is not sent again for half a second, so no more than these can fail in a minute. */
const FAILED_PUTS_PER_MINUTE = PARTS_AT_ONCE * 130
/** Two uploads before completing, as many that are to start now, one that completes, and one that is looked for. */
const MOST_OPEN_FILES = 6
/** However well the app hides it, an upload that nothing holds back begins within that time. */
const BEGINS_WITHIN_MS = 2_000
/** The `Date` header counts whole seconds, so a difference below two says nothing. */
const CLOCK_PLAY_MS = 2_000
/** What stands for Polar's API, asked with one token, where parts stand by their name. */
const apiOf = (token: string): string => `api ${token}`

/** Watches one life, and says when something is not as it must be. Only the first violation counts. */
export class Watch {
  readonly #world: WatchedWorld
  readonly uploads = new Map<string, UploadMirror>()
  /** Where each upload stands by what the app tells, which may be ahead of what could be stored. */
  readonly shown = new Map<string, string>()
  readonly causes = new Set<Cause>()
  /** The accounts as the app shows them. */
  #accounts: readonly ListedAccount[] = []
  /** What each upload that waits waits for, by what the app tells. */
  readonly #waits = new Map<string, string>()
  /** Files the user is adding, and the organization that was chosen when that began. */
  readonly #adding = new Set<Adding>()
  /** The organizations that each file was ever to go to, by the file's name. */
  readonly #belongs = new Map<string, Set<number>>()
  /** Organizations whose token was refused, or given back. */
  readonly #tokenTroubles = new Set<number>()
  /** Since when, on the process's monotonic clock, nothing is done though something could be. */
  #idleSince: number | null = null
  readonly back: BackInTouch
  violation: Violation | null = null
  #process: WatchedProcess | null = null
  /** Parts that S3 has acknowledged to this process, by multipart upload and number. */
  readonly #acknowledged = new Set<string>()
  readonly #inFlight = new Map<string, PutHead>()
  /** What the process can know of the servers' clock: the servers' time at the start of its monotonic clock. */
  #knownStart: number | null = null
  /** When Polar was called in the last minute, by token. */
  readonly #apiCalls = new Map<string, number[]>()
  /** Until when, on the process's monotonic clock, S3 wants a part not to be sent, or Polar not to be called. */
  readonly #stayAwayUntil = new Map<string, number>()
  readonly #failedPuts: number[] = []
  #missedCommits = false
  partsSent = 0
  partsSentAgain = 0

  constructor(world: WatchedWorld) {
    this.#world = world
    this.back = createBackInTouch({
      nowMs: world.nowMs,
      violate: (invariant, message) => this.violate(invariant, message),
      waitsForNetwork: () => this.#waitsForNetwork(),
    })
  }

  /** Something is wrong. */
  violate(invariant: string, message: string): void {
    this.violation ??= { invariant, message, atMs: this.#world.nowMs() }
  }

  /** A process begins with what the one before has left. */
  processStarted(process: WatchedProcess): void {
    this.#process = process
    this.#knownStart = null
    this.#missedCommits = false
    this.#acknowledged.clear()
    this.#inFlight.clear()
    this.#apiCalls.clear()
    this.#stayAwayUntil.clear()
    this.shown.clear()
    this.#waits.clear()
    this.#accounts = []
    this.#adding.clear()
    this.#idleSince = null
    for (const upload of this.uploads.values()) {
      upload.unstored.clear()
      upload.wishes = 0
      upload.meantFor = null
      this.shown.set(upload.id, upload.state)
    }
    this.#compareWithDatabase(process.db)
  }

  processEnded(): void {
    this.#process = null
    this.back.appIsGone()
    this.#inFlight.clear()
  }

  /** The monotonic clock may have stood still: what was known of the servers' time is of no use. */
  slept(): void {
    this.#knownStart = null
  }

  /** The user wants something done with an upload, or with all when none is named; gives how to say that it is. */
  wish(id?: string): () => void {
    this.back.wished()
    const wanted = [...this.uploads.values()].filter((upload) => id === undefined || upload.id === id)
    // A part is tried at once when the user wants it tried; Polar's own limit holds all the same.
    for (const key of this.#stayAwayUntil.keys()) if (!isApi(key)) this.#stayAwayUntil.delete(key)
    for (const upload of wanted) {
      upload.isTouched = true
      upload.wishes += 1
    }
    return () => {
      this.back.wished()
      for (const upload of wanted) upload.wishes = Math.max(0, upload.wishes - 1)
    }
  }

  committed(notes: readonly Note[], missed: boolean): void {
    if (missed) this.#missedCommits = true
    for (const note of notes) {
      if (missed) this.#missed(note)
      else this.#took(note)
    }
  }

  /** The organization that is chosen, by what the app shows; null for none. */
  chosen(): number | null {
    return organizationOf(this.#accounts.find(({ isChosen }) => isChosen)?.id ?? null)
  }

  /** The app shows these accounts. */
  accountsShown(accounts: readonly ListedAccount[]): void {
    this.#accounts = accounts
    this.back.accountsChanged(accounts)
  }

  /** The user adds a file; gives how to say that the app has answered. */
  adding(path: string): () => void {
    const one = { path, organization: this.chosen() }
    this.#adding.add(one)
    return () => void this.#adding.delete(one)
  }

  /** The token of an organization is of no use for a while, or was not once. */
  tokenTrouble(organization: number | null): void {
    if (organization !== null) this.#tokenTroubles.add(organization)
  }

  /** Polar has made the record of a file. */
  created({ name, organization }: FileRecord): void {
    if (this.#belongs.get(name)?.has(organization) === true) return
    this.violate('no file in another organization', `${name} is created in organization ${organization}`)
  }

  requestStarted(operation: Operation, head: PutHead | null, token: string): void {
    if (this.#process === null) return
    if (head !== null) {
      this.#putStarted(head)
      return
    }
    const now = this.#world.nowMs()
    this.#staysAway(apiOf(token), now)
    const calls = this.#apiCalls.get(token) ?? []
    this.#apiCalls.set(token, calls)
    calls.push(now)
    while ((calls[0] ?? now) <= now - 60_000) calls.shift()
    if (calls.length > CALLS_PER_MINUTE) {
      this.violate('no spinning', `${calls.length} calls of Polar's API in a minute (${operation})`)
    }
  }

  /** It was answered, has failed, or was ended by the app. */
  requestEnded(head: PutHead | null, outcome: HttpResponse | 'failed' | 'ended', token: string): void {
    if (this.#process === null) return
    const response = typeof outcome === 'string' ? null : outcome
    this.back.answered(response, timeIn(response) !== null)
    this.#learnTime(response, this.#process)
    const key = head === null ? apiOf(token) : keyOf(head)
    const seconds = Number(response?.headers['retry-after'] ?? 0)
    if (seconds > 0) this.#stayAwayUntil.set(key, this.#world.nowMs() + seconds * 1000)
    if (head === null) return
    this.#inFlight.delete(key)
    if (response?.status === 200 && response.headers.etag !== undefined) this.#acknowledged.add(key)
    else if (outcome !== 'ended') this.#putFailed(this.#process.monotonic())
  }

  published<Name extends keyof UploadEvents>(name: Name, payload: UploadEvents[Name]): void {
    if (name === 'progress') {
      this.#progressed(payload as UploadEvents['progress'])
      return
    }
    this.keepsSecrets(`the event ${name}`, payload)
    if (name === 'accounts-changed') this.accountsShown(payload as UploadEvents['accounts-changed'])
    if (name === 'uploads-changed') {
      for (const { id, state } of payload as UploadEvents['uploads-changed']) {
        this.shown.set(id, state.kind)
        if (state.kind === 'waiting') this.#waits.set(id, state.failure.code)
        else this.#waits.delete(id)
      }
    }
    if (name === 'uploads-removed') {
      for (const id of payload as UploadEvents['uploads-removed']) {
        this.shown.delete(id)
        this.#waits.delete(id)
      }
    }
  }

  /** Makes sure that neither the token nor a presigned URL is in something the app says. */
  keepsSecrets(where: string, said: unknown): void {
    const withErrors = (_key: string, value: unknown): unknown =>
      value instanceof Error ? [value.message, value.stack, value.cause] : value
    const text = JSON.stringify([said], withErrors)
    if (text.includes('polar_oat_')) {
      this.violate('secrets', `The token is in ${where}`)
    }
    if (text.includes('X-Amz-Signature') || text.includes(SIGNATURE)) {
      this.violate('secrets', `A presigned URL is in ${where}`)
    }
  }

  /** What must hold whenever the app has done all it can do at a moment. */
  afterStep(openFiles: number): void {
    this.back.afterStep()
    if (openFiles > MOST_OPEN_FILES) this.violate('bounded handles', `${openFiles} files are open`)
    if (this.#missedCommits || this.#process === null) return
    this.#othersGoOn(this.#process.monotonic())
    for (const { state, session, id } of this.uploads.values()) {
      if (session !== null && (state === 'completed' || state === 'canceled')) {
        this.violate('secrets', `The upload ${id} is ${state}, and its presigned URLs are still there`)
      }
    }
  }

  /** What holds an account's uploads back, a token that is refused or a server that is silent, holds no others back. */
  #othersGoOn(now: number): void {
    const isIdle = this.#accounts.length > 1 && ![...this.shown.values()].some(isActiveState)
    const ready = isIdle ? [...this.uploads.values()].find((upload) => this.#isReady(upload)) : undefined
    if (ready === undefined) {
      this.#idleSince = null
      return
    }
    this.#idleSince ??= now
    if (now - this.#idleSince <= BEGINS_WITHIN_MS) return
    this.violate('an account holds back its own', `${short(ready.id)} waits, and nothing of its own holds it`)
  }

  #isReady(upload: UploadMirror): boolean {
    const { id, state, unstored } = upload
    if (state !== 'queued' || this.shown.get(id) !== 'queued' || unstored.size > 0) return false
    const owner = this.#ownerOf(upload)
    const account = this.#accounts.find((one) => organizationOf(one.id) === owner)
    if (account?.standing.kind !== 'signed-in') return false
    return ![...this.#waits].some(([id, code]) => {
      const other = this.uploads.get(id)
      return code === 'storage-full' || other === undefined || this.#ownerOf(other) === owner
    })
  }

  /** Whose an upload is, or would be if it began now. */
  #ownerOf({ organization, meantFor }: UploadMirror): number | null {
    return organization ?? meantFor ?? this.chosen()
  }

  /** What must hold when a life has come to its end in peace. */
  atTheEnd(): void {
    for (const upload of this.uploads.values()) this.#checkEnd(upload)
  }

  #checkEnd({ id, path, state, failureCode, fileIds }: UploadMirror): void {
    const { polar, disk } = this.#world
    const listed = fileIds
      .map((fileId) => polar.files.get(fileId))
      .filter((file) => file !== undefined)
      .filter((file) => file.object !== null && !file.isDeleted)
    if (state === 'canceled' && listed.length > 0) {
      this.violate('canceled is gone', `The upload ${id} is canceled, and Polar lists its file`)
    }
    if (state === 'completed' && listed.length !== 1) {
      this.violate('completed is listed once', `Polar lists ${listed.length} files for the upload ${id}`)
    }
    if (state === 'completed' || state === 'canceled') return
    const isGone = failureCode === 'file-missing' && !disk.isThere(path)
    const isUnfit = failureCode === 'rejected' && this.causes.has('not-fit')
    if (state === 'failed' && (isGone || isUnfit)) return
    const why = failureCode === null ? '' : ` (${failureCode})`
    this.violate('arrives in the end', `The upload ${id} is ${state}${why} though nothing stands in its way`)
  }

  #putStarted(head: PutHead): void {
    const key = keyOf(head)
    const upload = this.#uploadOf(head)
    this.partsSent += 1
    this.#staysAway(key, this.#world.nowMs())
    if (upload === null) {
      this.violate('session stored first', `A part of ${key} is sent, and no upload has that session`)
      return
    }
    if (head.multipart.stored.has(head.partNumber)) this.partsSentAgain += 1
    if (upload.parts.get(head.partNumber)?.etag != null) {
      this.violate('stored parts are never sent again', `The part ${key} is stored and committed`)
    }
    if (this.#acknowledged.has(key)) {
      this.violate('stored parts are never sent again', `The part ${key} has been acknowledged`)
    }
    if (this.#inFlight.has(key)) this.violate('one writer', `The part ${key} is sent twice at once`)
    for (const other of this.#inFlight.values()) {
      if (other.multipart !== head.multipart && upload.fileIds.includes(other.multipart.fileId)) {
        this.violate('one session', `Parts are sent to ${key} and to ${keyOf(other)} at once`)
      }
    }
    this.#inFlight.set(key, head)
    this.back.putStarts(key)
    const serverNow = this.#serverNow()
    const calm = [...this.#inFlight.values()].filter(
      ({ expiresAt }) => serverNow !== null && expiresAt - serverNow >= LAST_CALL_MS,
    )
    // A part that has its place keeps it when the last call of another upload fills all there are.
    if (calm.length > PARTS_AT_ONCE || this.#inFlight.size > PARTS_AT_LAST_CALL) {
      this.violate('bounded', `${this.#inFlight.size} parts at once`)
    }
    if (serverNow !== null && serverNow >= head.expiresAt) {
      this.violate('no PUT to an expired URL', `${key} is late by ${serverNow - head.expiresAt} ms`)
    }
  }

  #staysAway(key: string, now: number): void {
    const leftMs = (this.#stayAwayUntil.get(key) ?? now) - now
    if (leftMs > 0) this.violate('whoever asks for rest has it', `${key} is tried ${leftMs} ms too early`)
  }

  #uploadOf({ multipart }: PutHead): UploadMirror | null {
    for (const upload of this.uploads.values()) {
      if (upload.session?.multipartId === multipart.id) return upload
    }
    return null
  }

  #putFailed(now: number): void {
    this.#failedPuts.push(now)
    while ((this.#failedPuts[0] ?? now) <= now - 60_000) this.#failedPuts.shift()
    if (this.#failedPuts.length > FAILED_PUTS_PER_MINUTE) {
      this.violate('no spinning', `${this.#failedPuts.length} parts failed in a minute`)
    }
  }

  #serverNow(): number | null {
    if (this.#knownStart === null || this.#process === null) return null
    return this.#knownStart + this.#process.monotonic()
  }

  /** An answer can only come late, so of all it could know of the servers' clock the latest is the truest. */
  #learnTime(response: HttpResponse | null, process: WatchedProcess): void {
    const date = timeIn(response)
    if (date === null) return
    const start = date - process.monotonic()
    // A clock that goes slower than ours falls behind what was known of it.
    if (this.#knownStart === null || start > this.#knownStart || start < this.#knownStart - CLOCK_PLAY_MS) {
      this.#knownStart = start
    }
  }

  #took(note: Note): void {
    const [what, id] = note
    const values = note.slice(2)
    if (what === 'added') {
      this.#add(String(id), values)
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
    else if (what === 'assigned') this.#assigned(upload, first, second)
    else if (what === 'removed') this.uploads.delete(upload.id)
    else if (what === 'planned') upload.parts.set(number, { bytes: Number(second), etag: null })
    else if (what === 'etag') this.#etagStored(upload, number, second === null ? null : String(second))
    else if (what === 'session') this.#sessionOpened(upload, String(first), String(second))
    else if (what === 'session-ended') this.#sessionEnded(upload, String(first))
    else {
      this.#forgetStored(upload, number)
      upload.parts.delete(number)
    }
  }

  #add(id: string, values: readonly (string | number | null)[]): void {
    const [state, path] = values.slice(0, 2).map(String)
    const [sizeBytes, position] = values.slice(2, 4).map(Number)
    if (state === undefined || path === undefined || sizeBytes === undefined || position === undefined) return
    const organization = organizationOf(values[4] as string | null)
    const chosen = [...this.#adding].filter((one) => one.path === path).map((one) => one.organization)
    if (!chosen.includes(organization)) {
      const words = `${path} is for organization ${organization}, and ${chosen.join(' or ')} was chosen`
      this.violate('a file goes where it was added to', words)
    }
    this.#belongsTo(path, organization)
    this.uploads.set(id, {
      ...{
        id,
        state,
        path,
        organization,
        meantFor: null,
        sizeBytes,
        position,
        failureCode: null,
        session: null,
        isTouched: true,
        wishes: 0,
        storedBytes: 0,
      },
      ...{ parts: new Map(), fileIds: [], unstored: new Set() },
    })
  }

  /** Once a file's parts are known, no other is taken for it; no two files here have the same bytes, but for empty ones. */
  #relocated(upload: UploadMirror, path: string): void {
    const isKnown = upload.parts.size > 0 && upload.sizeBytes > 0
    if (isKnown && basename(path) !== basename(upload.path)) {
      this.violate('no other file is taken for it', `${upload.path} is taken to be ${path}`)
    }
    upload.path = path
  }

  #belongsTo(path: string, organization: number | null): void {
    if (organization === null) return
    const name = basename(path)
    const those = this.#belongs.get(name) ?? new Set()
    this.#belongs.set(name, those.add(organization))
  }

  /** Whoever is chosen when it begins gets what was added while there was nobody. */
  #assigned(upload: UploadMirror, from: string | number | null, to: string | number | null): void {
    const [before, organization] = [from, to].map((id) => organizationOf(id as string | null))
    if (before === organization) return
    const created = upload.fileIds.map((id) => this.#world.polar.files.get(id)?.organization)
    const meant = upload.meantFor ?? this.chosen()
    if (before !== null || organization !== meant || created.some((one) => one !== organization)) {
      this.violate('a file goes where it was added to', `${upload.id} goes from ${before} to ${organization}`)
    }
    upload.organization = organization ?? null
    this.#belongsTo(upload.path, upload.organization)
  }

  #stateChanged(upload: UploadMirror, values: readonly (string | number | null)[]): void {
    const [, state, fileId, failureCode] = values.map((value) => (value === null ? null : String(value)))
    if (state == null) return
    const before = [upload.state, ...upload.unstored]
    this.#world.trace(`state of ${short(upload.id)}: ${upload.state} -> ${state} ${failureCode ?? ''}`)
    if (!before.some((from) => LEADS_TO[from]?.includes(state))) {
      this.violate('legal transitions', `The upload ${upload.id} goes from ${before.join('/')} to ${state}`)
    }
    const rested = before.every((from) => RESTS.includes(from))
    const awaitsSignIn = ['unauthorized', 'forbidden'].includes(upload.failureCode ?? '')
    if (rested && !upload.isTouched && upload.wishes === 0 && !awaitsSignIn) {
      this.violate(
        'rest is rest',
        `The upload ${upload.id} leaves ${upload.state} though nobody asked for it`,
      )
    }
    if (state === 'hashing') this.#isNext(upload)
    // Where states could not be stored, it may have waited for something else by now.
    const waitedForNetwork =
      upload.state === 'waiting' && upload.unstored.size === 0 && isAboutNetwork(upload.failureCode)
    // What the user wishes is done even so, and may take as long as a sleep.
    if (waitedForNetwork && state === 'queued' && upload.wishes === 0)
      this.back.goesOn(upload, this.#world.isOut())
    upload.unstored.clear()
    upload.state = state
    upload.sizeBytes = Number(values[4])
    upload.failureCode = failureCode ?? null
    if (RESTS.includes(state)) upload.isTouched = false
    if (state === 'completed') this.#completed(upload, fileId ?? '')
    if (state === 'failed') this.#failed(upload, failureCode ?? '')
  }

  /** Nobody who waits for a turn stands before the one who gets it. */
  #isNext(upload: UploadMirror): void {
    for (const other of this.uploads.values()) {
      if (other.state !== 'queued' || other.unstored.size > 0 || other.position >= upload.position) continue
      // Those of another account may wait for something that does not concern this one.
      if (this.#ownerOf(other) !== this.#ownerOf(upload)) continue
      this.violate('the queue has an order', `${short(upload.id)} begins before ${short(other.id)}`)
    }
  }

  #completed(upload: UploadMirror, fileId: string): void {
    const { polar, disk } = this.#world
    const file = polar.files.get(fileId)
    if (file?.object == null || file.isDeleted) {
      this.violate('completed means listed', `Polar does not list the file of the upload ${upload.id}`)
      return
    }
    if (file.organization !== upload.organization) {
      this.violate('no file in another organization', `${upload.id} is in ${file.organization}`)
    }
    const stored = checksumOf(file.object.content)
    if (file.alterationShown) this.violate('never a wrong file', `${upload.id} was altered at rest`)
    if (file.object.sizeBytes !== file.sizeBytes || file.sizeBytes !== upload.sizeBytes) {
      this.violate('never a wrong file', `${file.object.sizeBytes} bytes are stored of ${upload.sizeBytes}`)
    } else if (stored !== file.checksum) {
      this.violate('never a wrong file', `What is stored for ${upload.id} is not what was declared`)
    } else if (!disk.everWas(file.checksum)) {
      this.violate('never a mixture', `What is stored for ${upload.id} was never a file on the disk`)
    }
  }

  #failed(upload: UploadMirror, code: string): void {
    if (code === 'internal') {
      this.violate('no bugs', `The upload ${upload.id} failed as internal`)
      return
    }
    const possible = NEEDS_CAUSE[code]
    // One account's token says nothing of another's.
    const isOwn = (cause: Cause): boolean =>
      cause !== 'token' || upload.organization === null || this.#tokenTroubles.has(upload.organization)
    if (possible === undefined || !possible.some((cause) => this.causes.has(cause) && isOwn(cause))) {
      this.violate('failures are true', `The upload ${upload.id} failed as ${code}, and nothing caused that`)
    }
    const file = this.#world.polar.files.get(upload.session?.fileId ?? '')
    const mayNotAsk = ['unauthorized', 'forbidden'].includes(code)
    if (file?.object != null && !file.isDeleted && !file.wasAltered && !mayNotAsk) {
      this.violate(
        'a stored file never fails',
        `Polar lists the file of ${upload.id}, which failed as ${code}`,
      )
    }
  }

  #etagStored(upload: UploadMirror, number: number, etag: string | null): void {
    const part = upload.parts.get(number)
    if (part === undefined) {
      this.violate('mirror', `No part ${number} of ${upload.id}`)
      return
    }
    this.#forgetStored(upload, number)
    part.etag = etag
    if (etag === null) return
    upload.storedBytes += part.bytes
    const multipart = this.#world.polar.multiparts.get(upload.session?.multipartId ?? '')
    const key = `${upload.session?.multipartId}/${number}`
    if (multipart?.stored.get(number)?.etag !== etag) {
      this.violate('stored means stored', `The part ${key} is committed, and S3 has not stored it`)
    } else if (!this.#acknowledged.has(key)) {
      this.violate('stored means acknowledged', `The part ${key} is committed before S3 has answered`)
    }
  }

  #forgetStored(upload: UploadMirror, number: number): void {
    const part = upload.parts.get(number)
    if (part?.etag != null) upload.storedBytes -= part.bytes
  }

  #sessionOpened(upload: UploadMirror, fileId: string, multipartId: string): void {
    if (upload.session !== null) this.violate('one session', `A second session is opened for ${upload.id}`)
    const stored = [...upload.parts.values()].filter(({ etag }) => etag !== null).length
    if (stored > 0) this.violate('mirror', `A new session of ${upload.id} begins with ${stored} parts`)
    upload.session = { fileId, multipartId }
    upload.fileIds.push(fileId)
    const organization = this.#world.polar.files.get(fileId)?.organization
    if (organization !== upload.organization) {
      this.violate('no file in another organization', `${upload.id} has a session in ${organization}`)
    }
  }

  #sessionEnded(upload: UploadMirror, fileId: string): void {
    upload.session = null
    const file = this.#world.polar.files.get(fileId)
    if (file?.object == null || file.isDeleted || file.wasAltered) return
    if (upload.state === 'completed' || upload.state === 'canceled') return
    if (upload.isTouched || upload.wishes > 0) return
    this.violate(
      'a stored file is kept',
      `The session of ${upload.id} is dropped though Polar lists its file`,
    )
  }

  #waitsForNetwork(): readonly Waiting[] {
    return [...this.uploads.values()].filter(({ id, state, failureCode, unstored }) => {
      const isShown = state === 'waiting' && this.shown.get(id) === 'waiting'
      return isShown && unstored.size === 0 && isAboutNetwork(failureCode)
    })
  }

  #missed(note: Note): void {
    const [what, id, ...values] = note
    const upload = this.uploads.get(String(id))
    if (upload === undefined) return
    if (what === 'state') upload.unstored.add(String(values[1]))
    if (what === 'assigned' && upload.organization === null) {
      upload.meantFor = organizationOf(String(values[1]))
      this.#belongsTo(upload.path, upload.meantFor)
    }
    if (what === 'etag') this.#acknowledged.delete(`${upload.session?.multipartId}/${String(values[0])}`)
  }

  #progressed(progress: UploadEvents['progress']): void {
    for (const { id, storedBytes, sentBytes, bytesPerSecond, secondsLeft } of progress) {
      const upload = this.uploads.get(id)
      if (upload === undefined) continue
      if (storedBytes !== upload.storedBytes) {
        this.violate(
          'progress is what is stored',
          `${storedBytes} bytes are shown, ${upload.storedBytes} are committed`,
        )
      }
      if (storedBytes > upload.sizeBytes) this.violate('progress is at most all', `${storedBytes} bytes`)
      if (sentBytes < storedBytes) this.violate('stored was sent', `${sentBytes} sent, ${storedBytes} stored`)
      for (const pace of [bytesPerSecond, secondsLeft]) {
        if (pace !== null && !(pace >= 0 && pace < Infinity)) this.violate('progress is a number', `${pace}`)
      }
    }
  }

  /** What was committed is there: nothing is lost by a crash, and nothing comes back. */
  #compareWithDatabase(db: VirtualDatabase): void {
    const rows = db.look('SELECT id, state FROM uploads') as { id: string; state: string }[]
    const stored = db.look('SELECT upload_id AS id, COUNT(etag) AS count FROM parts GROUP BY upload_id') as {
      id: string
      count: number
    }[]
    const expected = [...this.uploads.values()].map(({ id, state }) => `${id} ${state}`).sort()
    const found = rows.map(({ id, state }) => `${id} ${state}`).sort()
    const counts = new Map(stored.map(({ id, count }) => [id, count]))
    const isLost = [...this.uploads.values()].some(({ id, parts }) => {
      const committed = [...parts.values()].filter(({ etag }) => etag !== null).length
      return committed !== (counts.get(id) ?? 0)
    })
    if (expected.join() !== found.join() || isLost) {
      this.violate('nothing committed is lost', `${found.join()} instead of ${expected.join()}`)
    }
  }
}

/** What an answer says about the servers' time, if it does; a hotel's page says nothing. */
function timeIn(response: HttpResponse | null): number | null {
  const isPage = response?.headers['content-type'] === 'text/html'
  const date = Date.parse(response?.headers.date ?? '')
  return isPage || Number.isNaN(date) ? null : date
}

const isApi = (key: string): boolean => key.startsWith('api ')

const keyOf = ({ multipart, partNumber }: PutHead): string => `${multipart.id}/${partNumber}`

/** Enough of an upload's id to tell it from others in a trace. */
export const short = (id: string): string => id.slice(-4)

const isAboutNetwork = (code: string | null): boolean => code === 'network' || code === 'not-polar'

/** The states in which a run is at work. */
export const isActiveState = (state: string): boolean => ACTIVE.includes(state)

/** The states in which nothing more happens by itself. */
export const isRestState = (state: string): boolean => RESTS.includes(state)

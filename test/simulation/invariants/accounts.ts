import { basename } from 'node:path'
import type { ListedAccount } from '../../../app/contract/account-view.ts'
import { isNameless } from '../organizations.ts'
import type { FileRecord } from '../virtual-polar.ts'
import type { Scene } from './scene.ts'
import { isActiveState, short, type NoteValues, type UploadMirror } from './upload-mirror.ts'

/** However well the app hides it, an upload that nothing holds back begins within that time. */
const BEGINS_WITHIN_MS = 2_000

/** The same while another upload of its account waits: whether the server is there may have to be found out first. */
const BEGINS_BESIDE_TROUBLE_WITHIN_MS = 30_000

/** A file that is being added. */
interface Adding {
  readonly path: string
  readonly organization: number | null
}

/** A file goes to the account it was added for and to no other; one account's trouble is not another's. */
export class Accounts {
  readonly #scene: Scene
  /** The accounts as the app shows them. */
  #accounts: readonly ListedAccount[] = []
  /** What each upload that waits waits for, by what the app tells. */
  readonly #waits = new Map<string, string>()
  /** Files the user is adding, and the organization that was chosen when that began. */
  readonly #adding = new Set<Adding>()
  /** The organizations that each file was ever to go to, by the file's name. */
  readonly #belongs = new Map<string, Set<number>>()
  /** What each account goes by whose organization was learned, if its name was of no organization before. */
  readonly #named = new Map<string, string>()
  /** Accounts that the user is just giving a token. */
  readonly #given = new Set<string>()
  /** Organizations whose token was refused, or given back. */
  readonly #tokenTroubles = new Set<number>()
  /** Since when, on the process's monotonic clock, nothing is done though something could be. */
  #idleSince: number | null = null
  /** The same where one upload of an account is in trouble, and others of it could begin. */
  #heldSince: number | null = null

  constructor(scene: Scene) {
    this.#scene = scene
  }

  processStarted(): void {
    this.#waits.clear()
    this.#accounts = []
    this.#adding.clear()
    this.#idleSince = null
    this.#heldSince = null
  }

  /** The app shows these accounts. */
  areShown(accounts: readonly ListedAccount[]): void {
    this.#accounts = accounts
    for (const { id } of accounts) {
      const named = this.#named.get(id)
      if (named === undefined) continue
      if (this.#given.has(id)) {
        this.#named.delete(id)
        continue
      }
      this.#scene.violate('what has a name keeps it', `${id} is there again, which is ${named} by now`)
    }
  }

  /** The user gives an account a token of its own, even one that has got a name meanwhile; gives how to end it. */
  tokenIsGiven(account: string | undefined): () => void {
    if (account === undefined) return () => undefined
    this.#given.add(account)
    return () => void this.#given.delete(account)
  }

  shown(): readonly ListedAccount[] {
    return this.#accounts
  }

  /** The app shows what an upload waits for; null when it does not wait. */
  waitIsShown(id: string, code: string | null): void {
    if (code === null) this.#waits.delete(id)
    else this.#waits.set(id, code)
  }

  /** The account that is chosen, by what the app shows; null for none. */
  chosen(): string | null {
    return this.#accounts.find(({ isChosen }) => isChosen)?.id ?? null
  }

  /** The account an upload is for, or would be for if it began now. */
  ownerOf({ account, meantFor }: UploadMirror): string | null {
    return account ?? meantFor ?? this.chosen()
  }

  /** The user adds a file; gives how to say that the app has answered. */
  adding(path: string): () => void {
    const one = { path, organization: this.#organizationOf(this.chosen()) }
    this.#adding.add(one)
    return () => void this.#adding.delete(one)
  }

  /** Whether the user is adding it: if it is on its way by the time it is found, that is to go on. */
  isBeingAdded(path: string): boolean {
    return [...this.#adding].some((one) => one.path === path)
  }

  /** The token of an organization is of no use for a while, or was not once. */
  tokenTrouble(organization: number | null): void {
    if (organization !== null) this.#tokenTroubles.add(organization)
  }

  /** Whether that is so; of an upload without an organization it always may be. */
  hadTokenTrouble(organization: number | null): boolean {
    return organization === null || this.#tokenTroubles.has(organization)
  }

  /** A token is put into the keychain: under the name of its own account, and of no other. */
  tokenKept(account: string, token: string): void {
    const [named, real] = [this.#organizationOf(account), this.#scene.world.tokens.organizationOf(token)]
    if (named === real) return
    const words = `The token of organization ${real} is kept for ${account}`
    this.#scene.violate('no token under another name', words)
  }

  /** Polar has made the record of a file. */
  created({ name, organization }: FileRecord): void {
    if (this.#belongs.get(name)?.has(organization) === true) return
    this.#scene.violate(
      'no file in another organization',
      `${name} is created in organization ${organization}`,
    )
  }

  /** An upload is added; gives whose it is. */
  added(path: string, account: string | null): number | null {
    const organization = this.#organizationOf(account)
    const chosen = [...this.#adding].filter((one) => one.path === path).map((one) => one.organization)
    if (!chosen.includes(organization)) {
      const words = `${path} is for organization ${organization}, and ${chosen.join(' or ')} was chosen`
      this.#scene.violate('a file goes where it was added to', words)
    }
    const named = this.#named.get(account ?? '')
    if (named !== undefined) {
      this.#scene.violate('nothing is left in a name that is gone', `${path} is for what is ${named} by now`)
    }
    this.#belongsTo(path, organization)
    return organization
  }

  /** Whoever is chosen when it begins gets what was added while there was nobody. */
  assigned(upload: UploadMirror, [from = null, to = null]: NoteValues): void {
    const account = to as string | null
    const [before, organization] = [from as string | null, account].map((id) => this.#organizationOf(id))
    upload.account = account
    if (before === organization) {
      if (from !== to) this.#learned(String(from), String(to))
      return
    }
    const created = upload.fileIds.map((id) => this.#scene.world.servers.file(id)?.organization)
    const meant = this.#organizationOf(upload.meantFor ?? this.chosen())
    if (before !== null || organization !== meant || created.some((one) => one !== organization)) {
      const words = `${upload.id} goes from ${before} to ${organization}`
      this.#scene.violate('a file goes where it was added to', words)
    }
    upload.organization = organization ?? null
    this.#belongsTo(upload.path, upload.organization)
  }

  /** The same, but it could not be stored. */
  assignedInVain(upload: UploadMirror, account: string): void {
    if (upload.organization !== null) return
    upload.meantFor = account
    this.#belongsTo(upload.path, this.#organizationOf(account))
  }

  /** What holds an account's uploads back, a token that is refused or a server that is silent, holds no others back. */
  othersGoOn(now: number): void {
    const { uploads, shown } = this.#scene
    const isIdle = this.#accounts.length > 1 && ![...shown.values()].some(isActiveState)
    const ready = isIdle ? [...uploads.values()].find((upload) => this.#isReady(upload)) : undefined
    if (ready === undefined) {
      this.#idleSince = null
      return
    }
    this.#idleSince ??= now
    if (now - this.#idleSince <= BEGINS_WITHIN_MS) return
    const words = `${short(ready.id)} waits, and nothing of its own holds it`
    this.#scene.violate('an account holds back its own', words)
  }

  /** The trouble of one upload holds back no other of its account, whether it waits, is refused or is being completed. */
  oneHoldsNoneBack(now: number): void {
    const { uploads, shown } = this.#scene
    const isIdle = ![...shown.values()].some((state) => isActiveState(state) && state !== 'completing')
    const held = isIdle ? [...uploads.values()].find((upload) => this.#isBesideTrouble(upload)) : undefined
    if (held === undefined) {
      this.#heldSince = null
      return
    }
    this.#heldSince ??= now
    if (now - this.#heldSince <= BEGINS_BESIDE_TROUBLE_WITHIN_MS) return
    this.#scene.violate(
      'one file’s trouble is its own',
      `${short(held.id)} waits though one other is in trouble only`,
    )
  }

  /** Whether it could begin, and at most one other of its account waits. */
  #isBesideTrouble(upload: UploadMirror): boolean {
    return this.#isQueued(upload) && this.#waitsBeside(upload).length <= 1
  }

  #isReady(upload: UploadMirror): boolean {
    return this.#isQueued(upload) && this.#waitsBeside(upload).length === 0
  }

  /** Whether it waits for its turn only: its account is signed in and its server there, as far as the app tells. */
  #isQueued(upload: UploadMirror): boolean {
    const { id, state, unstored } = upload
    if (state !== 'queued' || this.#scene.shown.get(id) !== 'queued' || unstored.size > 0) return false
    const owner = this.ownerOf(upload)
    const account = this.#accounts.find(({ id: one }) => one === owner)
    return account?.standing.kind === 'signed-in' && ![...this.#waits.values()].includes('storage-full')
  }

  /** The uploads of the same account that wait for another try. */
  #waitsBeside(upload: UploadMirror): readonly string[] {
    const owner = this.ownerOf(upload)
    return [...this.#waits.keys()].filter((other) => {
      const waiting = this.#scene.uploads.get(other)
      return waiting === undefined || this.ownerOf(waiting) === owner
    })
  }

  /** What was for an account without a name is for a named one of the same organization from now on; never the other way. */
  #learned(from: string, to: string): void {
    if (!isNameless(from) || isNameless(to)) {
      this.#scene.violate('only what had no name gets another', `What was for ${from} is for ${to}`)
    }
    this.#named.set(from, to)
  }

  #organizationOf(account: string | null): number | null {
    return this.#scene.world.organizations.organizationOf(account)
  }

  #belongsTo(path: string, organization: number | null): void {
    if (organization === null) return
    const name = basename(path)
    const those = this.#belongs.get(name) ?? new Set()
    this.#belongs.set(name, those.add(organization))
  }
}

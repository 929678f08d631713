import type { NamedAccount, SignInOutcome, SignInRequest, TokenAnswer } from '../contract/account-view.ts'
import type { AccountId } from '../contract/ids.ts'
import { findRights } from '../polar/token-rights.ts'
import type { Keychain } from '../ports.ts'
import type { Account } from '../store/account-store.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { UploadError } from '../upload-error.ts'
import { failureOf } from './account-failure.ts'
import { AccountNaming, type OnMoved } from './account-naming.ts'
import { AccountSession, type SessionParts } from './account-session.ts'
import { AccountSessions } from './account-sessions.ts'
import { createKeptAccounts } from './kept-accounts.ts'
import { knownAccountOf, namelessOf } from './nameless.ts'
import { checkSignIn } from './sign-in-check.ts'

/** What accounts work with. */
export interface AccountsParts extends SessionParts {
  readonly keychain: Keychain
}

/** Writes down what is to outlast this process, if anything is. */
type Keep = (account: Account, token: string, isToChoose: boolean) => Promise<void>

/** Signs in and out; any number of accounts are signed in side by side. */
export class Accounts {
  readonly #parts: AccountsParts
  /** Who is there. */
  readonly who = new AccountSessions()
  readonly #kept
  readonly #naming
  readonly #closing = new AbortController()

  /** Nobody is signed in yet. */
  constructor(parts: AccountsParts) {
    this.#parts = parts
    this.#kept = createKeptAccounts(parts.store.settings)
    this.#naming = new AccountNaming({ ...parts, who: this.who, kept: this.#kept })
  }

  /** Aborted when the app closes: what is asked for no particular upload ends then. */
  get signal(): AbortSignal {
    return this.#closing.signal
  }

  /** Every one that was ever signed in to. */
  known(): readonly NamedAccount[] {
    return this.#parts.store.accounts
      .all()
      .map(({ id, serverUrl, organizationName }) => ({ id, serverUrl, organizationName }))
  }

  /** Signs in whoever was signed in last, with the tokens from the keychain. No network is needed. */
  async restore(): Promise<void> {
    const kept = this.#kept.ids().map((id) => this.#parts.store.accounts.find(id))
    const sessions = kept.filter((account) => account !== null).map((account) => this.#sessionOf(account))
    const chosen = this.#kept.chosen() ?? sessions[0]?.id ?? null
    if (chosen !== null && this.who.chosen() === null) this.who.choose(chosen)
    // One after the other: a locked keychain asks for its password once.
    for (const session of sessions) await this.#restoreOne(session)
  }

  /** Checks the token with Polar and puts it into the keychain. */
  signIn(request: SignInRequest): Promise<SignInOutcome> {
    const { store, keychain } = this.#parts
    return this.#signIn(request, async (account, token, isToChoose) => {
      await keychain.write(account.id, token)
      store.accounts.save(account)
      this.#kept.keep(account.id)
      if (isToChoose) this.#kept.choose(account.id)
    })
  }

  /** The same for this process only: nothing is put into the keychain, and the next start knows nothing of it. */
  signInForNow(request: SignInRequest): Promise<SignInOutcome> {
    return this.#signIn(request, (account) => {
      this.#parts.store.accounts.save(account)
      return Promise.resolve()
    })
  }

  /** Has new files go there from now on. */
  choose(id: AccountId): void {
    this.who.choose(id)
    if (this.#kept.ids().includes(id)) this.#noteChoice(id)
    this.#parts.onChange()
  }

  /** The same for this process only. */
  chooseForNow(id: AccountId): void {
    this.who.choose(id)
    this.#parts.onChange()
  }

  /**
   * Forgets the token of an account, of the chosen one when none is named; another is chosen then, if there is one.
   * Throws `KeychainError` when the keychain does not let go of the token, and has changed nothing then.
   */
  async signOut(wanted: AccountId | null): Promise<void> {
    const id = wanted ?? this.who.chosen() ?? this.#kept.chosen()
    if (id === null) return
    if (this.#kept.ids().includes(id)) await this.#naming.forgetToken(id)
    const nameNow = this.who.nameNow(id)
    // It has got its name meanwhile, and the keychain the token under that.
    if (nameNow !== id) return this.signOut(nameNow)
    const session = this.who.session(id)
    this.#kept.forget(id)
    this.who.remove(id)
    const next = this.who.chosen() ?? this.#kept.ids()[0] ?? null
    if (this.#kept.chosen() === null && next !== null) this.#noteChoice(next)
    if (session === null) this.#parts.onChange()
    else session.leave(null)
  }

  /** Polar has refused the token: nothing more is tried with it, and the user is asked once. */
  refused(id: AccountId, reason: string): void {
    if (this.who.find(id) !== null) this.who.session(id)?.leave(reason)
  }

  /** What an account's token may do, as Polar says now. */
  async rights(id: AccountId): Promise<TokenAnswer> {
    const who = this.who.find(id)
    try {
      if (who === null) throw new UploadError('unauthorized', 'Please sign in to this account first.')
      return { ok: true, rights: (await findRights(this.#parts.polar, who, this.signal)).rights }
    } catch (error) {
      const failure = failureOf(error)
      if (failure.code === 'network') this.who.ask(id)
      if (failure.code === 'unauthorized' && this.who.find(id) === who) this.refused(id, failure.message)
      return { ok: false, failure }
    }
  }

  /**
   * Takes note of the organization of a token that may not read it. The account then goes by that organization's
   * name for itself, as with any other token of it, and has what the nameless one had; `onMoved` hears of that.
   */
  learnOrganization(id: AccountId | null, organizationId: string, onMoved: OnMoved): void {
    const session = this.who.session(id)
    const token = session?.current()?.token
    if (session === null || token === undefined || session.account().organizationId !== null) return
    this.#naming.learn(session, token, organizationId, onMoved)
  }

  close(): void {
    for (const { id } of this.who.list()) this.who.session(id)?.connection.close()
    this.#closing.abort(new Error('The app is closing'))
  }

  async #restoreOne(session: AccountSession): Promise<void> {
    // Meanwhile somebody may have signed in or out.
    const isMoot = (): boolean => session.current() !== null || this.who.session(session.id) !== session
    try {
      const found = await this.#naming.findToken(session.account())
      if (isMoot()) return
      if (found === null) {
        session.leave('The keychain no longer has the access token. Please sign in again.')
        return
      }
      session.enter(session.account(), found.token)
      session.connection.ask()
      if (found.keptAs !== session.id) void this.#naming.moveToken(found.keptAs, session.id, found.token)
    } catch (error) {
      if (!isMoot()) session.leave(failureOf(error).message)
    }
  }

  async #signIn(request: SignInRequest, keep: Keep): Promise<SignInOutcome> {
    const token = request.token.trim()
    const { accountId = null } = request
    try {
      const checked = await checkSignIn(this.#parts.polar, { ...request, token }, this.signal)
      const account = await this.#recognize(checked, token, accountId)
      const isToChoose = account.id !== accountId || this.who.chosen() === null
      await keep(account, token, isToChoose)
      const session = this.#sessionOf(account)
      if (isToChoose) this.who.choose(account.id)
      session.enter(account, token)
      session.connection.settle()
      const rights = { mayUpload: true, mayReadName: checked.organizationId !== null }
      return { ok: true, account: session.view(), rights }
    } catch (error) {
      return { ok: false, failure: failureOf(error) }
    }
  }

  /** Which account a token is of that may not name its organization. */
  async #recognize(account: Account, token: string, wanted: AccountId | null): Promise<Account> {
    const { store } = this.#parts
    if (account.organizationId !== null) return account
    const known = knownAccountOf(store, account, token)
    if (known !== null) return known
    const meant = wanted === null ? null : store.accounts.find(wanted)
    if (meant?.organizationId === null && meant.serverUrl === account.serverUrl) return meant
    // Earlier versions had one for all tokens of a server, which goes on with the very same token only.
    return (await this.#isTokenOf(account.id, token)) ? account : namelessOf(account, token)
  }

  async #isTokenOf(id: AccountId, token: string): Promise<boolean> {
    const current = this.who.find(id)
    if (current !== null) return current.token === token
    return this.#kept.ids().includes(id) && (await this.#parts.keychain.read(id)) === token
  }

  #sessionOf(account: Account): AccountSession {
    const known = this.who.session(account.id)
    if (known !== null) return known
    const session = new AccountSession(this.#parts, account)
    this.who.add(session)
    return session
  }

  #noteChoice(id: AccountId): void {
    try {
      this.#kept.choose(id)
    } catch (error) {
      // It holds until the app ends.
      if (asStorageFailure(error) === null) throw error
      this.#parts.log.warn('The chosen account could not be stored', { cause: String(error) })
    }
  }
}

import { createHash } from 'node:crypto'
import { asStorageFailure } from '../store/storage-failure.ts'
import type { AccountView, SignInOutcome, SignInRequest } from '../contract/account-view.ts'
import type { AccountId } from '../contract/ids.ts'
import type { UploadFailure } from '../contract/upload-failure.ts'
import type { Credentials, PolarClient } from '../polar/polar-client.ts'
import { KeychainError, type Clock, type Keychain, type Log } from '../ports.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import { UploadError } from '../upload-error.ts'
import { ConnectionWatch, type Answer } from './connection-watch.ts'
import { accountOf, checkSignIn } from './sign-in-check.ts'

/** Who is signed in, with the means to act for them. The token never leaves the main process's memory. */
export interface CurrentAccount extends Credentials {
  readonly id: AccountId
}

/** What accounts work with. */
export interface AccountsParts {
  readonly store: Store
  readonly keychain: Keychain
  readonly polar: PolarClient
  readonly clock: Clock
  readonly log: Log
  /** Called after `view` or `current` has changed. */
  readonly onChange: () => void
  /** Called when Polar can be reached after that was in doubt; `isBack` says that it could not be for a while. */
  readonly onTouch: (isBack: boolean) => void
}

interface State {
  readonly view: AccountView
  readonly current: CurrentAccount | null
}

const signedOut = (reason: string | null): State => ({ view: { kind: 'signed-out', reason }, current: null })

const signedIn = ({ id, serverUrl, organizationName }: Account, token: string): State => ({
  view: { kind: 'signed-in', id, serverUrl, organizationName, offlineReason: null },
  current: { id, serverUrl, token },
})

/** The accounts of this computer; at most one is signed in. */
export class Accounts {
  readonly #parts: AccountsParts
  /** Whether Polar can be reached. */
  readonly connection: ConnectionWatch
  readonly #closing = new AbortController()
  #state = signedOut(null)

  /** Nobody is signed in yet. */
  constructor(parts: AccountsParts) {
    this.#parts = parts
    const { clock, log } = parts
    this.connection = new ConnectionWatch({
      ...{ clock, log },
      mayAsk: () => this.#state.current !== null,
      ask: (signal, onAsked) => this.#askWho(signal, onAsked),
      onLost: (offlineReason) => this.#show({ offlineReason }),
      onAnswer: (answer) => this.#answered(answer),
    })
  }

  /** Aborted when the app closes: what is asked for no particular upload ends then. */
  get signal(): AbortSignal {
    return this.#closing.signal
  }

  view(): AccountView {
    return this.#state.view
  }

  /** Null while nobody is signed in. */
  current(): CurrentAccount | null {
    return this.#state.current
  }

  /** Signs in whoever was signed in last, with the token from the keychain. No network is needed. */
  async restore(): Promise<void> {
    const { store, keychain } = this.#parts
    const id = store.settings.get('currentAccount')
    const account = id === null ? null : store.accounts.find(id)
    if (account === null) return
    try {
      const token = await keychain.read(account.id)
      if (token === null) {
        this.#leave('The keychain no longer has the access token. Please sign in again.')
        return
      }
      this.#enter(signedIn(account, token))
      this.connection.ask()
    } catch (error) {
      this.#leave(failureOf(error).message)
    }
  }

  /** Checks the token with Polar and puts it into the keychain. */
  signIn(request: SignInRequest): Promise<SignInOutcome> {
    const { store, keychain } = this.#parts
    return this.#signIn(request, async (account, token) => {
      await keychain.write(account.id, token)
      store.accounts.save(account)
      store.settings.set('currentAccount', account.id)
    })
  }

  /** The same for this process only: nothing is put into the keychain, and the next start knows nothing of it. */
  signInForNow(request: SignInRequest): Promise<SignInOutcome> {
    return this.#signIn(request, (account) => {
      this.#parts.store.accounts.save(account)
      return Promise.resolve()
    })
  }

  /** Forgets the token. Throws `KeychainError` when the keychain does not let go of it. */
  async signOut(): Promise<void> {
    const { store, keychain } = this.#parts
    const id = this.#state.current?.id ?? store.settings.get('currentAccount')
    store.settings.set('currentAccount', null)
    this.#leave(null)
    if (id !== null) await keychain.remove(id)
  }

  /** Polar has refused the token: nothing more is tried with it, and the user is asked once. */
  refused(id: AccountId, reason: string): void {
    if (this.#state.current?.id === id) this.#leave(reason)
  }

  /**
   * Takes note of the organization of a token that may not read it. The account then goes by that organization's
   * name for itself, as with any other token of it; `move` is called to give it what the nameless one had.
   */
  learnOrganization(organizationId: string, move: (from: AccountId, to: AccountId) => void): void {
    const { store } = this.#parts
    const { current } = this.#state
    const before = current === null ? null : store.accounts.find(current.id)
    if (current === null || before === null || before.organizationId !== null) return
    const named = accountOf(before.serverUrl, { id: organizationId, name: null })
    store.accounts.save(named)
    this.#remember(current.token, organizationId)
    move(before.id, named.id)
    void this.#moveToken(before.id, named.id, current.token)
    this.#enter(signedIn(store.accounts.find(named.id) ?? named, current.token))
  }

  close(): void {
    this.connection.close()
    this.#closing.abort(new Error('The app is closing'))
  }

  async #signIn(
    request: SignInRequest,
    keep: (account: Account, token: string) => Promise<void>,
  ): Promise<SignInOutcome> {
    const token = request.token.trim()
    try {
      const checked = await checkSignIn(this.#parts.polar, { ...request, token }, this.#closing.signal)
      const account = this.#recognize(checked, token)
      await keep(account, token)
      this.#enter(signedIn(account, token))
      this.connection.settle()
      return { ok: true, account: this.#state.view }
    } catch (error) {
      return { ok: false, failure: failureOf(error) }
    }
  }

  /** The account of a token that may not name its organization, if it was learned before whose it is. */
  #recognize(account: Account, token: string): Account {
    const { store } = this.#parts
    const known = store.settings.get('organizationsByToken')?.[fingerprint(token)]
    if (account.organizationId !== null || known === undefined) return account
    const named = accountOf(account.serverUrl, { id: known, name: null })
    return store.accounts.find(named.id) ?? named
  }

  #remember(token: string, organizationId: string): void {
    const { settings } = this.#parts.store
    const known = settings.get('organizationsByToken') ?? {}
    settings.set('organizationsByToken', { ...known, [fingerprint(token)]: organizationId })
  }

  /** The next start finds the token under the new name, or, if this fails, still under the old one. */
  async #moveToken(from: AccountId, to: AccountId, token: string): Promise<void> {
    const { store, keychain, log } = this.#parts
    if (store.settings.get('currentAccount') !== from) return
    try {
      await keychain.write(to, token)
      store.settings.set('currentAccount', to)
      await keychain.remove(from)
    } catch (error) {
      log.warn('The token keeps its old name in the keychain', { cause: String(error) })
    }
  }

  #enter(state: State): void {
    this.#state = state
    this.#parts.onChange()
  }

  #leave(reason: string | null): void {
    this.#enter(signedOut(reason))
    this.connection.settle()
  }

  #show(change: { readonly offlineReason: string | null; readonly organizationName?: string }): void {
    const { view, current } = this.#state
    if (view.kind === 'signed-in') this.#enter({ view: { ...view, ...change }, current })
  }

  /** Who the token belongs to: the answer also tells that Polar can be reached, and what time it is there. */
  async #askWho(signal: AbortSignal, onAsked: () => void): Promise<void> {
    const { polar, store } = this.#parts
    const { current } = this.#state
    if (current === null) return
    const organization = await polar.findOrganization(current, signal, onAsked)
    const account = accountOf(current.serverUrl, organization)
    if (organization === null || account.id !== current.id) {
      this.#show({ offlineReason: null })
    } else {
      this.#show({ offlineReason: null, organizationName: organization.name })
      try {
        store.accounts.save(account)
      } catch (error) {
        // A name that cannot be noted is asked for again at the next start.
        if (asStorageFailure(error) === null) throw error
      }
    }
  }

  #answered({ isBack, error }: Answer): void {
    if (error?.code === 'unauthorized') this.#leave(error.message)
    else if (error !== null) this.#show({ offlineReason: null })
    this.#parts.onTouch(isBack)
  }
}

const fingerprint = (token: string): string => createHash('sha256').update(token).digest('hex')

function failureOf(error: unknown): UploadFailure {
  if (error instanceof UploadError) return error.failure
  if (error instanceof KeychainError) return { code: 'keychain', message: error.message }
  const full = asStorageFailure(error)
  if (full === null) throw error
  return full.failure
}

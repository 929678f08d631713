import type { AccountStanding, AccountView, ListedAccount } from '../contract/account-view.ts'
import type { AccountId } from '../contract/ids.ts'
import type { Credentials, PolarClient } from '../polar/polar-client.ts'
import type { Clock, Log } from '../ports.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import { asStorageFailure } from '../store/storage-failure.ts'
import { ConnectionWatch, type Answer } from './connection-watch.ts'
import { accountOf } from './sign-in-check.ts'

/** An account with the means to act for it. The token never leaves the main process's memory. */
export interface SignedInAccount extends Credentials {
  readonly id: AccountId
}

/** What one account's session works with. */
export interface SessionParts {
  readonly store: Store
  readonly polar: PolarClient
  readonly clock: Clock
  readonly log: Log
  /** Called after anything of it has changed. */
  readonly onChange: () => void
  /** Called when its server can be reached after that was in doubt; `isBack` says that it could not for a while. */
  readonly onTouch: (id: AccountId, isBack: boolean) => void
}

/** One account: its token, or why there is none, and whether its server can be reached. */
export class AccountSession {
  readonly #parts: SessionParts
  /** Whether the server can be reached. */
  readonly connection: ConnectionWatch
  #account: Account
  #current: SignedInAccount | null = null
  #reason: string | null = null
  #offlineReason: string | null = null
  #view: AccountView | null = null

  /** There is no token yet. */
  constructor(parts: SessionParts, account: Account) {
    this.#parts = parts
    this.#account = account
    const { clock, log } = parts
    this.connection = new ConnectionWatch({
      ...{ clock, log },
      mayAsk: () => this.#current !== null,
      ask: (signal, onAsked) => this.#askWho(signal, onAsked),
      onLost: (reason) => this.#show(reason),
      onAnswer: (answer) => this.#answered(answer),
    })
  }

  get id(): AccountId {
    return this.#account.id
  }

  /** The account as it is remembered. */
  account(): Account {
    return this.#account
  }

  /** Null without a token. */
  current(): SignedInAccount | null {
    return this.#current
  }

  /** The same value until something changes. */
  view(): AccountView {
    return (this.#view ??= this.#makeView())
  }

  listed(isChosen: boolean): ListedAccount {
    const { id, serverUrl, organizationName } = this.#account
    return { id, serverUrl, organizationName, isChosen, standing: this.#standing() }
  }

  /** There is a token now, of the account under whichever name it goes by now. */
  enter(account: Account, token: string): void {
    this.#account = account
    this.#current = { id: account.id, serverUrl: account.serverUrl, token }
    this.#reason = null
    this.#offlineReason = null
    this.#changed()
  }

  /** There is no token any more that is of use; why is null when the user wished it. */
  leave(reason: string | null): void {
    this.#current = null
    this.#reason = reason
    this.#offlineReason = null
    this.#changed()
    this.connection.settle()
  }

  #makeView(): AccountView {
    if (this.#current === null) return { kind: 'signed-out', reason: this.#reason }
    const { id, serverUrl, organizationName } = this.#account
    return { kind: 'signed-in', id, serverUrl, organizationName, offlineReason: this.#offlineReason }
  }

  #standing(): AccountStanding {
    if (this.#current === null) return { kind: 'needs-sign-in', reason: this.#reason }
    return this.#offlineReason === null
      ? { kind: 'signed-in' }
      : { kind: 'offline', reason: this.#offlineReason }
  }

  #changed(): void {
    this.#view = null
    this.#parts.onChange()
  }

  #show(offlineReason: string | null, organizationName = this.#account.organizationName): void {
    if (this.#current === null) return
    this.#account = { ...this.#account, organizationName }
    this.#offlineReason = offlineReason
    this.#changed()
  }

  /** Who the token belongs to: the answer also tells that Polar can be reached, and what time it is there. */
  async #askWho(signal: AbortSignal, onAsked: () => void): Promise<void> {
    const { polar, store } = this.#parts
    const current = this.#current
    if (current === null) return
    const organization = await polar.findOrganization(current, signal, onAsked)
    const account = accountOf(current.serverUrl, organization)
    if (organization === null || account.id !== this.id) {
      this.#show(null)
      return
    }
    this.#show(null, organization.name)
    try {
      store.accounts.save(account)
    } catch (error) {
      // A name that cannot be noted is asked for again at the next start.
      if (asStorageFailure(error) === null) throw error
    }
  }

  #answered({ isBack, error }: Answer): void {
    if (error?.code === 'unauthorized') this.leave(error.message)
    else if (error !== null) this.#show(null)
    this.#parts.onTouch(this.id, isBack)
  }
}

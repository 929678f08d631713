import type { AccountView, ListedAccount } from '../contract/account-view.ts'
import type { AccountId } from '../contract/ids.ts'
import type { AccountSession, SignedInAccount } from './account-session.ts'
import type { Touch } from './connection-watch.ts'

const NOBODY: AccountView = { kind: 'signed-out', reason: null }

/** The accounts side by side, and which of them is the chosen one: where new files go. */
export class AccountSessions {
  readonly #sessions = new Map<AccountId, AccountSession>()
  /** What those go by that had no name in this process, until they got one. */
  readonly #named = new Map<AccountId, AccountId>()
  #chosen: AccountId | null = null

  /** The chosen one; the same value until something changes. */
  view(): AccountView {
    return this.session(this.#chosen)?.view() ?? NOBODY
  }

  /** In the order they were added. */
  list(): readonly ListedAccount[] {
    return Array.from(this.#sessions.values(), (session) => session.listed(session.id === this.#chosen))
  }

  /** Where new files go, signed in or not; null while there is no account. */
  chosen(): AccountId | null {
    return this.#chosen
  }

  /** The chosen one; null while it is not signed in. */
  current(): SignedInAccount | null {
    return this.find(this.#chosen)
  }

  /** Null while that account is not signed in. */
  find(id: AccountId | null): SignedInAccount | null {
    return this.session(id)?.current() ?? null
  }

  /** All that are signed in. */
  all(): readonly SignedInAccount[] {
    return Array.from(this.#sessions.values(), (session) => session.current()).filter((who) => who !== null)
  }

  /** Whether that account's server can be reached, as far as is known. */
  touch(id: AccountId | null): Touch {
    return this.session(id)?.connection.touch() ?? 'kept'
  }

  /** Whether every server can be reached, as far as is known. */
  isInTouch(): boolean {
    return [...this.#sessions.values()].every(({ connection }) => connection.touch() === 'kept')
  }

  /** Has that account's server asked whether it is there, unless it is being asked. */
  ask(id: AccountId | null): void {
    this.session(id)?.connection.ask()
  }

  /** Has all servers asked anew, at once. */
  askAnew(): void {
    for (const { connection } of this.#sessions.values()) connection.askAnew()
  }

  session(id: AccountId | null): AccountSession | null {
    return id === null ? null : (this.#sessions.get(id) ?? null)
  }

  /** Puts one at the end. */
  add(session: AccountSession): void {
    this.#named.delete(session.id)
    this.#sessions.set(session.id, session)
  }

  /** An account that is not there is passed over. */
  choose(id: AccountId): void {
    if (this.#sessions.has(id)) this.#chosen = id
  }

  /** Takes an account out. If it was the chosen one, another is: one that is signed in, if there is one. */
  remove(id: AccountId): void {
    this.#sessions.delete(id)
    if (this.#chosen !== id) return
    const left = [...this.#sessions.values()]
    this.#chosen = (left.find((session) => session.current() !== null) ?? left[0])?.id ?? null
  }

  /** What an account goes by now that went by this name: whoever takes a while must not come back with an old one. */
  nameNow(id: AccountId): AccountId {
    return this.#named.get(id) ?? id
  }

  /** An account has turned out to be another that is there: it is taken out, and that is the chosen one in its stead. */
  giveWay(from: AccountId, to: AccountId): void {
    this.#named.set(from, to)
    if (this.#chosen === from) this.choose(to)
    this.remove(from)
  }

  /** An account goes by another name from now on, in its old place; whichever went by that name gives way. */
  rename(from: AccountId, to: AccountId): void {
    this.#named.set(from, to)
    const renamed = [...this.#sessions].filter(([id]) => id !== to)
    this.#sessions.clear()
    for (const [id, session] of renamed) this.#sessions.set(id === from ? to : id, session)
    if (this.#chosen === from) this.#chosen = to
  }
}

import type { AccountId } from '../contract/ids.ts'
import type { Keychain, Log } from '../ports.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import type { AccountSession } from './account-session.ts'
import type { AccountSessions } from './account-sessions.ts'
import type { KeptAccounts } from './kept-accounts.ts'
import { knownAccountOf, rememberOrganization } from './nameless.ts'
import { accountOf } from './sign-in-check.ts'

/** What naming works with. */
interface NamingParts {
  readonly store: Store
  readonly keychain: Keychain
  readonly log: Log
  readonly who: AccountSessions
  readonly kept: KeptAccounts
}

/** Hears that all that one account had is another's. */
export type OnMoved = (from: AccountId, to: AccountId) => void

/** A token, and the account under whose name the keychain has it. */
interface KeptToken {
  readonly token: string
  readonly keptAs: AccountId
}

/** Gives accounts their name that began without one, because their token may not read it. */
export class AccountNaming {
  readonly #parts: NamingParts

  constructor(parts: NamingParts) {
    this.#parts = parts
  }

  /**
   * Takes note of the organization of a token that may not read it. The account then goes by that organization's
   * name for itself, as with any other token of it, and has what the nameless one had; `onMoved` hears of that.
   */
  learn(session: AccountSession, token: string, organizationId: string, onMoved: OnMoved): void {
    const { store, kept } = this.#parts
    const { id: from, serverUrl } = session.account()
    const named = accountOf(serverUrl, { id: organizationId, name: null })
    const isKept = kept.ids().includes(from)
    // All or nothing: a process that dies in between must not leave uploads to a name that no start signs in to.
    store.together(() => {
      store.accounts.save(named)
      rememberOrganization(store, token, organizationId)
      store.uploads.moveToAccount(from, named.id)
      store.accounts.moveAbandoned(from, named.id)
      if (isKept) kept.rename(from, named.id)
    })
    onMoved(from, named.id)
    const isThere = this.#rename(session, store.accounts.find(named.id) ?? named, token)
    if (isKept) void this.moveToken(from, named.id, isThere ? null : token)
  }

  /** An account's token. A process that died while it named the account has left it under the name before. */
  async findToken(account: Account): Promise<KeptToken | null> {
    const token = await this.#parts.keychain.read(account.id)
    if (token !== null) return { token, keptAs: account.id }
    const [before = null] = await this.#keptBefore(account)
    return before
  }

  /** Has the keychain forget an account's token, also where it still has it under the name before. */
  async forgetToken(id: AccountId): Promise<void> {
    const { store, keychain } = this.#parts
    await keychain.remove(id)
    const account = store.accounts.find(id)
    const before = account === null ? [] : await this.#keptBefore(account)
    for (const { keptAs } of before) await keychain.remove(keptAs)
  }

  /** Has the keychain forget a name; the token, if one is given, goes by the other from now on. */
  async moveToken(from: AccountId, to: AccountId, token: string | null): Promise<void> {
    const { keychain, log } = this.#parts
    try {
      if (token !== null) await keychain.write(to, token)
      await keychain.remove(from)
    } catch (error) {
      log.warn('The token keeps its old name in the keychain', { cause: String(error) })
    }
  }

  /** The tokens that are known to be an account's, and still go by a name that says nothing of its organization. */
  async #keptBefore({ id, serverUrl, organizationId }: Account): Promise<readonly KeptToken[]> {
    const { store, keychain } = this.#parts
    const found: KeptToken[] = []
    const all = organizationId === null ? [] : store.accounts.all()
    for (const nameless of all) {
      if (nameless.organizationId !== null || nameless.serverUrl !== serverUrl) continue
      const token = await keychain.read(nameless.id)
      if (token === null || knownAccountOf(store, nameless, token)?.id !== id) continue
      found.push({ token, keptAs: nameless.id })
    }
    return found
  }

  /** If somebody is signed in under that name already, their token does; gives whether it is so. */
  #rename(session: AccountSession, named: Account, token: string): boolean {
    const { who } = this.#parts
    const from = session.id
    const isThere = who.find(named.id) !== null
    if (isThere) {
      who.giveWay(from, named.id)
      session.leave(null)
    } else {
      who.rename(from, named.id)
      session.enter(named, token)
    }
    return isThere
  }
}

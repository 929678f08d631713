import type { AccountSessions } from './accounts/account-sessions.ts'
import type { Accounts } from './accounts/accounts.ts'
import type { AccountCommands } from './contract/account-commands.ts'
import type { AccountView } from './contract/account-view.ts'
import type { Events } from './events.ts'
import type { UploadEngine } from './upload/upload-engine.ts'

/** The commands that are about accounts. */
export const accountCommandsOf = (accounts: Accounts, engine: UploadEngine): AccountCommands => ({
  account: () => Promise.resolve(accounts.who.view()),
  accounts: () => Promise.resolve(accounts.who.list()),
  knownAccounts: () => Promise.resolve(accounts.known()),
  async chooseAccount(id) {
    await Promise.resolve()
    accounts.choose(id)
  },
  tokenRights: (id) => accounts.rights(id),
  signIn: (request) => accounts.signIn(request),
  async signOut(id) {
    await accounts.signOut(id ?? null)
    // What is sent from now on would be completed by nobody.
    await engine.interruptOrphans()
  },
})

/** Tells of accounts that have changed: of all of them, and of the chosen one if it is that. */
export function createAccountTeller(who: AccountSessions, events: Pick<Events, 'publish'>): () => void {
  let told: AccountView | null = null
  return () => {
    const view = who.view()
    if (view !== told) events.publish('account-changed', view)
    told = view
    events.publish('accounts-changed', who.list())
  }
}

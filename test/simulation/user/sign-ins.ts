import type { ListedAccount } from '../../../app/contract/account-view.ts'
import { accountIdOf, organizationOf, SERVER } from '../organizations.ts'
import type { World } from '../world.ts'
import type { Calls } from './calls.ts'

/** How long a person takes to answer. */
const ANSWER_MS = 20_000

/** Where the user wants to be signed in, and what is done for that. */
export interface SignIns {
  /** Signs in wherever the user wants to be, one account after the other. */
  readonly lookAfterAccounts: () => void
  /** The same, in as long as a person takes to answer. */
  readonly lookLater: () => void
  readonly signIn: (organization: number) => void
  readonly signOut: (organization: number) => void
  /** The app shows other accounts than before. */
  readonly accountsChanged: (accounts: readonly ListedAccount[]) => void
  /** Whatever was underway is not any more. */
  readonly startAnew: () => void
  /** The user wants to be signed in everywhere. */
  readonly wantAll: () => void
}

/** Makes the user's wish to be signed in to every organization of a world. */
export function createSignIns(world: World, { call, count, withApp }: Calls): SignIns {
  const { watch, time, tokens, plan } = world
  /** Organizations the user does not want to be signed in to. */
  const out = new Set<number>()
  let isSigningIn = false
  let isAboutToLook = false

  const signIn = (organization: number, accounts: readonly ListedAccount[]): void => {
    if (isSigningIn) return
    withApp((app) => {
      isSigningIn = true
      const refusal = (): void => {
        isSigningIn = false
        lookLater()
      }
      const answer = (outcome: unknown): void => {
        isSigningIn = false
        if ((outcome as { ok: boolean }).ok) lookAfterAccounts()
        else refusal()
      }
      const known = accounts.find(({ id }) => organizationOf(id) === organization)
      // Some name the account that is to have the token, which then is not chosen by that.
      const accountId = count() % 2 === 0 ? known?.id : undefined
      const request = { server: SERVER, token: tokens.current(organization), accountId }
      call(`sign in to ${organization}`, app.commands.signIn(request), {
        ...{ fulfilled: watch.wish(), answer, refusal },
      })
    })
  }
  const lookAfterAccounts = (): void => {
    withApp((app) => {
      const answer = (list: unknown): void => {
        const accounts = list as readonly ListedAccount[]
        const [missing] = missingIn(accounts)
        if (missing !== undefined) signIn(missing, accounts)
      }
      call('which accounts', app.commands.accounts(), { answer })
    })
  }
  const missingIn = (accounts: readonly ListedAccount[]): readonly number[] => {
    const there = accounts.filter(({ standing }) => standing.kind !== 'needs-sign-in')
    const ids = there.map(({ id }) => organizationOf(id))
    return [...Array(plan.organizations).keys()].filter((one) => !out.has(one) && !ids.includes(one))
  }
  const lookLater = (): void => {
    if (isAboutToLook) return
    isAboutToLook = true
    time.after(ANSWER_MS, () => {
      isAboutToLook = false
      lookAfterAccounts()
    })
  }
  return {
    ...{ lookAfterAccounts, lookLater },
    signIn(organization) {
      out.delete(organization)
      signIn(organization, [])
    },
    signOut(organization) {
      out.add(organization)
      watch.causes.add('token')
      watch.tokenTrouble(organization)
      // Where there is one account only, nobody says which.
      const id = plan.organizations === 1 ? undefined : accountIdOf(organization)
      withApp((app) => call(`sign out of ${organization}`, app.commands.signOut(id)))
    },
    accountsChanged(accounts) {
      if (missingIn(accounts).length > 0) lookLater()
      else isSigningIn = false
    },
    startAnew: () => void (isSigningIn = false),
    wantAll: () => out.clear(),
  }
}

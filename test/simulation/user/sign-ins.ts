import type { ListedAccount, SignInOutcome } from '../../../app/contract/account-view.ts'
import type { AccountId } from '../../../app/contract/ids.ts'
import { isOver } from '../invariants/upload-mirror.ts'
import { isNameless } from '../organizations.ts'
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
  /** Signs in with the latest token, without a word on which account is to have it. */
  readonly signIn: (organization: number) => void
  readonly signOut: (organization: number) => void
  /** An account of an organization, by its number among those the app shows. */
  readonly accountOf: (organization: number, nth: number) => AccountId
  /** The app shows other accounts than before. */
  readonly accountsChanged: (accounts: readonly ListedAccount[]) => void
  /** Whatever was underway is not any more. */
  readonly startAnew: () => void
  /** The user wants to be signed in everywhere, and gives every account a token of its kind from now on. */
  readonly wantAll: () => void
}

/** Where the user is to sign in; the account is null when there is none yet. */
interface Missing {
  readonly organization: number
  readonly account: AccountId | null
}

/** Makes the user's wish to be signed in to every organization of a world. */
export function createSignIns(world: World, { call, count, withApp }: Calls): SignIns {
  const { watch, time, tokens, organizations } = world
  const { organizationOf } = organizations
  /** Organizations the user does not want to be signed in to. */
  const out = new Set<number>()
  let isSigningIn = false
  let isAboutToLook = false
  let isCareful = false

  const signIn = ({ organization, account }: Missing): void => {
    if (isSigningIn) return
    withApp((app) => {
      isSigningIn = true
      // Some name the account that is to have the token, which then is not chosen by that.
      const isNamed = account !== null && (count() % 2 === 0 || isNameless(account))
      const accountId = isNamed ? account : undefined
      const done = [watch.wish(), watch.tokenIsGiven(accountId)]
      const fulfilled = (): void => done.forEach((say) => say())
      const refusal = (): void => {
        isSigningIn = false
        lookLater()
      }
      const answer = (said: unknown): void => {
        const outcome = said as SignInOutcome
        isSigningIn = false
        if (!outcome.ok) refusal()
        // Whoever has got another account than was meant thinks about it first.
        else if (outcome.account.kind === 'signed-in' && isOther(outcome.account.id, account)) lookLater()
        else lookAfterAccounts()
      }
      const server = organizations.serverUrlOf(organization)
      const request = { server, token: tokenFor(organization, account), accountId }
      call(`sign in to ${organization}`, app.commands.signIn(request), {
        ...{ fulfilled, answer, refusal },
      })
    })
  }
  /** An account whose organization the app knows takes a token that says it, and one without a name takes no such token. */
  const tokenFor = (organization: number, account: AccountId | null): string => {
    const current = tokens.current(organization)
    const isAnyGood = account === null || (!isCareful && count() % 3 === 0)
    const needsName = account !== null && !isNameless(account)
    if (isAnyGood || (needsName && tokens.mayReadName(current))) return current
    tokens.renew(organization, needsName)
    const token = tokens.current(organization)
    world.servers.of(organization).accept(organization, token)
    return token
  }
  const lookAfterAccounts = (): void => {
    withApp((app) => {
      const answer = (list: unknown): void => {
        const [missing] = missingIn(list as readonly ListedAccount[])
        if (missing !== undefined) signIn(missing)
      }
      call('which accounts', app.commands.accounts(), { answer })
    })
  }
  const missingIn = (accounts: readonly ListedAccount[]): readonly Missing[] => {
    const isSignedIn = ({ standing }: ListedAccount): boolean => standing.kind !== 'needs-sign-in'
    return organizations.all
      .filter((one) => !out.has(one))
      .flatMap((organization): readonly Missing[] => {
        const theirs = accounts.filter(({ id }) => organizationOf(id) === organization)
        const asking = theirs.filter((account) => !isSignedIn(account)).map(({ id }) => id)
        const wanted = [...asking, ...leftBehind(organization, theirs)]
        if (wanted.length > 0) return wanted.map((account) => ({ organization, account }))
        return theirs.length > 0 ? [] : [{ organization, account: null }]
      })
  }
  /** Accounts that are not shown any more, and whose uploads are not all over. */
  const leftBehind = (organization: number, shown: readonly ListedAccount[]): readonly AccountId[] => {
    const theirs = [...watch.uploads.values()].filter((upload) => upload.organization === organization)
    const unfinished = theirs.filter(({ state }) => !isOver(state))
    const ids = new Set(unfinished.flatMap(({ account }) => (account === null ? [] : [account as AccountId])))
    // Whoever has none of an organization signs in to it, whichever account that makes, unless that has no name.
    const others = [...ids].filter((id) => shown.length > 0 || isNameless(id))
    return others.filter((id) => !shown.some((account) => account.id === id))
  }
  const lookLater = (): void => {
    if (isAboutToLook) return
    isAboutToLook = true
    time.after(ANSWER_MS, () => {
      isAboutToLook = false
      lookAfterAccounts()
    })
  }
  const accountOf = (organization: number, nth: number): AccountId => {
    const theirs = watch.accounts().filter(({ id }) => organizationOf(id) === organization)
    return theirs[nth % theirs.length]?.id ?? organizations.accountIdOf(organization)
  }
  return {
    ...{ lookAfterAccounts, lookLater, accountOf },
    signIn(organization) {
      out.delete(organization)
      signIn({ organization, account: null })
    },
    signOut(organization) {
      out.add(organization)
      watch.causes.add('token')
      watch.tokenTrouble(organization)
      // Where there is one account only, nobody says which.
      const id = organizations.all.length === 1 ? undefined : accountOf(organization, 0)
      withApp((app) => call(`sign out of ${organization}`, app.commands.signOut(id)))
    },
    accountsChanged(accounts) {
      if (missingIn(accounts).length > 0) lookLater()
      else isSigningIn = false
    },
    startAnew: () => void (isSigningIn = false),
    wantAll() {
      out.clear()
      isCareful = true
    },
  }
}

const isOther = (got: AccountId, meant: AccountId | null): boolean => meant !== null && got !== meant

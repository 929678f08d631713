import { useState } from 'react'
import type { AccountView, SignInFailure } from '../../app/contract/account-view.ts'
import type { AccountId } from '../../app/contract/ids.ts'
import type { FailureCode } from '../../app/contract/upload-failure.ts'
import { accountLabel, type KnownAccounts } from '../account/describe-account.ts'
import { formatCountdown } from '../idiom.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/**
 * Nothing is wrong with the token then: the same one may do at the next try. Polar shows a token only once, so who
 * mistyped a server must not lose it.
 */
const NOT_ABOUT_THE_TOKEN: readonly FailureCode[] = [
  ...(['network', 'server-busy', 'not-polar', 'keychain', 'rejected'] as const),
]

/** Why signing in came to nothing, and where to mend it. */
export interface Refusal {
  readonly message: string
  readonly field: 'token' | 'server'
}

/** Whom to tell how signing in ended. */
interface Listener {
  readonly onSignedIn: () => void
  /** The token is of no more use to the page. */
  readonly onTokenSpent: () => void
}

/** What is to be said when the token turned out to be of another account than the one that was to have it. */
const surpriseIn = (account: AccountView, wanted: AccountId | null, known: KnownAccounts): string | null =>
  account.kind === 'signed-in' && wanted !== null && account.id !== wanted
    ? WORDS.account.ofAnother(accountLabel(account, known))
    : null

/** What went wrong and, where the server said so, when to try again. */
const sayRefused = ({ message, retryAfterMs }: SignInFailure): string =>
  retryAfterMs === undefined
    ? message
    : `${message} ${WORDS.signIn.tryAgainIn(formatCountdown(retryAfterMs, 0) ?? '')}`

/** Signs in, an account that is there already or whichever the token is of, and says why it was refused. */
export function useSignIn(accountId: AccountId | null, { onSignedIn, onTokenSpent }: Listener) {
  const state = useWindowState()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isUnderWay, setIsUnderWay] = useState(false)

  // The token passes through as an argument: it is in no state, and nothing here keeps it.
  const attempt = async (server: string, token: string) => {
    setRefusal(null)
    setIsUnderWay(true)
    try {
      const outcome = await state.client.commands.signIn({ server, token, accountId: accountId ?? undefined })
      if (outcome.ok || !NOT_ABOUT_THE_TOKEN.includes(outcome.failure.code)) onTokenSpent()
      if (!outcome.ok) {
        const { code } = outcome.failure
        setRefusal({ message: sayRefused(outcome.failure), field: code === 'rejected' ? 'server' : 'token' })
        return
      }
      // The outcome is of the account that has signed in, which need not be the chosen one.
      await state.refreshAccounts()
      state.surprise.set(surpriseIn(outcome.account, accountId, state.knownAccounts.get()))
      onSignedIn()
    } finally {
      setIsUnderWay(false)
    }
  }

  return {
    refusal,
    refuse: setRefusal,
    isUnderWay,
    signIn: (server: string, token: string) => state.run(attempt(server, token)),
  }
}

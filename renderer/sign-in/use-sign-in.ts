import { useState } from 'react'
import type { AccountId } from '../../app/contract/ids.ts'
import type { FailureCode } from '../../app/contract/upload-failure.ts'
import { useWindowState } from '../window-context.ts'

/** Nothing is wrong with the token then: the same one may do at the next try. */
const NOT_ABOUT_THE_TOKEN: readonly FailureCode[] = ['network', 'server-busy', 'not-polar', 'keychain']

/** Whom to tell how signing in ended. */
interface Listener {
  readonly onSignedIn: () => void
  /** The token is of no more use to the page. */
  readonly onTokenSpent: () => void
}

/** Signs in, an account that is there already or whichever the token is of, and says why it was refused. */
export function useSignIn(accountId: AccountId | null, { onSignedIn, onTokenSpent }: Listener) {
  const state = useWindowState()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isUnderWay, setIsUnderWay] = useState(false)

  // The token passes through as an argument: it is in no state, and nothing here keeps it.
  const attempt = async (server: string, token: string) => {
    setRefusal(null)
    setIsUnderWay(true)
    try {
      const outcome = await state.client.commands.signIn({ server, token, accountId: accountId ?? undefined })
      if (outcome.ok || !NOT_ABOUT_THE_TOKEN.includes(outcome.failure.code)) onTokenSpent()
      if (!outcome.ok) {
        setRefusal(outcome.failure.message)
        return
      }
      // The outcome is of the account that has signed in, which need not be the chosen one.
      await state.refreshAccounts()
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

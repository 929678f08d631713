import { useEffect, useState } from 'react'
import type { AccountStanding, TokenAnswer } from '../../app/contract/account-view.ts'
import type { AccountId } from '../../app/contract/ids.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

interface Asked {
  readonly id: AccountId
  readonly answer: TokenAnswer
}

/** What an account's token may do, in words. Polar is asked when this is first shown; null while it cannot be. */
export function useRights(id: AccountId, standing: AccountStanding['kind']): string | null {
  const { client, run } = useWindowState()
  const [asked, setAsked] = useState<Asked | null>(null)
  const isReachable = standing === 'signed-in'
  useEffect(() => {
    if (!isReachable) return undefined
    let isWanted = true
    const ask = async (): Promise<void> => {
      const answer = await client.commands.tokenRights(id)
      if (isWanted) setAsked({ id, answer })
    }
    run(ask())
    return () => {
      isWanted = false
    }
  }, [client, run, id, isReachable])
  if (!isReachable) return null
  if (asked?.id !== id) return WORDS.account.asking
  return asked.answer.ok ? WORDS.account.rights(asked.answer.rights) : asked.answer.failure.message
}

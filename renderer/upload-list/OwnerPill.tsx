import { ownerToShow } from '../account/describe-account.ts'
import type { AccountId } from '../../app/contract/ids.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

interface Props {
  readonly id: string
  readonly accountId: AccountId | null
}

/** Whose an upload is, where that is not plain. */
export function OwnerPill({ id, accountId }: Props) {
  const { accounts, knownAccounts } = useWindowState()
  const owner = ownerToShow(accountId, useValue(accounts), useValue(knownAccounts))
  if (owner === null) return null
  return (
    <span id={id} className="owner-pill" title={owner}>
      <span className="visually-hidden">{WORDS.account.of} </span>
      <bdi>{owner}</bdi>
    </span>
  )
}

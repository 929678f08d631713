import type { ListedAccount } from '../../app/contract/account-view.ts'
import { accountMark, accountName } from '../account/describe-account.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/** Whom the token is to be of: an account that is there, or any. */
export function Whose({ account }: { readonly account: ListedAccount | null }) {
  const { accounts, knownAccounts } = useWindowState()
  const known = useValue(knownAccounts)
  const isFirst = useValue(accounts).length === 0
  if (account === null) return isFirst ? WORDS.signIn.intro : WORDS.account.addIntro
  const mark = accountMark(account, known)
  return (
    <>
      {WORDS.account.signInAgainTo}{' '}
      <bdi>
        <strong>{accountName(account)}</strong>
      </bdi>
      {mark !== null && ` (${mark})`}.
    </>
  )
}

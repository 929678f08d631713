import { Menu } from '@base-ui/react/menu'
import { Check, CircleAlert } from 'lucide-react'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { AccountId } from '../../app/contract/ids.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { accountName, chosenOf, needsUser, standingWords } from './describe-account.ts'
import { ServerPill } from './ServerPill.tsx'

function Choice({ account }: { readonly account: ListedAccount }) {
  const { signingIn } = useWindowState()
  const words = standingWords(account)
  // One that is of no use until it has a token is chosen for that.
  const onClick = () => needsUser(account) && signingIn.set({ accountId: account.id })
  return (
    <Menu.RadioItem
      value={account.id}
      className="menu-item menu-choice"
      data-needs-user={needsUser(account) || undefined}
      closeOnClick
      onClick={onClick}
    >
      <span className="menu-mark">
        <Menu.RadioItemIndicator>
          <Check size={14} strokeWidth={2.5} aria-hidden="true" />
        </Menu.RadioItemIndicator>
      </span>
      <span className="account-choice">
        <span className="account-choice-line">
          <bdi className="account-name">{accountName(account)}</bdi>
          <ServerPill account={account} />
        </span>
        {words !== null && (
          <span className="account-standing">
            {needsUser(account) && <CircleAlert size={12} aria-hidden="true" />}
            {words}
          </span>
        )}
      </span>
    </Menu.RadioItem>
  )
}

/** All accounts, to choose where new files go. */
export function AccountChoices() {
  const { accounts, client, run } = useWindowState()
  const all = useValue(accounts)
  return (
    <Menu.RadioGroup
      className="account-choices"
      aria-label={WORDS.account.list}
      value={chosenOf(all)?.id ?? null}
      onValueChange={(id) => run(client.commands.chooseAccount(id as AccountId))}
    >
      {all.map((account) => (
        <Choice key={account.id} account={account} />
      ))}
    </Menu.RadioGroup>
  )
}

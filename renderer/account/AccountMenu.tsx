import { Menu } from '@base-ui/react/menu'
import { ChevronDown, CircleAlert } from 'lucide-react'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import { signOutToConfirm } from '../confirm/confirming.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { AccountChoices } from './AccountChoices.tsx'
import {
  accountLabel,
  accountName,
  chosenOf,
  dashboardOf,
  hostOf,
  initialOf,
  needsUser,
} from './describe-account.ts'
import { ServerPill } from './ServerPill.tsx'
import { useRights } from './use-rights.ts'

/** What can be done with the chosen account. */
function ChosenItems({ account }: { readonly account: ListedAccount }) {
  const { client, run, signingIn, uploads, confirming, knownAccounts } = useWindowState()
  const { id, serverUrl, standing } = account
  const page = dashboardOf(serverUrl)
  const rights = useRights(id, standing.kind)
  const signOut = () => {
    const name = accountLabel(account, knownAccounts.get())
    const question = signOutToConfirm(uploads, id, name, Date.now())
    if (question) confirming.set(question)
    else run(client.commands.signOut(id))
  }
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-label">
        <span className="account-server">{hostOf(serverUrl)}</span>
        {rights !== null && <span className="account-rights">{rights}</span>}
      </Menu.GroupLabel>
      {page && (
        <Menu.Item className="menu-item" onClick={() => run(client.commands.openPage(page))}>
          {WORDS.account.openPolar}
        </Menu.Item>
      )}
      <Menu.Item className="menu-item" onClick={() => signingIn.set({ accountId: id })}>
        {standing.kind === 'needs-sign-in' ? WORDS.account.signInAgain : WORDS.account.otherToken}
      </Menu.Item>
      <Menu.Item className="menu-item" onClick={signOut}>
        {WORDS.account.signOut}
      </Menu.Item>
    </Menu.Group>
  )
}

function Items({ account }: { readonly account: ListedAccount }) {
  const { signingIn } = useWindowState()
  return (
    <Menu.Popup className="menu account-menu">
      <AccountChoices />
      <Menu.Item className="menu-item account-add" onClick={() => signingIn.set({ accountId: null })}>
        {WORDS.account.add}
      </Menu.Item>
      <Menu.Separator className="menu-separator" />
      <ChosenItems account={account} />
    </Menu.Popup>
  )
}

/** The chosen account, with a menu of all; the app's name while there is none. */
export function AccountMenu() {
  const all = useValue(useWindowState().accounts)
  const account = chosenOf(all)
  if (account === null) return <span className="app-name">{WORDS.appName}</span>
  const name = accountName(account)
  return (
    <Menu.Root>
      <Menu.Trigger className="account-button">
        <span className="visually-hidden">{WORDS.account.menu}</span>
        <span className="account-initial" aria-hidden="true">
          {initialOf(name)}
        </span>
        <bdi className="account-name">{name}</bdi>
        <ServerPill account={account} />
        {all.some(needsUser) && (
          <span className="account-alert" title={WORDS.account.someNeedSignIn}>
            <CircleAlert size={15} aria-hidden="true" />
            <span className="visually-hidden">{WORDS.account.someNeedSignIn}</span>
          </span>
        )}
        <ChevronDown size={14} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" align="start" sideOffset={4} collisionPadding={8}>
          <Items account={account} />
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

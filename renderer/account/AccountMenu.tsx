import { Menu } from '@base-ui/react/menu'
import { ChevronDown } from 'lucide-react'
import type { AccountView } from '../../app/contract/account-view.ts'
import { useAccount } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { accountName, dashboardOf, hostOf, initialOf, serverMark } from './describe-account.ts'

type SignedIn = Extract<AccountView, { kind: 'signed-in' }>

function Items({ account }: { readonly account: SignedIn }) {
  const { client, run, isSignInOpen } = useWindowState()
  const page = dashboardOf(account.serverUrl)
  return (
    <Menu.Popup className="menu">
      <Menu.Group>
        <Menu.GroupLabel className="menu-label">{hostOf(account.serverUrl)}</Menu.GroupLabel>
        {page && (
          <Menu.Item className="menu-item" onClick={() => run(client.commands.openPage(page))}>
            {WORDS.account.openPolar}
          </Menu.Item>
        )}
        <Menu.Item className="menu-item" onClick={() => isSignInOpen.set(true)}>
          {WORDS.account.otherToken}
        </Menu.Item>
      </Menu.Group>
      <Menu.Separator className="menu-separator" />
      <Menu.Item className="menu-item" onClick={() => run(client.commands.signOut())}>
        {WORDS.account.signOut}
      </Menu.Item>
    </Menu.Popup>
  )
}

/** Who is signed in, with a menu; the app's name while nobody is. */
export function AccountMenu() {
  const account = useAccount()
  if (account?.kind !== 'signed-in') return <span className="app-name">{WORDS.appName}</span>
  const name = accountName(account)
  const mark = serverMark(account)
  return (
    <Menu.Root>
      <Menu.Trigger className="account-button">
        <span className="visually-hidden">{WORDS.account.menu}</span>
        <span className="account-initial" aria-hidden="true">
          {initialOf(name)}
        </span>
        <bdi className="account-name">{name}</bdi>
        {mark !== null && <span className="pill">{mark}</span>}
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

import type { NamedAccount } from '../../app/contract/account-view.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { accountMark, serverMark } from './describe-account.ts'

/** The server beside an account's name, where that says something: in colour, where no customer will see its files. */
export function ServerPill({ account }: { readonly account: NamedAccount }) {
  const mark = accountMark(account, useValue(useWindowState().knownAccounts))
  if (mark === null) return null
  return <span className={serverMark(account) === null ? 'pill pill-plain' : 'pill'}>{mark}</span>
}

import { createHash } from 'node:crypto'
import type { AccountId } from '../contract/ids.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import { accountOf } from './sign-in-check.ts'

/** The account of a token that may not name its organization, if it was learned before whose it is. */
export function knownAccountOf(store: Store, account: Account, token: string): Account | null {
  const known = store.settings.get('organizationsByToken')?.[fingerprint(token)]
  if (known === undefined) return null
  const named = accountOf(account.serverUrl, { id: known, name: null })
  return store.accounts.find(named.id) ?? named
}

/** Notes whose a token is that may not say it itself. */
export function rememberOrganization({ settings }: Store, token: string, organizationId: string): void {
  const known = settings.get('organizationsByToken') ?? {}
  settings.set('organizationsByToken', { ...known, [fingerprint(token)]: organizationId })
}

/**
 * The account of one token that does not say its organization, and of no other: two such tokens of a server may be of
 * two organizations, and the files that wait for one must not go to the other.
 */
export const namelessOf = (account: Account, token: string): Account => ({
  ...account,
  id: `${account.id} ${fingerprint(token).slice(0, 8)}` as AccountId,
})

const fingerprint = (token: string): string => createHash('sha256').update(token).digest('hex')

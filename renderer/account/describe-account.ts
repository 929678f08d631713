import {
  NAMED_SERVERS,
  type AccountView,
  type ListedAccount,
  type NamedAccount,
} from '../../app/contract/account-view.ts'
import { once } from '../../app/contract/once.ts'
import type { ExternalPage } from '../../app/contract/external-page.ts'
import type { AccountId } from '../../app/contract/ids.ts'
import { WORDS } from '../wording.ts'

type Named = Pick<ListedAccount, 'organizationName' | 'serverUrl'>

/** A server as people write it: its host. */
export const hostOf = (serverUrl: string): string =>
  URL.canParse(serverUrl) ? new URL(serverUrl).host : serverUrl

/** What an account is called: its organization, else where it is. */
export const accountName = ({ organizationName, serverUrl }: Named): string =>
  organizationName ?? hostOf(serverUrl)

const segmenter = once(() => new Intl.Segmenter())

/** The letter that stands for a name. */
export const initialOf = (name: string): string =>
  segmenter().segment(name)[Symbol.iterator]().next().value?.segment.toLocaleUpperCase() ?? ''

/** What marks an account whose files no customer will see; null for the real Polar. */
export function serverMark({ serverUrl, organizationName }: Named): string | null {
  if (serverUrl === NAMED_SERVERS.production) return null
  if (serverUrl === NAMED_SERVERS.sandbox) return WORDS.account.sandbox
  return organizationName === null ? null : hostOf(serverUrl)
}

/** The page of Polar's dashboard that belongs to a server; null when the app knows none. */
export function dashboardOf(serverUrl: string): ExternalPage | null {
  if (serverUrl === NAMED_SERVERS.production) return 'polar'
  return serverUrl === NAMED_SERVERS.sandbox ? 'create-token-sandbox' : null
}

/** The account where new files go; null while there is none. */
export const chosenOf = (accounts: readonly ListedAccount[]): ListedAccount | null =>
  accounts.find(({ isChosen }) => isChosen) ?? null

/** Says whether an account waits for its user: it has no token that is accepted, and it is known why. */
export const needsUser = ({ standing }: ListedAccount): boolean =>
  standing.kind === 'needs-sign-in' && standing.reason !== null

/** How it stands with an account, in a few words; null where there is nothing to say. */
export function standingWords(account: ListedAccount): string | null {
  const { standing, isChosen } = account
  if (standing.kind === 'signed-in' && isChosen) return WORDS.account.standings.chosen
  if (standing.kind === 'needs-sign-in' && !needsUser(account)) return null
  return WORDS.account.standings[standing.kind]
}

/** What an upload's own account looks like from its row; the chosen one speaks for those that are not listed. */
export function accountOfUpload(
  accountId: AccountId | null,
  accounts: readonly ListedAccount[],
  chosen: AccountView | null,
): AccountView | null {
  const own = accounts.find(({ id }) => id === accountId)
  if (own === undefined || own.isChosen) return chosen
  const { id, serverUrl, organizationName, standing } = own
  if (standing.kind === 'needs-sign-in') return { kind: 'signed-out', reason: standing.reason }
  const offlineReason = standing.kind === 'offline' ? standing.reason : null
  return { kind: 'signed-in', id, serverUrl, organizationName, offlineReason }
}

/** All accounts that are known, those that have left included. */
export type KnownAccounts = ReadonlyMap<AccountId, NamedAccount>

/** Those that were known, and some as they are now. */
export const knownWith = (known: KnownAccounts, accounts: readonly NamedAccount[]): KnownAccounts =>
  new Map([...known, ...accounts.map((account) => [account.id, account] as const)])

const serverName = ({ serverUrl }: Named): string => {
  if (serverUrl === NAMED_SERVERS.production) return WORDS.signIn.servers.production
  return serverUrl === NAMED_SERVERS.sandbox ? WORDS.signIn.servers.sandbox : hostOf(serverUrl)
}

/** Says whether another account, at another server, is called the same. */
export function isNameShared(account: NamedAccount, known: KnownAccounts): boolean {
  const folded = accountName(account).trim().toLowerCase()
  const isSame = (other: NamedAccount): boolean =>
    other.serverUrl !== account.serverUrl && accountName(other).trim().toLowerCase() === folded
  return [...known.values()].some(isSame)
}

/** What an account is called where only its name is shown: with its server, where the name is not its alone. */
export const accountLabel = (account: NamedAccount, known: KnownAccounts): string =>
  isNameShared(account, known)
    ? WORDS.account.at(accountName(account), serverName(account))
    : accountName(account)

/** What marks an account beside its name: that no customer will see its files, or its server, where names are shared. */
export const accountMark = (account: NamedAccount, known: KnownAccounts): string | null =>
  serverMark(account) ?? (isNameShared(account, known) ? serverName(account) : null)

/** Whose an upload is, where that is not plain: it is not of the chosen account, nor of the only one. */
export function ownerToShow(
  accountId: AccountId | null,
  accounts: readonly ListedAccount[],
  known: KnownAccounts,
): string | null {
  if (accountId === null || accounts.length === 0) return null
  const own = accounts.find(({ id }) => id === accountId)
  if (own?.isChosen || (own && accounts.length === 1)) return null
  const account = own ?? known.get(accountId)
  return account === undefined ? WORDS.account.left : accountLabel(account, known)
}

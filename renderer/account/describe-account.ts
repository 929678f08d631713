import { NAMED_SERVERS, type AccountView } from '../../app/contract/account-view.ts'
import type { ExternalPage } from '../../app/contract/external-page.ts'
import { WORDS } from '../wording.ts'

type SignedIn = Extract<AccountView, { kind: 'signed-in' }>

/** A server as people write it: its host. */
export const hostOf = (serverUrl: string): string =>
  URL.canParse(serverUrl) ? new URL(serverUrl).host : serverUrl

/** What an account is called: its organization, else where it is. */
export const accountName = ({ organizationName, serverUrl }: SignedIn): string =>
  organizationName ?? hostOf(serverUrl)

const segmenter = new Intl.Segmenter()

/** The letter that stands for a name. */
export const initialOf = (name: string): string =>
  segmenter.segment(name)[Symbol.iterator]().next().value?.segment.toLocaleUpperCase() ?? ''

/** What marks an account whose files no customer will see; null for the real Polar. */
export function serverMark({ serverUrl, organizationName }: SignedIn): string | null {
  if (serverUrl === NAMED_SERVERS.production) return null
  if (serverUrl === NAMED_SERVERS.sandbox) return WORDS.account.sandbox
  return organizationName === null ? null : hostOf(serverUrl)
}

/** The page of Polar's dashboard that belongs to a server; null when the app knows none. */
export function dashboardOf(serverUrl: string): ExternalPage | null {
  if (serverUrl === NAMED_SERVERS.production) return 'polar'
  return serverUrl === NAMED_SERVERS.sandbox ? 'create-token-sandbox' : null
}

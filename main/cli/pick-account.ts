import type { NamedAccount, ListedAccount } from '../../app/contract/account-view.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printError, type Terminal } from './terminal.ts'

/** What the words and the environment say of the account that is meant; null where they say nothing. */
export interface AccountWish {
  readonly serverUrl: string | null
  /** The name of an organization, or an id. */
  readonly account: string | null
}

/** The account that is meant, if it is certain. */
export type PickedAccount =
  | { readonly kind: 'one'; readonly account: ListedAccount }
  | { readonly kind: 'none' }
  /** Any of these may be meant. */
  | { readonly kind: 'several'; readonly accounts: readonly ListedAccount[] }

/** Whether there is a token for the account that is good as far as is known. */
export const isSignedIn = ({ standing }: ListedAccount): boolean => standing.kind !== 'needs-sign-in'

/**
 * Finds the account that is meant. Of those of a server it is the chosen one, else the only one there is; never just
 * any of several, whose organization would get files that are not for it.
 */
export function pickAccount(
  accounts: readonly ListedAccount[],
  { serverUrl, account: name }: AccountWish,
): PickedAccount {
  const those = accounts
    .filter((account) => serverUrl === null || account.serverUrl === serverUrl)
    .filter((account) => name === null || isCalled(account, name))
  const chosen = name === null ? those.find(({ isChosen }) => isChosen) : undefined
  const [first, ...others] = chosen === undefined ? those : [chosen]
  if (first === undefined) return { kind: 'none' }
  return others.length === 0 ? { kind: 'one', account: first } : { kind: 'several', accounts: those }
}

/** Whether a word names an account: its organization's name, its organization's id, or its own. */
export const isCalled = ({ id, organizationName }: NamedAccount, word: string): boolean =>
  id === word || id.endsWith(` ${word}`) || organizationName?.toLowerCase() === word.toLowerCase()

/** An account in words: its organization, as far as that is known, and its server. */
export const describeAccount = ({
  organizationName,
  serverUrl,
}: Pick<NamedAccount, 'organizationName' | 'serverUrl'>): string =>
  organizationName === null ? `an organization at ${serverUrl}` : `${organizationName} at ${serverUrl}`

/** Says which accounts may be meant, each by a word that `--account` takes. */
export function saySeveral(
  terminal: Terminal,
  { serverUrl, account }: AccountWish,
  accounts: readonly ListedAccount[],
): ExitCode {
  const names = accounts.map(({ organizationName }) => organizationName)
  const words = accounts.map(({ id, organizationName: name }) =>
    name === null || names.indexOf(name) !== names.lastIndexOf(name) ? id : name,
  )
  const which = account === null ? `at ${serverUrl ?? 'these servers'}` : `called “${account}”`
  const all = words.map((word) => `“${word}”`).join(', ')
  printError(
    terminal,
    'several-accounts',
    `Several accounts match ${which}: ${all}. Choose one with --account.`,
  )
  return EXIT.usage
}

/** Says that there is no account of that name. */
export function sayNoAccount(terminal: Terminal, { serverUrl, account }: AccountWish): ExitCode {
  const which = account === null ? `account of ${serverUrl ?? ''}` : `account “${account}”`
  const where = account === null || serverUrl === null ? '' : ` at ${serverUrl}`
  const how = 'Run “polar-uploader accounts” to see all accounts.'
  printError(terminal, 'no-account', `No ${which}${where}. ${how}`)
  return EXIT.notSignedIn
}

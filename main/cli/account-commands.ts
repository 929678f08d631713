import type { App } from '../../app/create-app.ts'
import type { AccountStanding, ListedAccount, NamedAccount } from '../../app/contract/account-view.ts'
import { serverUrlOf } from '../../app/polar/server-url.ts'
import type { AccountWords } from './arguments.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { describeAccount, pickAccount, sayNoAccount, saySeveral } from './pick-account.ts'
import { readToken } from './read-token.ts'
import { withWait } from './token-sign-in.ts'
import { printJson, printLine, printMessage, type Terminal } from './terminal.ts'

/**
 * Reads a token and adds its account, which is the chosen one then; the others stay signed in. `onCtrlC` is called when
 * a person presses that instead.
 */
export async function runSignIn(
  app: App,
  terminal: Terminal,
  server: string,
  onCtrlC: () => void,
): Promise<ExitCode> {
  const outcome = await app.commands.signIn({ server, token: await readToken(terminal, onCtrlC) })
  if (!outcome.ok) {
    printMessage(terminal, withWait(outcome.failure))
    return EXIT.notSignedIn
  }
  const { account } = outcome
  const name = account.kind === 'signed-in' ? account.organizationName : null
  printMessage(terminal, `Signed in${name === null ? '' : ` to ${name}`}. The token is in your keychain.`)
  return EXIT.completed
}

/** Forgets the token of the chosen account, or of the one that is named. */
export async function runSignOut(app: App, terminal: Terminal, words: AccountWords): Promise<ExitCode> {
  const { server, account } = words
  if (server === null && account === null) {
    await app.commands.signOut()
    return saySignedOut(terminal, null)
  }
  const serverUrl = server === null ? null : serverUrlOf(server)
  await app.restoreAccount()
  const picked = pickAccount(await app.commands.accounts(), { serverUrl, account })
  if (picked.kind === 'none') return sayNoAccount(terminal, { serverUrl, account })
  if (picked.kind === 'several') return saySeveral(terminal, { serverUrl, account }, picked.accounts)
  await app.commands.signOut(picked.account.id)
  return saySignedOut(terminal, picked.account)
}

function saySignedOut(terminal: Terminal, account: NamedAccount | null): ExitCode {
  const of = account === null ? '' : ` of ${describeAccount(account)}`
  printMessage(terminal, `Signed out${of}. The token is no longer in your keychain.`)
  return EXIT.completed
}

/** Prints the accounts of this computer, and how it stands with each; every server is asked. */
export async function printAccounts(terminal: Terminal, app: App, json: boolean): Promise<ExitCode> {
  await app.restoreAccount()
  const { commands } = app
  const signedIn = (await commands.accounts()).filter(({ standing }) => standing.kind !== 'needs-sign-in')
  const answers = await Promise.all(
    signedIn.map(async ({ id }) => [id, await commands.tokenRights(id)] as const),
  )
  const unreachable = new Map(
    answers.flatMap(([id, answer]) => (answer.ok ? [] : [[id, answer.failure.message] as const])),
  )
  const found = await commands.accounts()
  if (!json && found.length === 0) printLine(terminal, 'No accounts.')
  for (const account of found) {
    const { id, standing } = account
    const reason = unreachable.get(id)
    const isOffline = standing.kind === 'signed-in' && reason !== undefined
    const known: AccountStanding = isOffline ? { kind: 'offline', reason } : standing
    if (json) printJson(terminal, dataOf(account, known))
    else printLine(terminal, lineOf(account, known))
  }
  return EXIT.completed
}

function dataOf({ id, organizationName, serverUrl, isChosen }: ListedAccount, standing: AccountStanding) {
  const message = reasonOf(standing)
  const why = message === null ? {} : { message }
  return { id, organizationName, serverUrl, chosen: isChosen, state: standing.kind, ...why }
}

const STANDING_WORDS: Readonly<Record<AccountStanding['kind'], string>> = {
  'signed-in': 'signed in',
  offline: 'offline',
  'needs-sign-in': 'needs sign-in',
}

function lineOf(account: ListedAccount, standing: AccountStanding): string {
  const { organizationName, serverUrl, isChosen } = account
  const words = STANDING_WORDS[standing.kind].padEnd(15)
  const columns = [
    isChosen ? '*' : ' ',
    words,
    serverUrl,
    organizationName ?? '(no name)',
    reasonOf(standing),
  ]
  return columns.filter((column) => column !== null).join('  ')
}

const reasonOf = (standing: AccountStanding): string | null =>
  standing.kind === 'signed-in' ? null : standing.reason

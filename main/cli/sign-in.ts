import type { App } from '../../app/create-app.ts'
import type { AccountView } from '../../app/contract/account-view.ts'
import type { UploadState } from '../../app/contract/upload-state.ts'
import { serverUrlOf } from '../../app/polar/server-url.ts'
import type { Clock } from '../../app/ports.ts'
import type { AccountWords } from './arguments.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import {
  describeAccount,
  isCalled,
  isSignedIn,
  pickAccount,
  sayNoAccount,
  saySeveral,
  type AccountWish,
} from './pick-account.ts'
import { printError, type Terminal } from './terminal.ts'
import { signInWithToken } from './token-sign-in.ts'

/** What signing in goes by. */
export interface SignInSources {
  /** Whose account it is to be. */
  readonly words: AccountWords
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly terminal: Terminal
  /** Hears, while a server is waited for, why it cannot be reached; null when it can be again. */
  readonly onReachable: (offlineReason: string | null) => void
  /** Whether any account will do; else it must be the chosen one. */
  readonly isAnyEnough: boolean
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal
}

/**
 * Signs in with `POLAR_ACCESS_TOKEN`, else with the keychain's tokens, and has the account that is wanted be the chosen
 * one. Says why it cannot, and gives the exit code for that; null when somebody is signed in. Waits for a network that
 * is gone.
 */
export async function signInSomehow(app: App, sources: SignInSources): Promise<ExitCode | null> {
  const { env, terminal, words } = sources
  const token = env.POLAR_ACCESS_TOKEN
  if (token !== undefined && token !== '') {
    const server = words.server ?? serverOfEnvironment(env) ?? 'production'
    const refusal = await signInWithToken(app, { server, token }, sources)
    return refusal ?? refuseOther(await app.commands.account(), sources)
  }
  const server = meantServer(words, env)
  const serverUrl = server === null ? null : serverUrlOf(server)
  await app.restoreAccount()
  const refusal = await chooseWanted(app, { serverUrl, account: words.account }, sources)
  if (refusal !== null) return refusal
  if (sources.isAnyEnough && (await app.commands.accounts()).some(isSignedIn)) return null
  const account = await app.commands.account()
  return account.kind === 'signed-out' ? sayNotSignedIn(terminal, account.reason) : null
}

/** Has the account that is wanted be the chosen one for this process. Says so when it is not there, or not certain. */
async function chooseWanted(app: App, wish: AccountWish, sources: SignInSources): Promise<ExitCode | null> {
  const { terminal, isAnyEnough, words, env } = sources
  const accounts = await app.commands.accounts()
  const picked = pickAccount(accounts, wish)
  switch (picked.kind) {
    case 'one':
      app.chooseForNow(picked.account.id)
      return null
    case 'several':
      // Uploads that have their account go on there, whichever is chosen.
      if (isAnyEnough && !(await hasHomeless(app))) return null
      return saySeveral(terminal, wish, picked.accounts)
    case 'none':
      if (accounts.length === 0 || (wish.serverUrl === null && wish.account === null)) return null
      if (wish.account !== null) return sayNoAccount(terminal, wish)
      if (isAnyEnough && accounts.some(isSignedIn)) return null
      return sayNobodyAt(terminal, wish.serverUrl ?? '', meantServer(words, env) ?? '')
  }
}

/** Whether an upload is left that goes to whichever account is chosen. */
const hasHomeless = async ({ commands }: App): Promise<boolean> =>
  (await commands.list()).some(({ accountId, state }) => accountId === null && !isOver(state))

const isOver = ({ kind }: UploadState): boolean => kind === 'completed' || kind === 'canceled'

function sayNobodyAt(terminal: Terminal, serverUrl: string, server: string): ExitCode {
  const how = `Run polar-uploader sign-in --server ${server}, or set POLAR_ACCESS_TOKEN.`
  printError(terminal, 'not-signed-in', `Not signed in to ${serverUrl}. ${how}`)
  return EXIT.notSignedIn
}

/** The server of the account that is meant; null for any. An account that is named is meant wherever it is. */
export const meantServer = ({ server, account }: AccountWords, env: SignInSources['env']): string | null =>
  server ?? (account === null ? serverOfEnvironment(env) : null)

const serverOfEnvironment = (env: SignInSources['env']): string | null => env.POLAR_SERVER || null

/** Says that nobody is signed in, why if there is a reason, and what to do. */
export function sayNotSignedIn(terminal: Terminal, reason: string | null): ExitCode {
  const how = 'Run polar-uploader sign-in, or set POLAR_ACCESS_TOKEN.'
  printError(terminal, 'not-signed-in', `${reason ?? 'Not signed in.'} ${how}`)
  return EXIT.notSignedIn
}

/** A token says itself whose it is; another account than that cannot be had with it. */
function refuseOther(account: AccountView, { words, terminal }: SignInSources): ExitCode | null {
  const { account: wanted } = words
  if (wanted === null || account.kind === 'signed-out' || isCalled(account, wanted)) return null
  printError(
    terminal,
    'another-account',
    `POLAR_ACCESS_TOKEN belongs to ${describeAccount(account)}, not to “${wanted}”.`,
  )
  return EXIT.notSignedIn
}

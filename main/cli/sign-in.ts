import type { App } from '../../app/create-app.ts'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import { serverUrlOf } from '../../app/polar/server-url.ts'
import type { Clock } from '../../app/ports.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printError, type Terminal } from './terminal.ts'
import { signInWithToken } from './token-sign-in.ts'

/** What signing in goes by. */
export interface SignInSources {
  /** By name or address; null when `POLAR_SERVER`, or the chosen account, is to say. */
  readonly server: string | null
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
 * Signs in with `POLAR_ACCESS_TOKEN`, else with the keychain's tokens, and has the wanted server's account be the
 * chosen one. Says why it cannot, and gives the exit code for that; null when somebody is signed in. Waits for a
 * network that is gone.
 */
export async function signInSomehow(app: App, sources: SignInSources): Promise<ExitCode | null> {
  const { env, terminal } = sources
  const token = env.POLAR_ACCESS_TOKEN
  if (token !== undefined && token !== '') {
    return signInWithToken(app, { server: wantedServerOf(sources) ?? 'production', token }, sources)
  }
  const wanted = wantedServerOf(sources)
  const serverUrl = wanted === null ? null : serverUrlOf(wanted)
  const account = await app.restoreAccount(serverUrl)
  const accounts = await app.commands.accounts()
  if (sources.isAnyEnough && accounts.some(isSignedIn)) return null
  const chosen = accounts.find(({ isChosen }) => isChosen)
  if (chosen !== undefined && serverUrl !== null && chosen.serverUrl !== serverUrl) {
    const how = `Run polar-uploader sign-in --server ${wanted ?? ''}, or set POLAR_ACCESS_TOKEN.`
    printError(terminal, 'not-signed-in', `Nobody is signed in to ${serverUrl}. ${how}`)
    return EXIT.notSignedIn
  }
  return account.kind === 'signed-out' ? sayNotSignedIn(terminal, account.reason) : null
}

/** The options count for more than the environment. */
const wantedServerOf = ({ server, env }: SignInSources): string | null => server ?? (env.POLAR_SERVER || null)

/** Whether there is a token for the account that is good as far as is known. */
export const isSignedIn = ({ standing }: ListedAccount): boolean => standing.kind !== 'needs-sign-in'

/** Says that nobody is signed in, why if there is a reason, and what to do. */
export function sayNotSignedIn(terminal: Terminal, reason: string | null): ExitCode {
  const how = 'Run polar-uploader sign-in, or set POLAR_ACCESS_TOKEN.'
  printError(terminal, 'not-signed-in', `${reason ?? 'Nobody is signed in.'} ${how}`)
  return EXIT.notSignedIn
}

import type { App } from '../../app/create-app.ts'
import type { FailureCode } from '../../app/contract/upload-failure.ts'
import { serverUrlOf, unknownServer } from '../../app/polar/server-url.ts'
import type { Clock } from '../../app/ports.ts'
import { sleep } from '../../app/time-limit.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printMessage, type Terminal } from './terminal.ts'

/** What signing in goes by. */
export interface SignInSources {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly terminal: Terminal
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal
}

/** How long to wait before an unreachable server is asked about the environment's token again. */
const ASK_AGAIN_MS = 5_000

const PASSING: readonly FailureCode[] = ['network', 'server-busy', 'not-polar']

/**
 * Signs in with `POLAR_ACCESS_TOKEN`, else with the keychain's token. Says why it cannot, and gives the exit code
 * for that; null when somebody is signed in. Waits for a network that is gone.
 */
export async function signInSomehow(app: App, sources: SignInSources): Promise<ExitCode | null> {
  const { env, terminal } = sources
  const token = env.POLAR_ACCESS_TOKEN
  if (token !== undefined && token !== '') return signInWith(app, token, sources)
  const account = await app.restoreAccount()
  if (account.kind === 'signed-out') return sayNotSignedIn(terminal, account.reason)
  const wanted = env.POLAR_SERVER || null
  if (wanted === null || serverUrlOf(wanted) === account.serverUrl) return null
  const problem = `You are signed in to ${account.serverUrl}, but POLAR_SERVER says ${wanted}. Please sign in there, or unset it.`
  printMessage(terminal, serverUrlOf(wanted) === null ? unknownServer(wanted) : problem)
  return EXIT.notSignedIn
}

/** Says that nobody is signed in, why if there is a reason, and what to do. */
export function sayNotSignedIn(terminal: Terminal, reason: string | null): ExitCode {
  const how = 'Run polar-uploader sign-in, or set POLAR_ACCESS_TOKEN.'
  printMessage(terminal, `${reason ?? 'Nobody is signed in.'} ${how}`)
  return EXIT.notSignedIn
}

async function signInWith(app: App, token: string, sources: SignInSources): Promise<ExitCode | null> {
  const { env, clock, terminal, signal } = sources
  for (let isFirst = true; ; isFirst = false) {
    const outcome = await app.signInForNow({ server: env.POLAR_SERVER || 'production', token })
    if (outcome.ok) return null
    const { code, message } = outcome.failure
    if (isFirst) printMessage(terminal, message)
    if (!PASSING.includes(code)) return EXIT.notSignedIn
    await sleep(clock, ASK_AGAIN_MS, signal)
  }
}

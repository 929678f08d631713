import type { App } from '../../app/create-app.ts'
import type { SignInFailure, SignInRequest } from '../../app/contract/account-view.ts'
import type { FailureCode, UploadFailure } from '../../app/contract/upload-failure.ts'
import { sleep } from '../../app/time-limit.ts'
import { answersEncrypted } from './answers-encrypted.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { SignInSources } from './sign-in.ts'
import { printError, printMessage, type Terminal } from './terminal.ts'

/** How long to wait before a server is asked about the token again. */
const ASK_AGAIN_MS = 5_000

/** How often whoever answers in Polar's place is asked: a network that is just coming up may have one. */
const MOST_TRIES = 4

/** These pass by themselves, and are waited for as long as that takes. */
const PASSING: readonly FailureCode[] = ['network', 'server-busy']

const ABOUT_TOKEN: readonly FailureCode[] = ['unauthorized', 'forbidden']

type Sources = Pick<SignInSources, 'clock' | 'terminal' | 'signal' | 'onReachable'>

/**
 * Signs in with a token for this process only. Says why it cannot, and gives the exit code for that; null when signed
 * in. A server that is not there is waited for, for ever; one that is not Polar is not.
 */
export async function signInWithToken(
  app: Pick<App, 'signInForNow'>,
  request: SignInRequest,
  sources: Sources,
): Promise<ExitCode | null> {
  const wait = createWait(sources)
  for (let tries = 1; ; tries += 1) {
    const outcome = await app.signInForNow(request)
    if (outcome.ok) {
      wait.isOver()
      return null
    }
    const { code } = outcome.failure
    if (PASSING.includes(code)) tries = 0
    const message = await reasonToStop(outcome.failure, request.server, tries)
    if (message !== null) {
      return sayNotTaken(sources.terminal, { code, message })
    }
    await wait.next(outcome.failure, MOST_TRIES - tries)
  }
}

/** The same, but waits for nobody. */
export async function trySignInWithToken(
  app: Pick<App, 'signInForNow'>,
  request: SignInRequest,
  terminal: Terminal,
): Promise<ExitCode | null> {
  const outcome = await app.signInForNow(request)
  return outcome.ok ? null : sayNotTaken(terminal, outcome.failure)
}

function sayNotTaken(terminal: Terminal, failure: SignInFailure): ExitCode {
  const { code } = failure
  printError(terminal, code, withWait(failure))
  return ABOUT_TOKEN.includes(code) ? EXIT.notSignedIn : EXIT.failed
}

const secondsOf = (delayMs: number): string => {
  const seconds = Math.ceil(delayMs / 1000)
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}

/** What went wrong and, where the server said so, when to try again. */
export const withWait = ({ message, retryAfterMs }: SignInFailure): string =>
  retryAfterMs === undefined ? message : `${message} Try again in ${secondsOf(retryAfterMs)}.`

/** What to say when nothing is to be waited for; null when something is. */
async function reasonToStop(
  { code, message }: UploadFailure,
  server: string,
  tries: number,
): Promise<string | null> {
  if (code === 'network' && (await answersEncrypted(server)))
    return `${server} only answers over https. Use its https address.`
  return PASSING.includes(code) || (code === 'not-polar' && tries < MOST_TRIES) ? null : message
}

/** The time between two tries; whoever waits is told once for what, and what happens. */
function createWait({ clock, terminal, signal, onReachable }: Sources) {
  let told: string | null = null
  return {
    async next({ code, message, retryAfterMs = 0 }: SignInFailure, triesLeft: number): Promise<void> {
      const often = PASSING.includes(code) ? '' : `, ${triesLeft} more times`
      const delayMs = Math.max(ASK_AGAIN_MS, retryAfterMs)
      const when = `Trying again every ${secondsOf(delayMs)}${often}.`
      const words = `${withoutAdvice(message)} ${when}`
      if (told !== message) {
        printMessage(terminal, words)
        onReachable(words)
      }
      told = message
      await sleep(clock, delayMs, signal)
    },
    isOver(): void {
      if (told === null) return
      printMessage(terminal, 'Polar is reachable again.')
      onReachable(null)
    },
  }
}

/** Nobody need do what is done anyway. */
const withoutAdvice = (message: string): string =>
  message.replace(/ (Please try again|Trying again soon)\.$/, '')

import type { Clock, Log } from '../app/ports.ts'

/** How long stopping may take, in milliseconds. Stored parts are safe at any moment; only those in flight are not. */
const PATIENCE_MS = 15_000

/**
 * How long a session that is about to end may take to, in milliseconds. macOS gives up when a program has not answered
 * for 45 s (https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/Chapters/Lifecycle.html),
 * and others may have taken their time before that one.
 */
const SESSION_ENDS_WITHIN_MS = 120_000

/** What quitting takes. */
export interface Quitting {
  /** Asked first when a person wants to quit; false calls it off. */
  readonly mayQuit: () => Promise<boolean>
  /** Told whether the app is about to end; a session that does not end after all takes it back. */
  readonly onEnding: (isEnding: boolean) => void
  /** Ends all uploads in order. */
  readonly stop: () => Promise<void>
  /** Ends the process. */
  readonly exit: () => void
  readonly clock: Clock
  readonly log: Log
}

/** What a host has to tell of. */
export interface OrderlyQuit {
  /** Somebody wants the app to quit. Asking once more while uploads stop quits at once. */
  askedToQuit(): void
  /** From now on nobody is asked: the next wish to quit comes from the system. */
  signaled(): void
  /** The session of the user is about to end, and has every program quit. */
  sessionEnds(): void
  /** It does not end after all: somebody, or another program, has called it off. */
  sessionGoesOn(): void
}

/** Lets uploads stop before the app quits, whoever asks it to: the user, the desktop or a signal. */
export function createOrderlyQuit(parts: Quitting): OrderlyQuit {
  const { mayQuit, onEnding, exit, clock, log } = parts
  let stage: 'open' | 'session-ends' | 'stopping' = 'open'
  let isAsking = false
  let asksUser = true
  let forgetSession = (): void => undefined

  const end = (): void => {
    if (stage === 'stopping') return
    forgetSession()
    stage = 'stopping'
    onEnding(true)
    stopAndExit(parts)
  }
  const ask = async (): Promise<void> => {
    if (isAsking) return
    isAsking = true
    // Whoever wants to quit must be able to, also where the question itself is broken.
    const isWanted = await mayQuit().catch((error: unknown) => {
      log.error('Nobody could be asked before quitting', error)
      return true
    })
    isAsking = false
    if (isWanted) end()
  }
  const sessionGoesOn = (): void => {
    if (stage !== 'session-ends') return
    forgetSession()
    stage = 'open'
    onEnding(false)
  }
  return {
    askedToQuit() {
      // Whoever holds up the end of the session, even for a moment, has macOS call it off.
      if (stage !== 'open') exit()
      else if (asksUser) void ask()
      else end()
    },
    signaled: () => void (asksUser = false),
    sessionEnds() {
      if (stage === 'stopping') return
      forgetSession()
      forgetSession = clock.after(SESSION_ENDS_WITHIN_MS, sessionGoesOn)
      stage = 'session-ends'
      onEnding(true)
    },
    sessionGoesOn,
  }
}

function stopAndExit({ stop, exit, clock, log }: Quitting): void {
  clock.after(PATIENCE_MS, () => {
    log.warn('Uploads did not stop in time')
    exit()
  })
  stop()
    .catch((error: unknown) => log.error('Uploads did not stop in order', error))
    .finally(exit)
}

import { app, powerMonitor } from 'electron'
import type { Clock, Log } from '../app/ports.ts'

/** How long stopping may take, in milliseconds. Stored parts are safe at any moment; only those in flight are not. */
const PATIENCE_MS = 15_000

/** What quitting takes. */
export interface Quitting {
  /** Asked first when a person wants to quit; false calls it off. */
  readonly mayQuit: () => Promise<boolean>
  /** Called once it is certain that the app ends. */
  readonly onEnding: () => void
  /** Ends all uploads in order. */
  readonly stop: () => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

/**
 * Lets uploads stop before the app quits, whoever asks it to: the user, the desktop or a signal. Asking once more while
 * they stop quits at once.
 */
export function quitInOrder({ mayQuit, onEnding, stop, clock, log }: Quitting): void {
  let isEnding = false
  let isAsking = false
  let asksUser = true
  const end = (): void => {
    if (isEnding) return
    isEnding = true
    onEnding()
    clock.after(PATIENCE_MS, () => {
      log.warn('Uploads did not stop in time')
      app.exit(0)
    })
    stop()
      .catch((error: unknown) => log.error('Uploads did not stop in order', error))
      .finally(() => app.exit(0))
  }
  const ask = async (): Promise<void> => {
    if (isAsking) return
    isAsking = true
    try {
      if (await mayQuit()) end()
    } finally {
      isAsking = false
    }
  }
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (isEnding) app.exit(0)
    else if (asksUser) ask().catch((error: unknown) => log.error('Quitting failed', error))
    else end()
  })
  // Whoever holds up the end of the session, even for a moment, has macOS call it off.
  powerMonitor.on('shutdown', () => {
    onEnding()
    isEnding = true
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      asksUser = false
      app.quit()
    })
  }
}

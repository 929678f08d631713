import { app, powerMonitor } from 'electron'
import type { Clock, Log } from '../app/ports.ts'

/** How long stopping may take, in milliseconds. Stored parts are safe at any moment; only those in flight are not. */
const PATIENCE_MS = 15_000

/**
 * Lets uploads stop before the app quits, whoever asks it to: the user, the desktop or a signal. Asking twice quits
 * at once.
 */
export function quitInOrder(stop: () => Promise<void>, clock: Clock, log: Log): void {
  let quitsAtOnce = false
  // Whoever holds up the end of the session, even for a moment, has macOS call it off.
  powerMonitor.on('shutdown', () => (quitsAtOnce = true))
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (quitsAtOnce) {
      app.exit(0)
      return
    }
    quitsAtOnce = true
    clock.after(PATIENCE_MS, () => {
      log.warn('Uploads did not stop in time')
      app.exit(0)
    })
    stop()
      .catch((error: unknown) => log.error('Uploads did not stop in order', error))
      .finally(() => app.exit(0))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}

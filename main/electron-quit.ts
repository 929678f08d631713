import { app, powerMonitor, systemPreferences } from 'electron'
import { createOrderlyQuit, type Quitting } from './orderly-quit.ts'

/**
 * By what macOS tells programs that a log-out, a restart or a shutdown was called off, by the user or by a program that
 * would not quit. Apple documents neither, so that nothing may depend on their coming.
 */
const CALLED_OFF = ['com.apple.logoutCancelled', 'com.apple.logoutInterrupted']

/** Has the app quit in order, whoever wants it to. */
export function quitInOrder(parts: Omit<Quitting, 'exit'>): void {
  const quit = createOrderlyQuit({ ...parts, exit: () => app.exit(0) })
  app.on('before-quit', (event) => {
    event.preventDefault()
    quit.askedToQuit()
  })
  powerMonitor.on('shutdown', () => quit.sessionEnds())
  if (process.platform === 'darwin')
    for (const name of CALLED_OFF) systemPreferences.subscribeNotification(name, () => quit.sessionGoesOn())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      quit.signaled()
      app.quit()
    })
  }
}

import type { Log } from '../app/ports.ts'

/** What the user is told of a bug that ends the app. */
export const INTERNAL_ERROR =
  'Something went wrong in this app; its log says what. What is uploaded so far is kept: please start it again.'

/**
 * Writes down what nobody caught. A rejection hurts what waited for it; an exception may have left anything half
 * done, so the user is told and the process ends. What is stored goes on at the next start.
 */
export function endOnBugs(log: Log, tell: (message: string) => void): void {
  process.on('unhandledRejection', (reason) => log.error('A rejection was not handled', reason))
  process.once('uncaughtException', (error) => {
    log.error('An exception was not caught', error)
    tell(INTERNAL_ERROR)
    process.exit(1)
  })
  // Electron writes here too; a terminal that was closed meanwhile is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}

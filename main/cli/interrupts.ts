import type { Clock } from '../../app/ports.ts'
import { EXIT } from './exit-code.ts'
import { outlivesTerminal } from './hangup.ts'
import { printMessage, type Terminal } from './terminal.ts'

/** What holds however a command ends. */
export const KEPT = 'Uploaded parts are kept; rerun the command or use resume.'

/** How long stopping may take, as in the window. Stored parts are safe at any moment; only those in flight are not. */
const PATIENCE_MS = 15_000
/** After so much of it a person is told how to end it at once. */
const UNMENTIONED_MS = 2_000
/** A key held a little, or a program that hands on a signal its child has got already: one press, several signals. */
const SAME_PRESS_MS = 500

/** How a command is ended before it is done. */
export interface Interrupts {
  /** Aborted when it is to end, in order. */
  readonly signal: AbortSignal
  /** Ends it in order: whoever was to read what it prints has gone. */
  interrupt(): void
  /** Somebody wants it to end, as by Ctrl-C; wanted once more while it is ending, it ends at once. */
  press(): void
  /** `ask` gives what a person should know before uploads are ended; null when there is nothing to know. */
  warnFirst(ask: () => Promise<string | null>): void
  /** Ends the process when all is done; after an interruption no disk that does not answer can keep it. */
  exit(): void
}

/** Heeds the signals that end a command. What is stored is safe however it ends. */
export function heedInterrupts(terminal: Terminal, clock: Clock): Interrupts {
  const controller = new AbortController()
  const { signal } = controller
  let ask: () => Promise<string | null> = () => Promise.resolve(null)
  let isWarned = false
  const interrupt = (): void => {
    if (signal.aborted) return
    controller.abort(new Error('Interrupted'))
    clock.after(PATIENCE_MS, () => endAtOnce(terminal, `Some work did not stop in time. ${KEPT}`))
    const hint = 'Stopping. Press Ctrl-C again to stop at once.'
    if (terminal.input.isTTY) clock.after(UNMENTIONED_MS, () => printMessage(terminal, hint))
  }
  /** Whoever is at a terminal may think again; a script means what it says. */
  const interruptUnlessWarned = async (): Promise<void> => {
    const warning = isWarned || !terminal.input.isTTY ? null : await ask()
    isWarned = true
    if (warning === null) interrupt()
    else printMessage(terminal, warning)
  }
  const heed = (begin: () => void): (() => void) => {
    let heededAt = -Infinity
    return () => {
      const isSamePress = clock.monotonic() - heededAt < SAME_PRESS_MS
      if (isSamePress) return
      heededAt = clock.monotonic()
      if (signal.aborted) endAtOnce(terminal, `Stopped at once. ${KEPT}`)
      else begin()
    }
  }
  const press = heed(() => void interruptUnlessWarned())
  process.on('SIGINT', press)
  process.on('SIGTERM', heed(interrupt))
  process.on('SIGHUP', outlivesTerminal(process.env) ? () => undefined : heed(interrupt))
  return {
    ...{ signal, interrupt, press },
    warnFirst: (asking) => void (ask = asking),
    exit: () => (signal.aborted && isDiskOwing() ? endBySignal() : process.exit()),
  }
}

function endAtOnce(terminal: Terminal, words: string): void {
  printMessage(terminal, words)
  endBySignal()
}

/** Whether a call to the disk has not returned yet. */
const isDiskOwing = (): boolean => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))

/**
 * `process.exit` waits for the threads that wait for the disk; a signal waits for nobody, and a shell shows it as 130.
 * Windows has no such signals.
 */
function endBySignal(): void {
  if (process.platform === 'win32') process.exit(EXIT.interrupted)
  if (process.stdin.isRaw) process.stdin.setRawMode(false)
  process.removeAllListeners('SIGINT')
  process.kill(process.pid, 'SIGINT')
}

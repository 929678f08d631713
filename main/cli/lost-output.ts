import { getSystemErrorMap } from 'node:util'
import { printMessage, type Terminal } from './terminal.ts'

/** What became of that which was printed. */
export interface LostOutput {
  /** Whether some of it could not be written, though somebody may want it. */
  isLost(): boolean
  /** Says why. */
  say(): void
}

/** Watches what is printed. `stop` is called once nothing more can be: whatever is at work then is at work for nobody. */
export function watchOutput(terminal: Terminal, stop: () => void): LostOutput {
  let reason: string | null = null
  const note = (error: Error): void => {
    if (!isReaderGone(error)) reason ??= reasonOf(error)
    stop()
  }
  for (const stream of [terminal.output, terminal.messages]) stream.on('error', note)
  return {
    isLost: () => reason !== null,
    say: () =>
      printMessage(terminal, `The output cannot be written: ${reason ?? ''}. Redirect it somewhere else.`),
  }
}

/** Whoever read it has gone, as `head` does when it has seen enough, or a terminal that is closed (EIO). */
const isReaderGone = (error: NodeJS.ErrnoException): boolean =>
  ['EPIPE', 'EOF', 'EIO'].includes(error.code ?? '')

/** As the system words it. */
const reasonOf = ({ errno, message }: NodeJS.ErrnoException): string =>
  getSystemErrorMap().get(errno ?? 0)?.[1] ?? message

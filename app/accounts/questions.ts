import { isAboutNetwork } from '../contract/upload-failure.ts'
import type { Clock } from '../ports.ts'
import { UploadError } from '../upload-error.ts'
import { askAgainAfterMs, SILENCE_MS } from './ask-again.ts'

/** Asks once; `onAsked` is called when the question is on its way. Throws `UploadError` for any other answer, or none. */
export type Ask = (signal: AbortSignal, onAsked: () => void) => Promise<void>

/** What questions are asked with. */
export interface QuestionsParts {
  readonly clock: Clock
  readonly ask: Ask
  /**
   * Told each time a question had no answer, with how long there has been none by now, and what came instead: the
   * failure of the connection, or null when there was nothing at all.
   */
  readonly onSilence: (silentForMs: number, error: UploadError | null) => void
  /** Ends the asking: what was asked is not waited for any more. */
  readonly signal: AbortSignal
}

/**
 * Asks until there is an answer, and gives the failure in it, if it is one. The next question does not wait for the end
 * of one that has met with silence. Rejects when a question breaks with anything but an `UploadError`; never settles
 * once the signal is aborted.
 */
export function askUntilAnswered(parts: QuestionsParts): Promise<UploadError | null> {
  const { clock, ask, onSilence, signal } = parts
  const since = clock.monotonic()
  const timers = new Set<() => void>()
  signal.addEventListener('abort', () => timers.forEach((callOff) => callOff()), { once: true })

  const after = (delayMs: number, act: () => void): (() => void) => {
    if (signal.aborted) return () => undefined
    const callOff = clock.after(delayMs, () => {
      timers.delete(callOff)
      act()
    })
    timers.add(callOff)
    return callOff
  }
  return new Promise((resolve, reject) => {
    const askOnce = (): void => {
      const askedAt = clock.monotonic()
      let isSilent = false
      let stopWaiting = (): void => undefined
      const noteSilence = (error: UploadError | null): void => {
        stopWaiting()
        if (isSilent || signal.aborted) return
        isSilent = true
        const now = clock.monotonic()
        onSilence(now - since, error)
        after(Math.max(0, askedAt + askAgainAfterMs(now - since) - now), askOnce)
      }
      const onAsked = (): void => void (stopWaiting = after(SILENCE_MS, () => noteSilence(null)))
      failureOf(ask(signal, onAsked)).then((error) => {
        if (signal.aborted) return
        // Whatever else it says, there is somebody who says it.
        if (error !== null && isAboutNetwork(error.code)) noteSilence(error)
        else resolve(error)
      }, reject)
    }
    askOnce()
  })
}

/** The failure something ended with, if it did. Anything else thrown goes on. */
async function failureOf(work: Promise<void>): Promise<UploadError | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof UploadError) return error
    throw error
  }
}

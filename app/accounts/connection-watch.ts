import type { Clock, Log } from '../ports.ts'
import { sleep } from '../time-limit.ts'
import { UploadError } from '../upload-error.ts'

/** How often a server that does not answer is asked again. */
const ASK_AGAIN_MS = 15_000

/** Asks a server until it answers, one question at a time. */
export interface ConnectionWatch {
  /** Begins to ask, unless it is being asked already. */
  start(): void
  stop(): void
}

/** What to ask, and whom to tell. */
export interface Question {
  readonly clock: Clock
  readonly log: Log
  /** Throws `UploadError` when there is no answer. */
  readonly ask: (signal: AbortSignal) => Promise<void>
  /** Told of every failure; says whether to go on asking. */
  readonly onFailure: (error: UploadError) => boolean
}

/** Creates a watch that is not asking yet. */
export function createConnectionWatch({ clock, log, ask, onFailure }: Question): ConnectionWatch {
  let asking: AbortController | null = null

  const askUntilAnswered = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      try {
        await ask(signal)
        return
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof UploadError)) throw error
        if (!onFailure(error)) return
        await sleep(clock, Math.max(ASK_AGAIN_MS, error.retryAfterMs ?? 0), signal)
      }
    }
  }
  return {
    start() {
      if (asking !== null) return
      const mine = (asking = new AbortController())
      askUntilAnswered(mine.signal)
        .catch((error: unknown) => {
          if (!mine.signal.aborted) log.error('Asking Polar who is signed in failed', error)
        })
        .finally(() => {
          if (asking === mine) asking = null
        })
    },
    stop() {
      asking?.abort(new Error('Nobody asks any more'))
      asking = null
    },
  }
}

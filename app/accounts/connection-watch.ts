import type { Clock, Log } from '../ports.ts'
import type { UploadError } from '../upload-error.ts'
import { maySettle } from './ask-again.ts'
import { askUntilAnswered, type Ask } from './questions.ts'

/** Whether Polar can be reached, as far as is known. */
export type Touch =
  /** Nothing says otherwise. */
  | 'kept'
  /** Something says otherwise, and Polar is being asked. */
  | 'in-doubt'
  /** Polar was asked, and did not answer. */
  | 'lost'

const NO_ANSWER = 'No connection: the server does not answer. Trying again soon.'

/** What it means that Polar has answered. */
export interface Answer {
  /** Whether it is an end of silence: touch was lost, or everything in flight had been given up. */
  readonly isBack: boolean
  /** Null when it was the answer that was asked for. */
  readonly error: UploadError | null
}

/** What to ask, and whom to tell. */
export interface WatchParts {
  readonly clock: Clock
  readonly log: Log
  /** Whether there is anybody to ask for. */
  readonly mayAsk: () => boolean
  readonly ask: Ask
  /** Told when touch is lost, and again when it turns out to be lost for another reason: which, in a sentence. */
  readonly onLost: (reason: string) => void
  /** Told when it is kept again. */
  readonly onAnswer: (answer: Answer) => void
}

/** Knows whether Polar can be reached, and asks it whenever that is in doubt, until it answers. */
export class ConnectionWatch {
  readonly #parts: WatchParts
  #asking: AbortController | null = null
  #touch: Touch = 'kept'
  #lostFor: string | null = null
  #hasGivenUp = false
  #isClosed = false

  /** Nothing is asked yet. */
  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  touch(): Touch {
    return this.#touch
  }

  /** Begins to ask, unless it is being asked already or there is nobody to ask for. */
  ask(): void {
    if (this.#asking !== null || this.#isClosed || !this.#parts.mayAsk()) return
    this.#touch = 'in-doubt'
    this.#begin()
  }

  /** Begins anew, at once: everything in flight is given up, and the network may take a moment or be another one. */
  askAnew(): void {
    if (this.#isClosed || !this.#parts.mayAsk()) return
    if (this.#touch === 'kept') this.#touch = 'in-doubt'
    this.#hasGivenUp = true
    this.#begin()
  }

  /** There is nothing to ask any more: Polar has answered somebody, or there is nobody left to ask for. */
  settle(): void {
    this.#end(null)
  }

  /** Ends it for good; nobody is told. */
  close(): void {
    this.#isClosed = true
    this.#stopAsking()
  }

  #begin(): void {
    this.#stopAsking()
    const { clock, log, ask } = this.#parts
    const { signal } = (this.#asking = new AbortController())
    askUntilAnswered({
      clock,
      ask,
      onSilence: (silentForMs, error) => this.#noteSilence(silentForMs, error),
      signal,
    })
      .catch((error: unknown) => {
        if (!signal.aborted) log.error('Asking Polar who is signed in failed', error)
        return null
      })
      .then((error) => {
        if (!signal.aborted) this.#end(error)
      })
      .catch((error: unknown) => log.error('Going on after an answer of Polar failed', error))
  }

  #noteSilence(silentForMs: number, error: UploadError | null): void {
    if (this.#touch !== 'lost' && this.#hasGivenUp && maySettle(silentForMs)) return
    const reason = error?.message ?? NO_ANSWER
    if (reason === this.#lostFor) return
    this.#touch = 'lost'
    this.#lostFor = reason
    this.#parts.onLost(reason)
  }

  #end(error: UploadError | null): void {
    this.#stopAsking()
    if (this.#touch === 'kept') return
    const isBack = this.#touch === 'lost' || this.#hasGivenUp
    this.#touch = 'kept'
    this.#lostFor = null
    this.#hasGivenUp = false
    this.#parts.onAnswer({ isBack, error })
  }

  #stopAsking(): void {
    this.#asking?.abort(new Error('Nobody asks any more'))
    this.#asking = null
  }
}

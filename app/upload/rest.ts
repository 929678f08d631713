import type { Clock } from '../ports.ts'

/** A time in which a server wants to be left alone. */
export interface Rest {
  isResting(): boolean
  /** Asks for it; the longer of two holds. `onChange` is called now, and when it is over. */
  restFor(delayMs: number): void
  /** Ends the waiting. Must be called. */
  stop(): void
}

/** Creates one that nobody has asked for yet. */
export function createRest(clock: Clock, onChange: () => void): Rest {
  let until = -Infinity
  let callOff = (): void => undefined
  return {
    isResting: () => clock.monotonic() < until,
    restFor(delayMs) {
      const end = clock.monotonic() + delayMs
      if (delayMs <= 0 || end <= until) return
      until = end
      callOff()
      callOff = clock.after(delayMs, onChange)
      onChange()
    },
    stop: () => callOff(),
  }
}

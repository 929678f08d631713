/** One value that changes, and whoever wants to know. */
export interface ValueStore<T> {
  readonly get: () => T
  readonly set: (value: T) => void
  /** Calls back after each change; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void
}

/** A store that starts with a value. Setting the same value again tells nobody. */
export function createValueStore<T>(initial: T): ValueStore<T> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return
      current = value
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

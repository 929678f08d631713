/** Something that changes while the app runs, for whatever goes by it. */
export interface CurrentValue<T> {
  get(): T
  /** Calls back at once, and after every change. */
  onChange(tell: (value: T) => void): void
}

/** Something that begins as `first`; whoever made it says what it is next. */
export function createCurrentValue<T>(first: T): CurrentValue<T> & { set(next: T): void } {
  const listeners: ((value: T) => void)[] = []
  let current = first
  return {
    get: () => current,
    set(next) {
      current = next
      for (const tell of listeners) tell(next)
    },
    onChange(tell) {
      listeners.push(tell)
      tell(current)
    },
  }
}

/**
 * Gives what `make` makes, which is asked the first time it is needed. For what takes long to make and is not needed
 * before the window is there: each of `Intl`'s formats takes milliseconds.
 */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

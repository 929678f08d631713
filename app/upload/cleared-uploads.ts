import type { Cleared } from '../contract/cleared.ts'
import type { UploadId } from '../contract/ids.ts'
import type { Clock } from '../ports.ts'

/** How long taking uploads off the list can be undone, in milliseconds, from the last time it was done. */
export const UNDO_WITHIN_MS = 10_000

/** What clearing works with. */
export interface ClearingParts {
  readonly clock: Pick<Clock, 'after'>
  /** Takes uploads off the list, or puts them back on it. */
  readonly setCleared: (ids: readonly UploadId[], isCleared: boolean) => void
  /** Forgets uploads for good. */
  readonly forget: (ids: readonly UploadId[]) => void
  readonly onChange: (cleared: Cleared | null) => void
}

/** The uploads that are off the list, but not for good yet. */
export interface ClearedUploads {
  view(): Cleared | null
  /** Takes uploads off the list. What was taken off a moment before can be undone with them. */
  clear(ids: readonly UploadId[]): void
  /** Puts them all back on the list. */
  undo(): void
  /** Forgets them now. */
  settle(): void
}

/**
 * Keeps uploads that were taken off the list until it is certain that they are not wanted back: until the time to
 * undo has passed, the user has dismissed it, or the app ends. Nothing is stored about it, so that whatever else ends
 * the app only brings them back: a list is never lost by accident.
 */
export function createClearedUploads({ clock, setCleared, forget, onChange }: ClearingParts): ClearedUploads {
  let ids: readonly UploadId[] = []
  let callOff = (): void => undefined

  const view = (): Cleared | null => (ids.length === 0 ? null : { count: ids.length })
  const take = (): readonly UploadId[] => {
    const taken = ids
    ids = []
    callOff()
    return taken
  }
  const settle = (): void => {
    const taken = take()
    if (taken.length === 0) return
    forget(taken)
    onChange(null)
  }
  return {
    view,
    settle,
    clear(more) {
      if (more.length === 0) return
      setCleared(more, true)
      ids = [...take(), ...more]
      callOff = clock.after(UNDO_WITHIN_MS, settle)
      onChange(view())
    },
    undo() {
      const taken = take()
      if (taken.length === 0) return
      setCleared(taken, false)
      onChange(null)
    },
  }
}

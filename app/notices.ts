import type { Notice } from './contract/upload-api.ts'

/** What the user should know that is no upload's failure. */
export interface Notices {
  all(): readonly Notice[]
  dismiss(id: string): void
}

/** Creates the notices; `onChange` hears what is left after one is dismissed. */
export function createNotices(
  first: readonly Notice[],
  onChange: (notices: readonly Notice[]) => void,
): Notices {
  let notices = first
  return {
    all: () => notices,
    dismiss(id) {
      notices = notices.filter((notice) => notice.id !== id)
      onChange(notices)
    },
  }
}

/** Tells that the list of uploads was damaged and a new one begun. */
export const damagedList = (setAside: string): Notice => ({
  id: 'damaged-list',
  message: `The list of uploads was damaged, so a new one was begun. The old one is kept as ${setAside}. Files that are in Polar already are safe; please add the others again.`,
})

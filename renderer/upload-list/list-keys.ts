/** A key as it was pressed; `isMod` is the platform's key for commands, Ctrl or Cmd. */
export interface PressedKey {
  readonly key: string
  readonly isShift: boolean
  readonly isMod: boolean
  readonly isAlt: boolean
}

/** Where uploads go in the queue by the keyboard. */
export type QueueStep = 'up' | 'down' | 'top' | 'bottom'

/** What a key wants of the list. */
export type KeyWish =
  /** The focus goes on; `selects` says what becomes of the selection. */
  | { readonly kind: 'go'; readonly key: string; readonly selects: 'one' | 'range' | 'nothing' }
  | { readonly kind: 'reorder'; readonly step: QueueStep }
  | { readonly kind: 'select-all' | 'select-none' | 'toggle' }
  /** These are for the row that has the focus as a whole, not for a button in it. */
  | { readonly kind: 'pause-or-resume' | 'give-up' | 'details' }

const LEADS_ON = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']

const STEPS: Readonly<Record<string, QueueStep>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'top',
  End: 'bottom',
}

const PLAIN: Readonly<Record<string, KeyWish>> = {
  ' ': { kind: 'pause-or-resume' },
  Delete: { kind: 'give-up' },
  Backspace: { kind: 'give-up' },
  Enter: { kind: 'details' },
  Escape: { kind: 'select-none' },
}

/** What a key wants of the list, as file managers have it; null when it is none of the list's. */
export function wishOf({ key, isShift, isMod, isAlt }: PressedKey): KeyWish | null {
  if (isAlt) {
    const step = isShift || isMod ? undefined : STEPS[key]
    return step === undefined ? null : { kind: 'reorder', step }
  }
  if (LEADS_ON.includes(key)) {
    if (isShift) return { kind: 'go', key, selects: 'range' }
    return { kind: 'go', key, selects: isMod ? 'nothing' : 'one' }
  }
  if (isShift) return null
  if (isMod && key.toLowerCase() === 'a') return { kind: 'select-all' }
  if (isMod && key === ' ') return { kind: 'toggle' }
  return isMod ? null : (PLAIN[key] ?? null)
}

import type { Translate } from './translate.ts'

/** Where what the app tells a window has sentences of its own. */
const SENTENCES: readonly string[] = ['message', 'reason', 'offlineReason']

/** The same value with every sentence of the app in it translated; names, paths and numbers stay as they are. */
export function translateIn<T>(value: T, translate: Translate): T {
  // The shape stays the same, which TypeScript cannot see.
  return translated(value, translate) as T
}

function translated(value: unknown, translate: Translate): unknown {
  if (Array.isArray(value)) return value.map((one) => translated(one, translate))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, kept]) => [
      name,
      typeof kept === 'string' && SENTENCES.includes(name) ? translate(kept) : translated(kept, translate),
    ]),
  )
}

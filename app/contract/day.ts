/** The local midnight a moment comes after, in epoch milliseconds. */
export const dayOf = (epochMs: number): number => new Date(epochMs).setHours(0, 0, 0, 0)

/** The local midnight before that of a day. Not 24 hours earlier: a day may have 23 or 25. */
export function dayBefore(day: number): number {
  const date = new Date(day)
  return date.setDate(date.getDate() - 1)
}

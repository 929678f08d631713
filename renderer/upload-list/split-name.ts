/** A name in two pieces: the first may be cut short with an ellipsis, the second always shows. */
export interface SplitName {
  readonly head: string
  readonly tail: string
}

const EXTENSION = /\.[^.\s]{1,10}$/u
const LONGEST_TAIL_BEFORE_EXTENSION = 8

/** Letters that join or combine must not be taken apart; these never do: Latin ones, dashes and quotation marks. */
const SEPARABLE = /^[\x20-\x7e\u00a0-\u024f\u2010-\u2026]*$/

/**
 * Splits a name so that its extension stays visible, and with it the last few letters where files of a series differ
 * ("… episode-07.mp4").
 */
export function splitName(name: string): SplitName {
  const extension = EXTENSION.exec(name)?.[0] ?? ''
  const stem = name.slice(0, name.length - extension.length)
  if (stem === '') return { head: name, tail: '' }
  // No space between the ellipsis and what follows it.
  const end = stem.slice(-LONGEST_TAIL_BEFORE_EXTENSION).trimStart()
  const isLong = stem.length > 2 * LONGEST_TAIL_BEFORE_EXTENSION
  const cut = isLong && SEPARABLE.test(end) ? stem.length - end.length : stem.length
  return { head: name.slice(0, cut), tail: name.slice(cut) }
}

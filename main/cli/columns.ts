/** Cuts a line so that it takes at most so many columns of a terminal; what is cut off shows as an ellipsis. */
export function withinColumns(line: string, columns: number): string {
  const characters = Array.from(line)
  const most = Math.max(0, columns)
  if (total(characters) <= most) return line
  while (characters.length > 0 && total(characters) > most - 1) characters.pop()
  return most === 0 ? '' : `${characters.join('')}…`
}

const total = (characters: readonly string[]): number =>
  characters.reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0)

const PICTOGRAPH = /\p{Extended_Pictographic}|\p{Emoji_Presentation}/u

/**
 * Says whether a character may take two columns. Where terminals differ the answer is yes: a line too short does no
 * harm, one too long wraps. https://www.unicode.org/reports/tr11/
 */
function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  const isNarrow = code < 0x1100 || (code >= 0x1e00 && code < 0x2c00)
  return !isNarrow || PICTOGRAPH.test(character)
}

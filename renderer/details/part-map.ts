import { PART_STATES, type PartLetter, type PartState } from '../../app/contract/upload-details.ts'

/** How a map of parts is drawn: cells in rows, each for one part or, when they are too many, for several. */
export interface PartMapLayout {
  readonly columns: number
  readonly rows: number
  /** From one cell to the next, in pixels; the gap between them is in it. */
  readonly pitchPx: number
  readonly partsPerCell: number
}

/** What a cell shows. */
export interface PartCell {
  /** Its most noteworthy state: what is on its way, then what is planned, then what had to be sent again. */
  readonly state: PartState
  /** How much of it is stored, 0 to 1. */
  readonly fraction: number
}

const LARGEST_PITCH_PX = 14
const SMALLEST_PITCH_PX = 5

/** The layout with the largest cells that fits so many parts into the room there is. */
export function layOutParts(count: number, widthPx: number, mostHeightPx: number): PartMapLayout {
  const cellsAt = (pitchPx: number): number =>
    Math.max(1, Math.floor(widthPx / pitchPx)) * Math.max(1, Math.floor(mostHeightPx / pitchPx))
  let pitchPx = LARGEST_PITCH_PX
  while (pitchPx > SMALLEST_PITCH_PX && cellsAt(pitchPx) < count) pitchPx -= 1
  const partsPerCell = Math.max(1, Math.ceil(count / cellsAt(pitchPx)))
  const columns = Math.max(1, Math.floor(widthPx / pitchPx))
  return { columns, rows: Math.ceil(Math.ceil(count / partsPerCell) / columns), pitchPx, partsPerCell }
}

/** Most noteworthy first. */
const NOTEWORTHY: readonly PartLetter[] = ['f', 'p', 'a', 's']

const stateOf = (letters: string): PartState =>
  PART_STATES[NOTEWORTHY.find((letter) => letters.includes(letter)) ?? 'p']

/** What the cells show, in their order. */
export function cellsOf(parts: string, partsPerCell: number): readonly PartCell[] {
  const cells: PartCell[] = []
  for (let at = 0; at < parts.length; at += partsPerCell) {
    const letters = parts.slice(at, at + partsPerCell)
    const stored = letters.replace(/[^sa]/g, '').length
    cells.push({ state: stateOf(letters), fraction: stored / letters.length })
  }
  return cells
}

/** The same for people: what had to be sent again is stored as well, or “0 stored” would be said of it. */
export const countForLegend = (
  counts: Readonly<Record<PartState, number>>,
): Readonly<Record<PartState, number>> => ({ ...counts, stored: counts.stored + counts['stored-again'] })

/** How many parts are in each state. */
export function countParts(parts: string): Readonly<Record<PartState, number>> {
  const counts: Record<PartState, number> = { planned: 0, 'in-flight': 0, stored: 0, 'stored-again': 0 }
  for (const letter of parts) counts[PART_STATES[letter as PartLetter]] += 1
  return counts
}

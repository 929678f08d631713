import type { Density } from '../../app/contract/preferences.ts'

/** How high rows are: with room around them, or as many as possible in sight. */
export type RowDensity = Exclude<Density, 'automatic'>

/** So many rows have room around them by themselves. */
const A_HANDFUL = 5

/** How high rows are in a list of so many uploads. */
export const densityOf = (chosen: Density, count: number): RowDensity =>
  chosen === 'automatic' ? (count > A_HANDFUL ? 'compact' : 'comfortable') : chosen

/** A row with one line of text on its state and its line below; others are measured once they are in the page. */
export const ROW_HEIGHT_PX: Readonly<Record<RowDensity, number>> = { comfortable: 68, compact: 45 }

/** The heading of a section above its first row. */
export const HEADING_HEIGHT_PX = 32

import { goalsOf } from './goals.ts'
import { shareOf } from './ledger.ts'
import { LEAST_SHARE_OF_BEST, shareOfBest, type PartsLink, type PartsOutcome } from './parts.ts'
import { nameOf, type Kill, type Outcome, type Row } from './row.ts'
import { leastSeconds } from './timetable.ts'

const HEADER = [
  'link',
  'file',
  'took',
  'least',
  'times',
  'sent',
  'first part',
  'longest wait',
  'kept by a kill',
  'missed',
]

/** A row as the cells of a table. */
function cellsOf(row: Row, outcome: Outcome): readonly string[] {
  const least = leastSeconds(row.fileBytes, row)
  const missed = goalsOf(row, outcome).filter(({ isReached }) => !isReached)
  const isTimed = row.kills.length === 0
  return [
    nameOf(row),
    `${row.fileBytes / 1e6} MB`,
    outcome.trouble ?? `${outcome.seconds.toFixed(1)} s`,
    isTimed ? `${least.toFixed(1)} s` : '',
    isTimed && outcome.trouble === null ? (outcome.seconds / least).toFixed(2) : '',
    `${(outcome.sentBytes / row.fileBytes).toFixed(2)} times`,
    outcome.firstStoredSeconds === null ? 'never' : `${outcome.firstStoredSeconds.toFixed(1)} s`,
    `${outcome.longestWaitSeconds.toFixed(1)} s`,
    keptCell(outcome),
    missed.map(({ wanted }) => wanted).join('; '),
  ]
}

function keptCell({ kills, worst }: Outcome): string {
  const killed = kills.map((kill) => `${percent(kill)} at ${kill.afterSeconds.toFixed(0)} s`)
  const least = worst === null ? [] : [`least ${percent(worst)} at ${worst.afterSeconds.toFixed(0)} s`]
  return [...killed, ...least].join(', ')
}

const percent = (kill: Kill): string => `${(shareOf(kill) * 100).toFixed(0)} %`

/** Whether a row reached all it has to. */
export const isGood = (row: Row, outcome: Outcome): boolean =>
  goalsOf(row, outcome).every(({ isReached }) => isReached)

/** A line for the terminal, marked as good or BAD. */
export const lineOf = (row: Row, outcome: Outcome): string =>
  `${isGood(row, outcome) ? 'good' : 'BAD '} | ${cellsOf(row, outcome).join(' | ')}`

/** The line above those. */
export const HEADER_LINE = `     | ${HEADER.join(' | ')}`

/** All rows as a table in Markdown. */
export const markdownOf = (rows: readonly (readonly [Row, Outcome])[]): string =>
  tableOf(
    HEADER,
    rows.map(([row, outcome]) => cellsOf(row, outcome)),
  )

const tableOf = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const PARTS_HEADER = [
  'link',
  'file',
  'parts of',
  'took',
  'with a fixed number in flight',
  'speed, of the best',
]

function partsCellsOf({ name, fileBytes }: PartsLink, outcome: PartsOutcome): readonly string[] {
  const { seconds, fixed, partBytes } = outcome
  return [
    ...[
      name,
      `${fileBytes / 1e6} MB`,
      `${(partBytes / 1024 ** 2).toFixed(1)} MiB`,
      `${seconds.toFixed(1)} s`,
    ],
    fixed.map((one) => `${one.connections}: ${one.seconds.toFixed(1)} s`).join(', '),
    `${(shareOfBest(outcome) * 100).toFixed(0)} %`,
  ]
}

/** Whether the number of parts in flight is as good as it has to be. */
export const isEnough = (outcome: PartsOutcome): boolean => shareOfBest(outcome) >= LEAST_SHARE_OF_BEST

/** A line for the terminal on one link's numbers of parts. */
export const partsLineOf = (link: PartsLink, outcome: PartsOutcome): string =>
  `${isEnough(outcome) ? 'good' : 'BAD '} | ${partsCellsOf(link, outcome).join(' | ')}`

/** The line above those. */
export const PARTS_HEADER_LINE = `     | ${PARTS_HEADER.join(' | ')}`

/** The same for all links as a table in Markdown. */
export const partsMarkdownOf = (links: readonly (readonly [PartsLink, PartsOutcome])[]): string =>
  tableOf(
    PARTS_HEADER,
    links.map(([link, outcome]) => partsCellsOf(link, outcome)),
  )

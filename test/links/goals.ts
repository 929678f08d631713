import { KEPT_FROM_SECONDS, shareOf } from './ledger.ts'
import type { Kill, Outcome, Row } from './row.ts'
import { gapsIn, leastSeconds, partsInALife, SMALLEST_PART_BYTES } from './timetable.ts'

/** Something a row has to reach, and whether it did. */
export interface Goal {
  /** Names the column of the table that it is about. */
  readonly wanted: string
  readonly isReached: boolean
}

/** The most of its least time and of its bytes that an upload takes where a life carries two of S3's smallest parts. */
const MOST_TIMES_SECONDS = 1.25
const MOST_TIMES_BYTES = 1.15
/** A gap that connections survive costs no more than this besides itself. */
const MOST_AFTER_GAP_SECONDS = 3
/** The share of the bytes that left the app which a kill keeps. */
const LEAST_KEPT = 0.8

/** What a row has to reach. */
export function goalsOf(row: Row, outcome: Outcome): readonly Goal[] {
  const arrives = { wanted: 'arrival', isReached: outcome.isWhole && outcome.trouble === null }
  if (row.kills.length > 0 || row.lifeSeconds === null) return [arrives, ...keptGoals(row, outcome)]
  if (row.kind === 'silent') return [arrives, ...silentGoals(row, outcome)]
  return partsInALife(row) >= 2 ? [arrives, ...paceGoals(row, outcome)] : [arrives]
}

const bytesGoal = ({ fileBytes }: Row, { sentBytes }: Outcome): Goal => ({
  wanted: 'bytes',
  isReached: sentBytes <= MOST_TIMES_BYTES * fileBytes,
})

const paceGoals = (row: Row, outcome: Outcome): readonly Goal[] => [
  {
    wanted: 'time',
    isReached: outcome.seconds <= MOST_TIMES_SECONDS * leastSeconds(row.fileBytes, row),
  },
  bytesGoal(row, outcome),
]

/** Where the server hangs up in the gap, what was in flight is lost to it. */
function silentGoals(row: Row, outcome: Outcome): readonly Goal[] {
  if (row.gapSeconds >= row.serverPatienceSeconds) return paceGoals(row, outcome)
  const most = leastSeconds(row.fileBytes, row) + gapsIn(row.fileBytes, row) * MOST_AFTER_GAP_SECONDS + 3
  return [{ wanted: 'time', isReached: outcome.seconds <= most }, bytesGoal(row, outcome)]
}

function keptGoals(row: Row, { kills, worst }: Outcome): readonly Goal[] {
  const late = [...kills, ...(worst === null ? [] : [worst])].filter(
    ({ afterSeconds }) => afterSeconds >= KEPT_FROM_SECONDS,
  )
  return [
    {
      wanted: 'kept by a kill',
      isReached: late.every((kill) => isEnoughKept(row, kill)),
    },
  ]
}

/** No part is smaller than 5 MiB, and none is stored in part: on slow links one in flight may be more than a fifth. */
const isEnoughKept = ({ bytesPerSecond }: Row, kill: Kill): boolean =>
  shareOf(kill) >= LEAST_KEPT || kill.leftBytes - kill.storedBytes <= SMALLEST_PART_BYTES + bytesPerSecond

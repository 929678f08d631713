import { expect, test } from 'vitest'
import { goalsOf } from '../../links/goals.ts'
import type { Kill, Outcome, Row } from '../../links/row.ts'

const MB = 1e6

/** 1 MB/s, 5 s after every 15 s: 30 MB take 35 s at least, and a life carries 2.9 parts. */
const ROW: Row = {
  ...{ kind: 'cut', bytesPerSecond: MB, lifeSeconds: 15, gapSeconds: 5, fileBytes: 30 * MB },
  ...{ kills: [], serverPatienceSeconds: 20, answerMs: 0, sender: null, isQuick: false },
}
const SILENT: Row = { ...ROW, kind: 'silent' }
const STEADY: Row = { ...ROW, kind: 'steady', lifeSeconds: null, gapSeconds: 0 }

const PERFECT: Outcome = {
  ...{
    seconds: 35,
    isWhole: true,
    trouble: null,
    sentBytes: 30 * MB,
    storedBytes: 30 * MB,
    sessions: 1,
    partBytes: MB,
  },
  ...{ firstStoredSeconds: 5, longestWaitSeconds: 5, mostAtRiskBytes: MB, kills: [], worst: null },
  hasNamespace: true,
}

const missed = (row: Row, outcome: Partial<Outcome>): readonly string[] =>
  goalsOf(row, { ...PERFECT, ...outcome })
    .filter(({ isReached }) => !isReached)
    .map(({ wanted }) => wanted)

const kill = (afterSeconds: number, leftMB: number, storedMB: number): Kill => ({
  ...{ afterSeconds, leftBytes: leftMB * MB, storedBytes: storedMB * MB },
})

const KEPT = 'kept by a kill'

test.each<readonly [string, Row, Partial<Outcome>, readonly string[]]>([
  ['nothing is missed by an upload that wastes nothing', ROW, {}, []],
  ['a quarter more time is allowed', ROW, { seconds: 43.7 }, []],
  ['more is not', ROW, { seconds: 43.8 }, ['time']],
  ['15 % of the bytes may be sent again', ROW, { sentBytes: 34.5 * MB }, []],
  ['more may not', ROW, { sentBytes: 34.6 * MB }, ['bytes']],
  ['a file that is not the one sent is missed', ROW, { isWhole: false }, ['arrival']],
  ['so is one with trouble', ROW, { trouble: 'not done' }, ['arrival']],
  [
    'lives that carry fewer than two parts only have to let it arrive',
    { ...ROW, lifeSeconds: 10 },
    { seconds: 999 },
    [],
  ],
  ['a silent gap may cost three seconds more', SILENT, { seconds: 41 }, []],
  ['but not four, and a little for the last answer', SILENT, { seconds: 41.1 }, ['time']],
  [
    'where the server hangs up in a silent gap the usual shares hold',
    { ...SILENT, gapSeconds: 20 },
    { seconds: 62 },
    [],
  ],
  ['a kill keeps four fifths', STEADY, { worst: kill(60, 60, 48) }, []],
  ['a kill that keeps less is missed', STEADY, { worst: kill(60, 60, 47) }, [KEPT]],
  ['so is a real one', STEADY, { kills: [kill(60, 60, 47)] }, [KEPT]],
  ['one part in flight may be more than a fifth', STEADY, { worst: kill(15, 15, 9) }, []],
  ['before 15 s a kill may keep nothing', STEADY, { kills: [kill(14, 14, 0)] }, []],
])('%s', (_, row, outcome, wanted) => {
  expect(missed(row, outcome)).toEqual(wanted)
})

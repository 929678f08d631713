import { expect, test } from 'vitest'
import { formatTime } from '../../../renderer/idiom.ts'
import { NO_LIMIT, type LimitInForce } from '../../../app/contract/limit-in-force.ts'
import { describeLimit, explainLimit } from '../../../renderer/bandwidth/describe-limit.ts'

const SIX = new Date(2026, 10, 2, 18).getTime()
const time = formatTime(SIX)
const leaving: Partial<LimitInForce> = { choice: 'leave-room', bytesPerSecond: 800_000, uplink: 1_000_000 }

test.each<[string, Partial<LimitInForce>, string, string | null]>([
  ['nothing', {}, 'No limit', null],
  ['a limit', { choice: 2_000_000 }, 'At most 2.0 MB/s', null],
  ['a schedule to come', { until: SIX }, 'No limit', `At ${time} your schedule says something else.`],
  [
    'a schedule',
    { choice: 2_000_000, isScheduled: true, until: SIX },
    'At most 2.0 MB/s',
    `Your schedule says so until ${time}.`,
  ],
  ['a schedule for good', { isScheduled: true }, 'No limit', 'Your schedule says so.'],
  [
    'room being measured',
    { choice: 'leave-room' },
    'Leaving room',
    'While uploads run, the connection is measured for some seconds at full speed.',
  ],
  ['room measured', leaving, 'Leaving room: 800 KB/s', 'The connection was measured to carry 1.0 MB/s.'],
])('%s reads so', (_what, limit, short, long) => {
  expect(describeLimit({ ...NO_LIMIT, ...limit })).toBe(short)
  expect(explainLimit({ ...NO_LIMIT, ...limit })).toBe(long)
})

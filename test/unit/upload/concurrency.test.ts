import { describe, expect, test } from 'vitest'
import {
  FIRST_CONCURRENCY,
  MOST_PARTS,
  FEWEST_PARTS,
  nextConcurrency,
  type Concurrency,
} from '../../../app/upload/concurrency.ts'
import { createSeededRandom } from '../../local-polar/seeded-random.ts'

const MiB = 1024 ** 2
const PART_BYTES = 16 * MiB
const LOOK_SECONDS = 2.5
/** What a system sends ahead of its acknowledgments on one connection: Linux's usual limit. */
const WINDOW_BYTES = 4 * MiB

interface ModelLink {
  readonly mbits: number
  readonly rttMs: number
  /** The share of requests that break half way. */
  readonly loss: number
}

/** What a link stores per second with so many parts in flight, and how many parts are stored and broken in a look. */
function look(link: ModelLink, parts: number, chance: () => number) {
  const capacity = (link.mbits * 1e6) / 8
  const rtt = link.rttMs / 1000
  // A connection is limited by its window, and idles for two round trips between parts.
  const alone = Math.min(capacity, WINDOW_BYTES / rtt)
  const each = Math.min(alone, capacity / parts)
  const seconds = PART_BYTES / each
  const total = Math.min(capacity, (parts * PART_BYTES) / (PART_BYTES / alone + 2 * rtt))
  const tries = (LOOK_SECONDS / (seconds + 2 * rtt)) * parts
  const broken = countOf(tries * link.loss, chance)
  const bytesPerSecond = total * (0.98 + 0.04 * chance())
  return {
    bytesPerSecond,
    isBusy: true,
    broken,
    stored: countOf(tries * (1 - link.loss), chance),
    slowDowns: 0,
  }
}

/** A whole number that is right on average. */
const countOf = (mean: number, chance: () => number): number =>
  Math.floor(mean) + (chance() < mean % 1 ? 1 : 0)

/** The mean speed over ten minutes, the number of parts following the link or fixed. */
function meanSpeed(link: ModelLink, fixed: number | null): number {
  const chance = createSeededRandom(7)
  let concurrency: Concurrency = FIRST_CONCURRENCY
  let sum = 0
  const looks = 600 / LOOK_SECONDS
  for (let turn = 0; turn < looks; turn += 1) {
    const seen = look(link, fixed ?? concurrency.parts, chance)
    sum += seen.bytesPerSecond
    concurrency = nextConcurrency(concurrency, seen)
  }
  return sum / looks
}

const links: ModelLink[] = [1, 10, 100, 1_000, 10_000].flatMap((mbits) =>
  [1, 30, 100, 300].flatMap((rttMs) => [0, 0.01, 0.05].map((loss) => ({ mbits, rttMs, loss }))),
)

describe('the number of parts in flight', () => {
  test.each(links)('is as good as the best fixed one on $mbits Mbit/s, $rttMs ms, loss $loss', (link) => {
    const fixed = Array.from({ length: MOST_PARTS - 1 }, (_, index) => meanSpeed(link, index + 2))

    expect(meanSpeed(link, null) / Math.max(...fixed)).toBeGreaterThan(0.85)
  })

  test('is halved when the server asks to slow down', () => {
    const seen = { bytesPerSecond: 10 * MiB, isBusy: true, stored: 0, broken: 0, slowDowns: 1 }

    expect(nextConcurrency({ ...FIRST_CONCURRENCY, parts: 12 }, seen).parts).toBe(6)
  })

  test('is small on a slow link, so that no connection falls silent', () => {
    let concurrency = FIRST_CONCURRENCY
    const seen = { bytesPerSecond: 125_000, isBusy: true, stored: 0, broken: 0, slowDowns: 0 }
    for (let turn = 0; turn < 40; turn += 1) concurrency = nextConcurrency(concurrency, seen)

    expect(concurrency.parts).toBeLessThanOrEqual(3)
    expect(concurrency.parts).toBeGreaterThanOrEqual(FEWEST_PARTS)
  })

  test('does not change while there is nothing to send', () => {
    const seen = { bytesPerSecond: 0, isBusy: false, stored: 0, broken: 0, slowDowns: 0 }

    expect(nextConcurrency(FIRST_CONCURRENCY, seen)).toEqual(FIRST_CONCURRENCY)
  })
})

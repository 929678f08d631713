import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  MAX_FILE_BYTES,
  MAX_PART_BYTES,
  MAX_PARTS,
  MIN_PART_BYTES,
  planParts,
} from '../../../app/upload/part-plan.ts'
import { canStartAll } from '../../../app/upload/deadline.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3

// Sizes people have, sizes around a multiple of the part size, and everything up to the limit.
const sizes = fc.oneof(
  fc.nat({ max: 64 * MiB }),
  fc
    .record({ parts: fc.nat({ max: MAX_PARTS }), off: fc.integer({ min: -1, max: 1 }) })
    .map(({ parts, off }) => Math.max(0, parts * 16 * MiB + off)),
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => Math.floor(share * MAX_FILE_BYTES)),
)
const partSizes = fc.option(fc.integer({ min: MIN_PART_BYTES, max: MAX_PART_BYTES }), { nil: undefined })
const plans = fc.tuple(sizes, partSizes).map(([sizeBytes, partBytes]) => {
  const parts = planParts(sizeBytes, partBytes === undefined ? {} : { partBytes })
  return { sizeBytes, partBytes, parts }
})

describe('planning parts', () => {
  test('a file is cut into parts of 16 MiB, the last with what is left', () => {
    expect(planParts(40 * MiB)).toEqual([
      { number: 1, start: 0, end: 16 * MiB },
      { number: 2, start: 16 * MiB, end: 32 * MiB },
      { number: 3, start: 32 * MiB, end: 40 * MiB },
    ])
  })

  test('a file of whole parts has no empty part behind them', () => {
    expect(planParts(32 * MiB)).toEqual([
      { number: 1, start: 0, end: 16 * MiB },
      { number: 2, start: 16 * MiB, end: 32 * MiB },
    ])
  })

  test('an empty file is one empty part', () => {
    expect(planParts(0)).toEqual([{ number: 1, start: 0, end: 0 }])
  })

  test('parts grow by whole MiB as soon as 10,000 of them would not do', () => {
    const most = MAX_PARTS * 16 * MiB
    const sizeOf = (sizeBytes: number) => {
      const parts = planParts(sizeBytes)
      return { count: parts.length, firstEnd: parts[0]?.end, lastEnd: parts.at(-1)?.end }
    }

    expect(sizeOf(most)).toEqual({ count: 10_000, firstEnd: 16 * MiB, lastEnd: most })
    expect(sizeOf(most + 1)).toEqual({ count: 9412, firstEnd: 17 * MiB, lastEnd: most + 1 })
  })

  test('the largest file takes 10,000 parts of 5 GiB', () => {
    const parts = planParts(MAX_FILE_BYTES)

    expect(parts).toHaveLength(10_000)
    expect(parts.at(-1)).toEqual({ number: 10_000, start: 9999 * 5 * GiB, end: 10_000 * 5 * GiB })
  })

  test('a wish for larger parts is granted', () => {
    expect(planParts(100 * MiB, { partBytes: 64 * MiB })).toEqual([
      { number: 1, start: 0, end: 64 * MiB },
      { number: 2, start: 64 * MiB, end: 100 * MiB },
    ])
  })

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_FILE_BYTES + 1])(
    'a size of %s bytes is refused',
    (sizeBytes) => {
      expect(() => planParts(sizeBytes)).toThrow(RangeError)
    },
  )

  test.each([MIN_PART_BYTES - 1, MAX_PART_BYTES + 1, MIN_PART_BYTES + 0.5])(
    'parts of %s bytes are refused',
    (partBytes) => {
      expect(() => planParts(100 * MiB, { partBytes })).toThrow(RangeError)
    },
  )
})

describe('every plan', () => {
  test('covers the file from the first byte to the last, once, numbered from 1', () => {
    fc.assert(
      fc.property(plans, ({ sizeBytes, parts }) => {
        const wrong = parts.filter(
          ({ number, start, end }, index) =>
            number !== index + 1 || start !== (parts[index - 1]?.end ?? 0) || (end <= start && sizeBytes > 0),
        )
        expect({ wrong, end: parts.at(-1)?.end }).toEqual({ wrong: [], end: sizeBytes })
      }),
    )
  })

  test('keeps to the limits of S3', () => {
    fc.assert(
      fc.property(plans, ({ parts }) => {
        const lengths = parts.map(({ start, end }) => end - start)
        expect(parts.length).toBeLessThanOrEqual(MAX_PARTS)
        expect(lengths.filter((length) => length > MAX_PART_BYTES)).toEqual([])
        expect(lengths.slice(0, -1).filter((length) => length < MIN_PART_BYTES)).toEqual([])
      }),
    )
  })

  test('takes parts of one size, never smaller than wished for', () => {
    fc.assert(
      fc.property(plans, ({ partBytes = 16 * MiB, parts }) => {
        const lengths = new Set(parts.slice(0, -1).map(({ start, end }) => end - start))
        expect(lengths.size).toBeLessThanOrEqual(1)
        for (const length of lengths) expect(length).toBeGreaterThanOrEqual(partBytes)
      }),
    )
  })
})

const links = fc.record({
  bytesPerSecond: fc.double({ min: 0, max: 2e9, noNaN: true }),
  lifetimeSeconds: fc.integer({ min: 5, max: 7 * 86_400 }),
})

describe('every plan for a link', () => {
  const makesIt = (
    sizeBytes: number,
    partBytes: number,
    link: { bytesPerSecond: number; lifetimeSeconds: number },
  ) => canStartAll({ ...link, leftBytes: sizeBytes, partBytes, secondsLeft: link.lifetimeSeconds })
  const partBytesOf = (parts: readonly { start: number; end: number }[]): number =>
    (parts[0]?.end ?? 0) - (parts[0]?.start ?? 0)

  test('lets all parts start in time whenever any plan could', () => {
    fc.assert(
      fc.property(sizes, links, (sizeBytes, link) => {
        const partBytes = partBytesOf(planParts(sizeBytes, { link }))

        // A file of one part has started when anything has.
        const whole = partBytes >= sizeBytes
        expect(whole || makesIt(sizeBytes, partBytes, link)).toBe(
          whole || makesIt(sizeBytes, MAX_PART_BYTES, link),
        )
      }),
    )
  })

  test('has parts no larger than that takes', () => {
    fc.assert(
      fc.property(sizes, links, (sizeBytes, link) => {
        const partBytes = partBytesOf(planParts(sizeBytes, { link }))
        const least = partBytesOf(planParts(sizeBytes))
        fc.pre(partBytes > least && partBytes < sizeBytes)

        expect(makesIt(sizeBytes, partBytes - MiB, link)).toBe(false)
      }),
    )
  })

  test('covers the file and keeps to the limits of S3', () => {
    fc.assert(
      fc.property(sizes, links, (sizeBytes, link) => {
        const parts = planParts(sizeBytes, { link })

        expect(parts.at(-1)?.end).toBe(sizeBytes)
        expect(parts.every((part, index) => part.start === (parts[index - 1]?.end ?? 0))).toBe(true)
        expect(parts.length).toBeLessThanOrEqual(MAX_PARTS)
        expect(partBytesOf(parts)).toBeLessThanOrEqual(MAX_PART_BYTES)
      }),
    )
  })

  test('keeps parts small where the file fits into the hour', () => {
    const link = { bytesPerSecond: 12.5e6, lifetimeSeconds: 3600 }

    expect(partBytesOf(planParts(40 * GiB, { link }))).toBe(16 * MiB)
  })

  test('makes them larger where it does not: 80 GB at 20 Mbit/s', () => {
    const link = { bytesPerSecond: 2.5e6, lifetimeSeconds: 3600 }
    const parts = planParts(80e9, { link })

    expect({ count: parts.length, partMiB: partBytesOf(parts) / MiB }).toEqual({ count: 32, partMiB: 2429 })
  })
})

import { expect, test } from 'vitest'
import { cellsOf, countForLegend, countParts, layOutParts } from '../../../renderer/details/part-map.ts'

const WIDTH = 312
const HEIGHT = 168

test.each([1, 2, 263, 264, 265, 1_000, 2_045, 2_046, 5_000, 9_999, 10_000])(
  'a map of %i parts fits into its room, with a place for every part',
  (count) => {
    const { columns, rows, pitchPx, partsPerCell } = layOutParts(count, WIDTH, HEIGHT)

    expect(columns * pitchPx).toBeLessThanOrEqual(WIDTH)
    expect(rows * pitchPx).toBeLessThanOrEqual(HEIGHT)
    expect(columns * rows * partsPerCell).toBeGreaterThanOrEqual(count)
    expect((rows - 1) * columns * partsPerCell).toBeLessThan(count)
  },
)

test('few parts are large, many are small, and too many share cells', () => {
  const pitches = [100, 500, 2_000, 10_000].map((count) => {
    const { pitchPx, partsPerCell } = layOutParts(count, WIDTH, HEIGHT)
    return [pitchPx, partsPerCell]
  })

  expect(pitches).toEqual([
    [14, 1],
    [9, 1],
    [5, 1],
    [5, 5],
  ])
})

test('a map has room for a part where there is hardly any', () => {
  expect(layOutParts(3, 0, HEIGHT)).toEqual({ columns: 1, rows: 3, pitchPx: 14, partsPerCell: 1 })
  expect(layOutParts(0, WIDTH, HEIGHT)).toMatchObject({ rows: 0, partsPerCell: 1 })
})

test('a cell of several parts shows what is most worth knowing, and how much of it is stored', () => {
  expect(cellsOf('sssasspspfsspppps', 3)).toEqual([
    { state: 'stored', fraction: 1 },
    { state: 'stored-again', fraction: 1 },
    { state: 'planned', fraction: 1 / 3 },
    { state: 'in-flight', fraction: 2 / 3 },
    { state: 'planned', fraction: 0 },
    { state: 'planned', fraction: 1 / 2 },
  ])
})

test('a cell of one part shows its state', () => {
  expect(cellsOf('psaf', 1).map(({ state }) => state)).toEqual([
    'planned',
    'stored',
    'stored-again',
    'in-flight',
  ])
})

test('parts are counted by what they are', () => {
  expect(countParts('pppfsssa')).toEqual({ planned: 3, 'in-flight': 1, stored: 3, 'stored-again': 1 })
})

test('what had to be sent again is told among what is stored, too', () => {
  expect(countForLegend(countParts('aaaapp'))).toEqual({
    ...{ planned: 2, 'in-flight': 0, stored: 4, 'stored-again': 4 },
  })
})

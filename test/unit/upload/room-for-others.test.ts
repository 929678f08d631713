import { expect, test } from 'vitest'
import {
  BELIEVED_MS,
  createRoomForOthers,
  MEASURING_MS,
  SETTLING_MS,
} from '../../../app/upload/room-for-others.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const TICK_MS = 100

function prepare() {
  const clock = createManualClock()
  const changes: (number | null)[] = []
  const room = createRoomForOthers(clock, () => changes.push(room.limit()))
  room.set(true)
  /** Sends at that speed, in bytes per second, for so long. */
  const send = (bytesPerSecond: number, ms: number): void => {
    for (let passed = 0; passed < ms; passed += TICK_MS) {
      clock.advance(TICK_MS)
      room.sent((bytesPerSecond * TICK_MS) / 1000)
    }
  }
  const measure = (bytesPerSecond: number): void => send(bytesPerSecond, SETTLING_MS + MEASURING_MS + 300)
  return { clock, room, changes, send, measure }
}

test('all may go until the uplink is measured, and then four fifths of it', () => {
  const { room, changes, measure } = prepare()

  expect(room.limit()).toBeNull()
  measure(1_000_000)

  expect(room.uplink()).toBeCloseTo(1_000_000, -4)
  expect(room.limit()).toBeCloseTo(800_000, -4)
  expect(changes).toEqual([null, room.limit()])
})

test('what only fills the buffers at first is not taken for what the uplink carries', () => {
  const { room, send } = prepare()

  send(50_000_000, SETTLING_MS - 1_000)
  send(1_000_000, MEASURING_MS + 2_000)

  expect(room.uplink()).toBeCloseTo(1_000_000, -4)
})

test('the limit itself is not measured: what was believed stays until it is old, then all may go again', () => {
  const { room, send, measure } = prepare()
  measure(1_000_000)

  send(800_000, BELIEVED_MS - 5_000)
  expect(room.limit()).toBeCloseTo(800_000, -4)
  send(800_000, 5_000)

  expect(room.limit()).toBeNull()
  measure(400_000)
  expect(room.limit()).toBeCloseTo(320_000, -4)
})

test('a break amid a measure begins it anew', () => {
  const { clock, room, send } = prepare()

  send(1_000_000, SETTLING_MS + MEASURING_MS - 1_000)
  clock.advance(60_000)
  send(1_000_000, SETTLING_MS)
  expect(room.uplink()).toBeNull()
  send(1_000_000, MEASURING_MS + 500)

  expect(room.uplink()).toBeCloseTo(1_000_000, -4)
})

test('on another network what was measured is believed no longer', () => {
  const { room, measure, send } = prepare()
  measure(1_000_000)

  room.doubt()
  send(800_000, 200)

  expect(room.limit()).toBeNull()
})

test('switched off it holds nothing back, and measures nothing', () => {
  const { room, changes, measure } = prepare()
  measure(1_000_000)
  changes.length = 0

  room.set(false)
  measure(2_000_000)

  expect(room.limit()).toBeNull()
  expect(room.uplink()).toBeCloseTo(1_000_000, -4)
  expect(changes).toEqual([])
})

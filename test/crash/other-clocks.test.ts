import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  checksumOfFile,
  eventsIn,
  prepareCliBench,
  untilPrinted,
  type CliBench,
} from '../integration/cli-bench.ts'
import { clockSetBy, ensureFakeTime, tidyFakeTime, wrongClock } from '../support/fake-time.ts'
import { onceRequest } from '../support/test-app.ts'

const MiB = 1024 ** 2
const HOUR_MS = 3_600_000
/** Two parts. */
const SIZE = 32 * MiB

/** Puts the clock of those that go by the file; never is there half an offset in it. */
function putClock(file: string, offset: string): void {
  writeFileSync(`${file}.new`, `${offset}\n`)
  renameSync(`${file}.new`, file)
}

/** What Polar has, and what it took: one session, each part sent once, no PUT that came too late. */
async function expectOneSession(bench: CliBench, path: string): Promise<void> {
  expect(bench.polar.counts()).toMatchObject({
    sessionsOpened: 1,
    parts: { committed: 2, refused: 0 },
  })
  expect(bench.polar.counts().s3Errors).toEqual({})
  expect(await bench.served()).toEqual({ 'course.mp4': checksumOfFile(path) })
}

/** Kills an upload that has one of its two parts on record as stored. */
async function killMidway(bench: CliBench, path: string, clock: Readonly<Record<string, string>>) {
  bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'before' })
  const cli = bench.start(['upload', path, '--json'], clock)
  await untilPrinted(cli, /"storedBytes":16777216,/)
  cli.process.kill('SIGKILL')
  await cli.ended
  tidyFakeTime(cli.pid)
}

describe.runIf(process.platform === 'linux')('on a computer whose clock', () => {
  beforeAll(ensureFakeTime)

  test.each([
    ['an hour ahead', '+1h', HOUR_MS],
    ['an hour behind', '-1h', -HOUR_MS],
    ['ten years ahead', '+10y', 10 * 365 * 24 * HOUR_MS],
  ])('is %s an upload goes through in one session, killed midway or not', async (_what, offset, offsetMs) => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('course.mp4', SIZE)
    const startedAt = Date.now()

    await killMidway(bench, path, wrongClock(offset))
    const result = await bench.run(['upload', path, '--json'], wrongClock(offset))
    const [listed] = eventsIn(await bench.run(['list', '--json']))

    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    await expectOneSession(bench, path)
    // So it really was another clock that the app went by.
    const aheadMs = Number(listed?.addedAt) - startedAt
    expect(Math.abs(aheadMs - offsetMs)).toBeLessThan(HOUR_MS / 2)
  })

  test.each([
    ['an hour back', '-1h'],
    ['ten years forward', '+10y'],
  ])('jumps %s amid a part an upload goes on as if nothing had happened', async (_what, offset) => {
    await using bench = await prepareCliBench({ bytesPerSecond: 32 * MiB })
    const path = bench.folder.file('course.mp4', SIZE)
    const clock = join(bench.folder.path, 'clock')
    putClock(clock, '+0')
    onceRequest(bench.polar, { kind: 'body', operation: 'part', partNumber: 2 }, () =>
      putClock(clock, offset),
    )

    const result = await bench.run(['upload', path, '--json'], clockSetBy(clock))

    const states = eventsIn(result).flatMap(({ event, state }) => (event === 'state' ? [state] : []))
    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    expect(states).toEqual(['queued', 'hashing', 'opening', 'uploading', 'completing', 'completed'])
    await expectOneSession(bench, path)
  })

  test('is an hour behind sends nothing to URLs that are expired by the server’s clock', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('course.mp4', SIZE)
    await killMidway(bench, path, wrongClock('-1h'))
    bench.polar.setClockOffset(HOUR_MS + 60_000)

    const result = await bench.run(['upload', path, '--json'], wrongClock('-1h'))

    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    expect(bench.polar.counts()).toMatchObject({ sessionsOpened: 2, parts: { refused: 0 } })
    expect(bench.polar.counts().s3Errors).toEqual({})
    expect(await bench.served()).toEqual({ 'course.mp4': checksumOfFile(path) })
  })

  test('jumps an hour forward says how long it still takes by a clock that does not', async () => {
    await using bench = await prepareCliBench({ bytesPerSecond: 20 * MiB })
    // More parts than begin at once: of those that have left nothing is left to wait for.
    const path = bench.folder.file('course.mp4', 3 * SIZE)
    const clock = join(bench.folder.path, 'clock')
    putClock(clock, '+0')
    onceRequest(bench.polar, { kind: 'body', operation: 'part', partNumber: 2 }, () => putClock(clock, '+1h'))

    const { exitCode, output } = await bench.run(['upload', path], clockSetBy(clock))

    const left = [...output.matchAll(/, ([^,]*) left$/gm)].map(([, duration]) => duration)
    expect(exitCode).toBe(0)
    expect(left.length).toBeGreaterThan(0)
    for (const duration of left) expect(duration).toMatch(/^a few seconds$|^about \d+ s$/)
  })
})

import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createManualClock } from '../support/manual-clock.ts'
import { addOne, checksumOf, prepareBench, servedChecksum, throughBackoffs } from '../support/test-app.ts'

const MiB = 1024 ** 2
const MINUTE = 60_000

test('at the last call all parts that are left start at once, and arrive though the hour is over meanwhile', async () => {
  const serverTimers = createManualClock()
  await using bench = await prepareBench({ timers: serverTimers })
  const { polar } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 8 * 16 * MiB)
  const started = new Set<number>()
  const inFlight = new Set<number>()
  let most = 0
  // All but the first are kept waiting until the server's timers move.
  for (const partNumber of [2, 3, 4, 5, 6, 7, 8]) {
    polar.addFault({ operation: 'part', partNumber, kind: 'latency', delayMs: 1_000 })
  }
  polar.onRequest((event) => {
    const number = event.operation === 'part' ? event.partNumber : null
    if (number === null) return
    if (event.kind === 'committed') inFlight.delete(number)
    if (event.kind !== 'started') return
    started.add(number)
    inFlight.add(number)
    most = Math.max(most, inFlight.size)
    // The first part's answer tells that the hour is nearly over.
    if (number === 1) polar.setClockOffset(59 * MINUTE)
    if (started.size < 8) return
    // From now on nothing could start any more; what has started goes on.
    polar.setClockOffset(61 * MINUTE)
    setImmediate(() => serverTimers.advance(1_000))
  })

  const id = await addOne(app, path)
  const completed = await app.until(id, 'completed', 'waiting', 'failed')

  expect(most).toBe(7)
  const { sessionsOpened, s3Errors, parts } = polar.counts()
  expect({ sessionsOpened, s3Errors }).toEqual({ sessionsOpened: 1, s3Errors: {} })
  expect(parts).toMatchObject({ started: 8, committed: 8 })
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})

test('a part that breaks after the hour costs a new session, but no second reading of the file', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 3 * 16 * MiB)
  polar.onRequest((event) => {
    if (event.operation === 'part' && event.partNumber === 3 && event.kind === 'started') {
      polar.setClockOffset(61 * MINUTE)
    }
  })
  polar.addFault({ operation: 'part', partNumber: 3, kind: 'reset', when: 'amid' })

  const id = await addOne(app, path)
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts().sessionsOpened).toBe(2)
})

test('URLs that live too short for the parts have the file cut anew before anything is sent', async () => {
  await using bench = await prepareBench({ urlLifetimeSeconds: 20 })
  const { polar } = bench
  const app = await bench.startApp()
  const path = join(bench.folder.path, 'level.bin')
  writeFileSync(path, '')
  truncateSync(path, 700 * MiB)

  const id = await addOne(app, path)
  const { partCount } = await app.until(id, 'uploading', 'failed')
  await app.commands.cancel([id])

  // 5 Mbit/s as long as nothing better is known: 11 of 734 MB in 18 s, the rest in at most 28 parts.
  expect(partCount).toBe(28)
  expect(polar.counts()).toMatchObject({ sessionsOpened: 2 })
})

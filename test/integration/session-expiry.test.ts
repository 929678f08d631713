import { expect, test } from 'vitest'
import { COMMAND_LINE_IDIOM } from '../../app/contract/idiom.ts'
import { receiptText } from '../../app/contract/receipt-text.ts'
import {
  addOne,
  checksumOf,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilProgress,
  type TestBench,
} from '../support/test-app.ts'

const MiB = 1024 ** 2
const HOUR_MS = 3_600_000

const NOWHERE = new URL('file:///nowhere/hash-worker.ts')

/** Sends a file of two parts of which only the first gets through. */
async function startHalf(bench: TestBench) {
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 17 * MiB)
  bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'before' })
  const id = await addOne(app, path)
  await untilProgress(app, id, ({ storedBytes }) => storedBytes === 16 * MiB)
  return { app, id, path }
}

test('an upload whose hour runs out is sent anew in another session, and no expired URL is used', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const { app, id, path } = await startHalf(bench)

  clock.advance(HOUR_MS)
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  const kept = polar.files().filter(({ deleted_at }) => deleted_at === null)
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(completed).toMatchObject({ sessionsLost: 1, lossReason: 'session-expired' })
  expect(polar.counts()).toMatchObject({ sessionsOpened: 2, requests: { delete: 1 } })
  expect(polar.counts().s3Errors).toEqual({})
  expect(kept.map(({ is_uploaded }) => is_uploaded)).toEqual([true])
})

test('an upload whose hour ran out while the app was closed is sent anew without being hashed again', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const { app: first, id, path } = await startHalf(bench)
  await first.stop()

  clock.advance(HOUR_MS)
  const app = await bench.startApp({ hashWorker: NOWHERE })
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts()).toMatchObject({ sessionsOpened: 2 })
  expect(polar.counts().s3Errors).toEqual({})
})

test('within the hour, an upload goes on in its session after a restart', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const { app: first, id, path } = await startHalf(bench)
  await first.stop()

  clock.advance(HOUR_MS - 10_000)
  const app = await bench.startApp({ hashWorker: NOWHERE })
  const completed = await app.until(id, 'waiting', 'completed', 'failed')

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts()).toMatchObject({ sessionsOpened: 1, completions: 1 })
})

test('S3’s clock decides: a URL it calls expired starts another session', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 1000)
  // The answer that opens the upload still tells the old time: the app cannot know better before S3 says so.
  onceRequest(polar, { kind: 'answered', operation: 'create' }, () => polar.setClockOffset(2 * HOUR_MS))

  const id = await addOne(app, path)
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts()).toMatchObject({
    sessionsOpened: 2,
    s3Errors: { 'AccessDenied: Request has expired': 1 },
  })
})

test('a part that has started in time may outlive its URL', async () => {
  await using bench = await prepareBench({ urlLifetimeSeconds: 40 })
  const { polar, clock } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 2 * MiB)
  onceRequest(polar, { kind: 'body', operation: 'part' }, () => clock.advance(44_000))

  const id = await addOne(app, path)
  const completed = await app.until(id, 'waiting', 'completed', 'failed')

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { started: 1 } })
})

test('a multipart upload S3 no longer knows starts another session, and the hour is not blamed', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 1000)
  polar.addFault({ operation: 'part', kind: 'error', status: 404, code: 'NoSuchUpload' })

  const id = await addOne(app, path)
  const { state } = await app.until(id, 'waiting', 'completed', 'failed')
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(state).toMatchObject({
    kind: 'waiting',
    failure: { code: 'session-unknown', message: 'S3 no longer knows this upload. Starting it again.' },
  })
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts().requests).toMatchObject({ create: 2, list: 1, delete: 1 })
  const receipt = await app.commands.receipt(id)
  expect(completed).toMatchObject({ sessionsLost: 1, lossReason: 'session-unknown' })
  expect(receipt && receiptText(receipt, COMMAND_LINE_IDIOM)).toContain(
    'Started over (Polar or S3 no longer knew it)',
  )
})

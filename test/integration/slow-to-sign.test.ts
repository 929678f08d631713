import { expect, test } from 'vitest'
import type { LocalPolarOptions } from '../local-polar/local-polar.ts'
import { addOne, checksumOf, prepareBench, servedChecksum, throughBackoffs } from '../support/test-app.ts'

const MiB = 1024 ** 2

/** Two parts take a second; the `Date` of what Polar answers then is a second behind. */
const SLOW: Partial<LocalPolarOptions> = { signingMsPerPart: 500, emptyMessages: true }

test('two files arrive byte for byte where each creation holds up everybody and Date stands still', async () => {
  await using bench = await prepareBench(SLOW)
  const { polar, folder } = bench
  const app = await bench.startApp()
  const paths = [folder.file('one.bin', 20 * MiB), folder.file('other.bin', 20 * MiB)]

  const ids = [await addOne(app, paths[0] ?? ''), await addOne(app, paths[1] ?? '')]
  const completed = await Promise.all(ids.map((id) => app.until(id, 'waiting', 'failed', 'completed')))

  const served = await Promise.all(completed.map((view) => servedChecksum(polar, view)))
  expect(served).toEqual(await Promise.all(paths.map(checksumOf)))
  expect(polar.counts()).toMatchObject({ sessionsOpened: 2, parts: { started: 4, committed: 4 } })
})

test('an upload is taken up again after a crash though its URLs differ in age', async () => {
  await using bench = await prepareBench(SLOW)
  const { polar, folder } = bench
  const first = await bench.startApp()
  const path = folder.file('level.bin', 40 * MiB)
  polar.addFault({ operation: 'part', kind: 'stall', when: 'reply', count: null })
  const id = await addOne(first, path)
  await first.until(id, 'uploading')

  polar.clearFaults()
  const app = await bench.startApp({ dataFolder: first.crash() })
  const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts().sessionsOpened).toBe(1)
})

test.each([
  ['a part that arrives damaged is sent again', { kind: 'flip-byte' }, 'completed'],
  ['an S3 that is busy is asked again', { kind: 'error', status: 503 }, 'completed'],
] as const)('%s, though S3 says so without a word', async (_what, fault, end) => {
  await using bench = await prepareBench(SLOW)
  const { polar, folder, clock } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'part', ...fault })

  const id = await addOne(app, folder.file('level.bin', 1000))
  const { state } = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(state.kind).toBe(end)
})

test('an S3 that refuses a part without a word is quoted without a hole in the sentence', async () => {
  await using bench = await prepareBench(SLOW)
  const app = await bench.startApp()
  bench.polar.addFault({ operation: 'part', kind: 'error', status: 400, code: 'InvalidRequest' })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  const { state } = await app.until(id, 'completed', 'failed')

  expect(state).toMatchObject({
    kind: 'failed',
    failure: { code: 'rejected', message: 'S3 does not take a part: InvalidRequest' },
  })
})

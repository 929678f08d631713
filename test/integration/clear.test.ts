import { expect, test } from 'vitest'
import type { Cleared } from '../../app/contract/cleared.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { App } from '../../app/create-app.ts'
import { UNDO_WITHIN_MS } from '../../app/upload/cleared-uploads.ts'
import { addOne, prepareBench, type TestBench } from '../support/test-app.ts'

/** Two uploads that are in Polar. */
async function completeTwo(bench: TestBench) {
  const app = await bench.startApp()
  const ids = [
    await addOne(app, bench.folder.file('a.zip', 1000)),
    await addOne(app, bench.folder.file('b.zip', 2000)),
  ] as const
  for (const id of ids) await app.until(id, 'completed')
  return { app, ids }
}

const listed = async (app: App): Promise<readonly UploadId[]> =>
  (await app.commands.list()).map(({ id }) => id)

const storedBytes = async (app: App): Promise<readonly number[]> =>
  (await app.commands.progress()).map((progress) => progress.storedBytes)

function told(app: App): readonly (Cleared | null)[] {
  const heard: (Cleared | null)[] = []
  app.on('cleared-changed', (cleared) => void heard.push(cleared))
  return heard
}

test('what is cleared leaves the list at once and is back after undoing, as it was', async () => {
  await using bench = await prepareBench()
  const { app, ids } = await completeTwo(bench)
  const before = [await app.commands.list(), await storedBytes(app)]
  const heard = told(app)

  await app.commands.clear(ids)
  const meanwhile = [await listed(app), await storedBytes(app), await app.commands.cleared()]
  bench.clock.advance(UNDO_WITHIN_MS - 1)
  await app.commands.undoClear()

  expect(meanwhile).toEqual([[], [], { count: 2 }])
  expect([await app.commands.list(), await storedBytes(app)]).toEqual(before)
  expect(heard).toEqual([{ count: 2 }, null])
  expect(await app.commands.receipt(ids[0])).not.toBeNull()
})

test('when the time to undo has passed it is gone for good', async () => {
  await using bench = await prepareBench()
  const { app, ids } = await completeTwo(bench)

  await app.commands.clear(ids)
  bench.clock.advance(UNDO_WITHIN_MS)
  await app.commands.undoClear()

  expect(await listed(app)).toEqual([])
  expect(await app.commands.receipt(ids[0])).toBeNull()
  expect(await app.files(), 'what is in Polar stays there').toHaveLength(2)
})

test('clearing more begins the time anew, and undoing brings back all of it', async () => {
  await using bench = await prepareBench()
  const { app, ids } = await completeTwo(bench)
  const heard = told(app)

  await app.commands.clear([ids[0]])
  bench.clock.advance(UNDO_WITHIN_MS - 1)
  await app.commands.clear([ids[1]])
  bench.clock.advance(UNDO_WITHIN_MS - 1)
  await app.commands.undoClear()

  expect(await listed(app)).toEqual(ids)
  expect(heard).toEqual([{ count: 1 }, { count: 2 }, null])
})

test('dismissing, and quitting, make it final', async () => {
  await using bench = await prepareBench()
  const { app, ids } = await completeTwo(bench)

  await app.commands.clear([ids[0]])
  await app.commands.settleClear()
  await app.commands.undoClear()
  const dismissed = await listed(app)
  await app.commands.clear([ids[1]])
  await app.stop()
  const next = await bench.createApp()

  expect(dismissed).toEqual([ids[1]])
  expect(await listed(next)).toEqual([])
})

test('an app that is killed before it is final has everything on its list again', async () => {
  await using bench = await prepareBench()
  const { app, ids } = await completeTwo(bench)

  await app.commands.clear(ids)
  const next = await bench.createApp({ dataFolder: app.crash() })

  expect(await listed(next)).toEqual(ids)
})

test('what is cleared is passed over by every command, and its file can be added anew', async () => {
  await using bench = await prepareBench()
  const { app, ids } = await completeTwo(bench)
  const [cleared, other] = ids

  await app.commands.clear([cleared])
  await app.commands.remove([cleared])
  await app.commands.uploadAgain([cleared])
  const { added, alreadyCompleted } = await app.commands.add({ paths: [bench.folder.file('a.zip', 1000)] })
  await app.commands.move({ ids: [other], before: added[0] ?? null })
  await app.commands.move({ ids: added, before: other })
  await app.commands.undoClear()

  expect([added.length, alreadyCompleted]).toEqual([1, []])
  expect(new Set(await listed(app))).toEqual(new Set([...ids, ...added]))
})

test('what is under way is not cleared', async () => {
  await using bench = await prepareBench()
  const app = await bench.createApp()
  const id = await addOne(app, bench.folder.file('a.zip', 1000))

  await app.commands.clear([id])

  expect([await listed(app), await app.commands.cleared()]).toEqual([[id], null])
})

test('a failed upload that was cleared goes on with what is stored when it is back', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  bench.polar.addFault({ operation: 'part', kind: 'error', status: 403, code: 'AccessDenied', nth: 2 })
  const id = await addOne(app, bench.folder.file('a.zip', 40 * 1024 ** 2))
  await app.until(id, 'failed')

  await app.commands.clear([id])
  await app.commands.undoClear()
  bench.polar.clearFaults()
  await app.commands.retry([id])
  const { state } = await app.until(id, 'completed', 'failed')

  expect(state.kind).toBe('completed')
})

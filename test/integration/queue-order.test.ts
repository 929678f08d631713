import { expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import type { App } from '../../app/create-app.ts'
import { onceRequest, prepareBench, type TestBench } from '../support/test-app.ts'

const LETTERS = ['a', 'b', 'c', 'd', 'e']

/** Five files that wait for somebody to sign in. */
async function addFive(bench: TestBench, app: App): Promise<readonly UploadId[]> {
  const paths = LETTERS.map((letter) => bench.folder.file(`${letter}.zip`, 1000))
  return (await app.commands.add({ paths })).added
}

const namesIn = async (app: App): Promise<string> =>
  (await app.commands.list()).map(({ name }) => name[0]).join('')

test('what is put first goes to Polar first, also after a restart, and what is added later comes last', async () => {
  await using bench = await prepareBench()
  const first = await bench.createApp()
  const [a, b, , d, e] = await addFive(bench, first)
  if (a === undefined || b === undefined || d === undefined || e === undefined) throw new Error('Not added')

  await first.commands.move({ ids: [d, e], before: a })
  await first.commands.move({ ids: [a], before: null })
  await first.commands.move({ ids: [b], before: e })
  const before = await namesIn(first)
  await first.stop()
  const second = await bench.createApp()
  const ids = (await second.commands.add({ paths: [bench.folder.file('f.zip', 1000)] })).added
  const after = await namesIn(second)
  const begun = beginnings(second)
  await second.start()
  await second.commands.signIn({ server: bench.polar.url, token: bench.polar.token })
  await second.until(ids[0] ?? a, 'completed')

  expect([before, after, begun()]).toEqual(['dbeca', 'dbecaf', 'dbecaf'])
})

test('the order changes while the queue is at work, and whoever is at work goes on', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  const begun = beginnings(app)
  onceRequest(bench.polar, { kind: 'started', operation: 'create' }, () => {
    void app.commands.list().then((views) => {
      const [first, last] = [views[0]?.id, views.at(-1)?.id]
      if (first !== undefined && last !== undefined) void app.commands.move({ ids: [last], before: first })
    })
  })

  const ids = await addFive(bench, app)
  const ends = await Promise.all(ids.map((id) => app.until(id, 'completed', 'failed')))

  expect(ends.map(({ state }) => state.kind)).toEqual(ids.map(() => 'completed'))
  // One was at work, and the second was being made ready behind it.
  expect(begun()).toBe('abecd')
})

/** Tells in which order uploads came to work. */
function beginnings(app: App): () => string {
  const names = new Map<UploadId, string>()
  app.on('uploads-changed', (views) => {
    for (const { id, name, state } of views)
      if (state.kind !== 'queued' && !names.has(id)) names.set(id, name.slice(0, 1))
  })
  return () => [...names.values()].join('')
}

import { expect, test } from 'vitest'
import { letThrough, partsOf } from '../e2e/support/polar.ts'
import { addOne, prepareBench, untilRequest } from '../support/test-app.ts'

test('what is started now is sent and completed while a long upload is amid its parts', async () => {
  await using bench = await prepareBench()
  const { polar, folder } = bench
  const app = await bench.startApp()
  letThrough(polar, 1)
  const begun = untilRequest(polar, { kind: 'body', operation: 'part' })
  const long = await addOne(app, folder.file('long.zip', partsOf(12), 1))
  await begun
  // One more is made ready behind it, and the queue waits for both.
  const next = await addOne(app, folder.file('next.zip', partsOf(1), 2))
  const paused = await addOne(app, folder.file('paused.zip', partsOf(1), 3))
  await app.commands.pause([paused])
  await app.until(next, 'hashing')

  polar.clearFaults()
  polar.addFault({ operation: 'part', kind: 'latency', delayMs: 1 })
  await app.commands.startNow([paused])
  const order: string[] = []
  app.on('uploads-changed', (views) => {
    for (const { name, state } of views) if (state.kind === 'completed') order.push(name)
  })
  const first = (await app.commands.list())[0]?.id
  await app.until(paused, 'completed', 'failed')

  expect(first).toBe(paused)
  expect((await app.view(paused)).state.kind).toBe('completed')
  expect(order[0]).toBe('paused.zip')
  // Those whose bytes stopped half way are held until they are begun anew.
  await app.commands.pause([long])
  await app.commands.resume([long])
  await app.until(long, 'completed', 'failed')
  expect((await app.view(long)).sessionsLost).toBe(0)
})

test('what is started now and not paused keeps its place at the top; pausing ends the hurry', async () => {
  await using bench = await prepareBench()
  const app = await bench.createApp()
  const names = async (): Promise<string> => (await app.commands.list()).map(({ name }) => name[0]).join('')
  await addOne(app, bench.folder.file('a.zip', 1000))
  const b = await addOne(app, bench.folder.file('b.zip', 1000))
  const c = await addOne(app, bench.folder.file('c.zip', 1000))
  await app.commands.pause([c])

  await app.commands.startNow([b, c])

  expect([await names(), (await app.view(c)).state.kind]).toEqual(['bca', 'queued'])
})

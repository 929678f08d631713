import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLogFile } from '../../main/log-file.ts'
import {
  addOne,
  prepareBench,
  throughBackoffs,
  untilRequest,
  type TestBench,
  type TestLog,
} from '../support/test-app.ts'

const MiB = 1024 ** 2
const IN_EVERY_PRESIGNED_URL = 'X-Amz-Signature'

/** The files of the data folder in which a text stands, whatever row or log page it is in. */
const filesWith = ({ dataFolder }: TestBench, text: string): readonly string[] =>
  readdirSync(dataFolder).filter((name) => readFileSync(join(dataFolder, name)).includes(text))

/** Everything the log was told, errors with their stacks and causes. */
const textOf = ({ entries }: TestLog): string =>
  JSON.stringify(entries, (_key, value: unknown) =>
    value instanceof Error ? [value.message, value.stack, value.cause] : value,
  )

/** Holds an upload while its session is open: the presigned URLs are on disk then. */
async function openSession(bench: TestBench) {
  const app = await bench.startApp()
  bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
  const started = untilRequest(bench.polar, { kind: 'started', operation: 'part', partNumber: 2 })
  const id = await addOne(app, bench.folder.file('level.bin', 17 * MiB))
  await started
  const during = filesWith(bench, IN_EVERY_PRESIGNED_URL).length
  return { app, id, during }
}

describe('presigned URLs are on disk while they are needed, and nowhere in its bytes once the upload', () => {
  test('is completed', async () => {
    await using bench = await prepareBench()
    const { app, id, during } = await openSession(bench)
    await app.commands.pause([id])
    await app.commands.resume([id])

    await app.until(id, 'completed')

    expect(during).toBeGreaterThan(0)
    expect(filesWith(bench, IN_EVERY_PRESIGNED_URL)).toEqual([])
  })

  test('is canceled', async () => {
    await using bench = await prepareBench()
    const { app, id, during } = await openSession(bench)

    await app.commands.cancel([id])

    expect(during).toBeGreaterThan(0)
    expect(filesWith(bench, IN_EVERY_PRESIGNED_URL)).toEqual([])
  })

  test('has failed and was removed', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    bench.polar.addFault({ operation: 'part', kind: 'error', status: 403, code: 'AccessDenied' })
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    await app.until(id, 'failed')

    await app.commands.remove([id])

    expect(filesWith(bench, IN_EVERY_PRESIGNED_URL)).toEqual([])
  })

  test('was canceled by an app that died before it could erase them', async () => {
    await using bench = await prepareBench()
    const { app, id } = await openSession(bench)
    let dataFolder = ''
    app.on('uploads-changed', (uploads) => {
      if (uploads.some(({ state }) => state.kind === 'canceled')) dataFolder = app.crash()
    })
    await app.commands.cancel([id])

    const next = await bench.createApp({ dataFolder })
    await next.start()

    expect(filesWith({ ...bench, dataFolder }, IN_EVERY_PRESIGNED_URL)).toEqual([])
  })
})

test('the access token is never on disk nor in the log, whatever goes wrong', async () => {
  await using bench = await prepareBench()
  const { polar, clock, log } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'create', kind: 'error', status: 500 })
  polar.addFault({ operation: 'part', kind: 'reset', when: 'amid', count: 2 })
  polar.addFault({ operation: 'complete', kind: 'revoke-token' })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  await app.until(id, 'waiting')
  clock.advance(900)
  await app.until(id, 'uploading')
  await app.until(id, 'waiting')
  clock.advance(1_800)
  await app.until(id, 'failed')
  await app.commands.signIn({ server: polar.url, token: `${polar.token.slice(0, -1)}!` })

  expect(log.entries.length).toBeGreaterThan(2)
  expect(filesWith(bench, polar.token.slice(10, 40))).toEqual([])
  expect(textOf(log)).not.toContain(polar.token.slice(10, 40))
  expect(textOf(log)).not.toContain(IN_EVERY_PRESIGNED_URL)
})

test('the log on disk has nothing of the files: no name, no folder', async () => {
  await using bench = await prepareBench()
  const { polar, clock } = bench
  const logFolder = join(bench.folder.path, 'logs')
  const app = await bench.startApp({ log: createLogFile(logFolder, clock) })
  polar.addFault({ operation: 'create', kind: 'error', status: 500 })

  const id = await addOne(app, bench.folder.file('Night Songs.wav', 1000))
  await app.until(id, 'waiting')
  rmSync(join(bench.folder.path, 'Night Songs.wav'))
  await throughBackoffs(clock, app.until(id, 'failed'))

  const text = readFileSync(join(logFolder, 'log.jsonl'), 'utf8')
  expect(text).toContain('file-missing')
  expect(text).toContain('ENOENT: no such file or directory, ')
  expect(text).not.toContain('Night Songs')
  expect(text).not.toContain(bench.folder.path)
})

test('what is on disk is for its owner’s eyes only', async () => {
  await using bench = await prepareBench()
  const { dataFolder } = bench

  await openSession(bench)

  const modes = readdirSync(dataFolder)
    .filter((name) => name.startsWith('uploads.db'))
    .map((name) => [name, (statSync(join(dataFolder, name)).mode & 0o777).toString(8)])
  expect(Object.fromEntries(modes)).toEqual({
    ...{ 'uploads.db': '600', 'uploads.db-wal': '600', 'uploads.db-shm': '600' },
  })
  expect((statSync(dataFolder).mode & 0o777).toString(8)).toBe('700')
})

import { renameSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AddReport, AddRequest } from '../../app/contract/add-request.ts'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import { bytesOf } from '../support/temp-folder.ts'
import {
  addOne,
  checksumOf,
  prepareBench,
  servedChecksum,
  untilRequest,
  type TestApp,
  type TestBench,
} from '../support/test-app.ts'

const SIZE = 100_000
const WRITTEN_AT = 1_700_000_000
const NOTHING: AddReport = {
  ...{
    added: [],
    addedBytes: 0,
    alreadyThere: [],
    alreadyCompleted: [],
    leftOutCount: 0,
    refused: [],
    renamed: [],
  },
}

/** An app that has brought `level.bin` to Polar. */
async function uploaded(bench: TestBench, request: Partial<AddRequest> = {}, name = 'level.bin') {
  const app = await bench.startApp()
  const path = bench.folder.file(name, SIZE)
  utimesSync(path, WRITTEN_AT, WRITTEN_AT)
  const { added } = await app.commands.add({ paths: [path], ...request })
  const [id] = added
  if (id === undefined) throw new Error('Not added')
  await app.until(id, 'completed', 'failed')
  return { app, path, id }
}

/** The names of the files Polar has, with the checksums of what it serves. */
const inPolar = async (bench: TestBench): Promise<readonly (readonly [string, string])[]> => {
  const files = bench.polar.files().filter((file) => file.is_uploaded && file.deleted_at === null)
  return Promise.all(files.map(async ({ id, name }) => [name, await bench.polar.checksum(id)] as const))
}

/** As somebody does who deletes it in Polar's dashboard. */
async function deleteAtPolar({ polar }: TestBench, name: string): Promise<void> {
  const id = polar.files().find((file) => file.name === name && file.is_uploaded)?.id ?? 'none'
  const headers = { authorization: `Bearer ${polar.token}` }
  const { status } = await fetch(`${polar.url}/v1/files/${id}`, { method: 'DELETE', headers })
  expect(status).toBe(204)
}

/** Waits until every upload the report names is completed. */
const completedAll = (app: TestApp, { added }: AddReport) =>
  Promise.all(added.map((id) => app.until(id, 'completed', 'failed')))

describe('a file with the same bytes as one in Polar', () => {
  test('is told as soon as it is hashed, by the name they have there; it is uploaded all the same', async () => {
    await using bench = await prepareBench()
    const { app } = await uploaded(bench)
    const copy = bench.folder.file('copy.bin', SIZE)
    const opening = untilRequest(bench.polar, { kind: 'started', operation: 'create' })

    const id = await addOne(app, copy)
    const queued = await app.view(id)
    await opening
    const opened = await app.view(id)
    const completed = await app.until(id, 'completed', 'failed')

    expect([queued.sameAs, opened.sameAs, completed.sameAs]).toEqual([null, 'level.bin', null])
    expect((await inPolar(bench)).map(([name]) => name).toSorted()).toEqual(['copy.bin', 'level.bin'])
  })

  test('is known after a restart, and when the other is off the list by then', async () => {
    await using bench = await prepareBench()
    const { app: first } = await uploaded(bench)
    await first.stop()
    const app = await bench.startApp()
    const [known] = await app.commands.list()
    if (known === undefined) throw new Error('Nothing is listed')
    await app.commands.remove([known.id])
    const opening = untilRequest(bench.polar, { kind: 'started', operation: 'create' })

    const id = await addOne(app, bench.folder.file('copy.bin', SIZE))
    await opening

    expect((await app.view(id)).sameAs).toBe('level.bin')
  })

  test('but others in them is told nothing', async () => {
    await using bench = await prepareBench()
    const { app } = await uploaded(bench)
    const opening = untilRequest(bench.polar, { kind: 'started', operation: 'create' })

    const id = await addOne(app, bench.folder.file('other.bin', SIZE, 2))
    await opening

    expect((await app.view(id)).sameAs).toBeNull()
  })
})

describe('a file whose upload is completed', () => {
  test('is not uploaded once more; all that happens is that Polar is asked whether it has it', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)
    const before = bench.polar.counts()

    const report = await app.commands.add({ paths: [path] })

    expect(report).toEqual({ ...NOTHING, alreadyCompleted: [{ path, id }] })
    expect(await app.commands.list()).toHaveLength(1)
    const { requests } = before
    expect(bench.polar.counts()).toEqual({
      ...before,
      requests: { ...requests, list: requests.list + 1 },
    })
  })

  test('is uploaded once more when it was deleted at Polar', async () => {
    await using bench = await prepareBench()
    const { app, path } = await uploaded(bench)
    const other = bench.folder.file('other.bin', 10)
    await completedAll(app, await app.commands.add({ paths: [other] }))
    await deleteAtPolar(bench, 'level.bin')

    const opening = untilRequest(bench.polar, { kind: 'started', operation: 'create' })
    const report = await app.commands.add({ paths: [path, other] })
    await opening
    const [id] = report.added
    const opened = id === undefined ? null : await app.view(id)
    await completedAll(app, report)

    expect(report).toMatchObject({
      ...{ added: [expect.any(String)], addedBytes: SIZE },
      alreadyCompleted: [{ path: other }],
    })
    // Its bytes are those of the deleted one only.
    expect(opened?.sameAs).toBeNull()
    expect(await inPolar(bench)).toContainEqual(['level.bin', await checksumOf(path)])
  })

  test('counts as being there while Polar cannot be asked', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)
    await deleteAtPolar(bench, 'level.bin')
    bench.polar.addFault({ operation: 'list', kind: 'reset', when: 'before', count: 2 })

    expect(await app.commands.add({ paths: [path] })).toEqual({
      ...NOTHING,
      alreadyCompleted: [{ path, id }],
    })
  })

  test('is known as such by the next start', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)
    await app.stop()

    const next = await bench.startApp()

    expect(await next.commands.add({ paths: [path] })).toEqual({
      ...NOTHING,
      alreadyCompleted: [{ path, id }],
    })
  })

  test('is known as such before anybody has signed in', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)
    await app.stop()

    const next = await bench.createApp()

    expect(await next.commands.add({ paths: [path] })).toMatchObject({ alreadyCompleted: [{ path, id }] })
  })

  test('is found among the files of a folder, of which only the others are uploaded', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)
    const other = bench.folder.file('other.bin', 10)

    const report = await app.commands.add({ paths: [path, other] })
    await completedAll(app, report)

    expect(report).toMatchObject({ added: [expect.any(String)], alreadyCompleted: [{ path, id }] })
    expect((await inPolar(bench)).map(([name]) => name).sort()).toEqual(['level.bin', 'other.bin'])
  })

  test('is uploaded once more when that is asked for', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)

    const report = await app.commands.add({ paths: [path], again: true })
    await completedAll(app, report)

    expect(report).toEqual({ ...NOTHING, addedBytes: SIZE, added: [expect.not.stringMatching(id) as string] })
    const served = ['level.bin', await checksumOf(path)]
    expect(await inPolar(bench)).toEqual([served, served])
  })

  test('and that is on its way once more is not sent a third time', async () => {
    await using bench = await prepareBench()
    const { app, path } = await uploaded(bench)

    const report = await app.commands.add({ paths: [path, path], again: true })

    expect(report.alreadyThere).toEqual([{ path, id: report.added[0] }])
  })
})

describe('a file that was uploaded is uploaded again when it', () => {
  test.each<[string, (path: string) => void]>([
    ['has other bytes', (path) => writeFileSync(path, bytesOf(SIZE, 2))],
    ['has more bytes', (path) => writeFileSync(path, bytesOf(SIZE + 1, 1))],
    ['was written to, whatever was written', (path) => utimesSync(path, WRITTEN_AT, WRITTEN_AT + 1)],
    [
      'was written over by one of the same size whose dates were kept, as cp -p and tar do',
      (path) => {
        writeFileSync(path, bytesOf(SIZE, 2))
        utimesSync(path, WRITTEN_AT, WRITTEN_AT)
      },
    ],
    [
      'was replaced by another of the same size and time',
      (path) => {
        writeFileSync(`${path}.new`, bytesOf(SIZE, 2))
        utimesSync(`${path}.new`, WRITTEN_AT, WRITTEN_AT)
        renameSync(`${path}.new`, path)
      },
    ],
  ])('%s', async (_what, change) => {
    await using bench = await prepareBench()
    const { app, path } = await uploaded(bench)
    change(path)

    const second = await addOne(app, path)
    const completed = await app.until(second, 'completed', 'failed')

    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
    expect(await inPolar(bench)).toHaveLength(2)
  })

  test.each<[string, Partial<AddRequest>]>([
    ['is to have another name', { name: 'other.png' }],
    ['is for another service', { service: 'product_media' }],
  ])('%s; then it is known both ways', async (_what, request) => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench, {}, 'level.png')

    const other = await app.commands.add({ paths: [path], ...request })
    await completedAll(app, other)
    const again = await app.commands.add({ paths: [path], ...request })
    const first = await app.commands.add({ paths: [path] })

    expect(other).toMatchObject({ added: [expect.any(String)], alreadyCompleted: [] })
    expect(again).toMatchObject({ added: [], alreadyCompleted: [{ path, id: other.added[0] }] })
    expect(first).toMatchObject({ added: [], alreadyCompleted: [{ path, id }] })
  })

  test('went to another account', async () => {
    await using bench = await prepareBench()
    const theirs = await startLocalPolar({
      dataFolder: `${bench.folder.path}/theirs`,
      now: () => bench.clock.now(),
    })
    try {
      const { app, path } = await uploaded(bench)
      await app.commands.signIn({ server: theirs.url, token: theirs.token })

      const toThem = await addOne(app, path)
      await app.until(toThem, 'completed', 'failed')

      expect(theirs.files().map(({ is_uploaded }) => is_uploaded)).toEqual([true])
    } finally {
      await theirs.stop()
    }
  })
})

describe('uploading completed uploads again', () => {
  test('sends each file once more, under its name and for its service', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(
      bench,
      { name: 'cover.png', service: 'product_media' },
      'level.png',
    )

    const report = await app.commands.uploadAgain([id, id])
    await completedAll(app, report)

    expect(report).toEqual({
      ...NOTHING,
      addedBytes: SIZE,
      added: [expect.any(String)],
      alreadyThere: [expect.anything()],
    })
    const wanted = { name: 'cover.png', service: 'product_media', mime_type: 'image/png', is_uploaded: true }
    expect(bench.polar.files()).toMatchObject([wanted, wanted])
    expect(await inPolar(bench)).toEqual(Array(2).fill(['cover.png', await checksumOf(path)]))
  })

  test('sends what is in its place by now', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)
    writeFileSync(path, bytesOf(SIZE + 5, 2))

    const [completed] = await completedAll(app, await app.commands.uploadAgain([id]))
    if (completed === undefined) throw new Error('Nothing was added')

    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
    expect(completed.sizeBytes).toBe(SIZE + 5)
  })

  test('has one whose file is on its way already go on', async () => {
    await using bench = await prepareBench()
    const { app, path, id } = await uploaded(bench)
    const second = await app.commands.uploadAgain([id])
    await app.commands.pause(second.added)

    const third = await app.commands.uploadAgain([id])
    await completedAll(app, second)

    expect(third).toEqual({ ...NOTHING, alreadyThere: [{ path, id: second.added[0] }] })
  })

  test('passes over uploads that are not completed, and those it does not know', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    bench.polar.addFault({ operation: 'part', kind: 'stall', when: 'reply' })
    const started = untilRequest(bench.polar, { kind: 'started', operation: 'part' })
    const id = await addOne(app, bench.folder.file('level.bin', SIZE))
    await started

    const report = await app.commands.uploadAgain([id, '0b9f7a3e-8f3c-4a53-9d1e-2f6f0a1b2c3d' as typeof id])

    expect(report).toEqual(NOTHING)
    expect(await app.commands.list()).toHaveLength(1)
  })
})

import { renameSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import { canMount, mountSmallDisk } from '../support/small-disk.ts'
import {
  addOne,
  checksumOf,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  type TestApp,
  type TestBench,
} from '../support/test-app.ts'

/** What the list of uploads needs, and not much more. */
const DISK_KIB = 512

const STORAGE_FULL = {
  code: 'storage-full',
  message:
    'The progress cannot be written to disk: it is full, or may not be written. Please make some room; it goes on by itself then.',
}

describe.runIf(canMount())('when the disk with the data folder is full', () => {
  test('an upload waits, however long, and goes on by itself once there is room; nothing is sent in vain', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, DISK_KIB)
    const { polar, clock } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    let makeRoom = (): void => undefined
    onceRequest(polar, { kind: 'started', operation: 'part' }, () => {
      makeRoom = disk.fill()
    })

    const id = await addOne(app, path)
    const { state } = await app.until(id, 'waiting', 'completed', 'failed')
    clock.advance(900)
    await app.until(id, 'hashing')
    const { state: later } = await app.until(id, 'waiting', 'completed', 'failed')
    const sent = polar.counts().parts.started
    makeRoom()
    const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(state).toMatchObject({ kind: 'waiting', failure: STORAGE_FULL })
    expect(later).toMatchObject({ kind: 'waiting', failure: STORAGE_FULL })
    expect(sent).toBe(1)
    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })

  test('an upload that also lost its session waits just the same', { timeout: 5_000 }, async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, DISK_KIB)
    const { polar, clock } = bench
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 1000)
    polar.addFault({ operation: 'part', kind: 'error', status: 404, code: 'NoSuchUpload' })
    let makeRoom = (): void => undefined
    onceRequest(polar, { kind: 'started', operation: 'part' }, () => {
      makeRoom = disk.fill()
    })

    const id = await addOne(app, path)
    await app.until(id, 'waiting')
    makeRoom()
    const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  })

  test('an upload can still be paused', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, DISK_KIB)
    const app = await bench.createApp()
    await app.start()
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    const makeRoom = disk.fill()

    await app.commands.pause([id])
    const paused = (await app.view(id)).state.kind
    makeRoom()

    expect(paused).toBe('paused')
  })

  test('adding a file says so', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, DISK_KIB)
    const app = await bench.createApp()
    await app.start()
    const path = bench.folder.file('level.bin', 1000)
    const makeRoom = disk.fill()

    const failure: unknown = await app.commands.add({ paths: [path] }).catch((error: unknown) => error)
    makeRoom()

    expect(failure).toMatchObject({
      code: 'storage-full',
      message:
        'The list of uploads cannot be written to disk: it is full, or may not be written. Please make some room, then add the files again.',
    })
  })

  test.each<[string, (app: TestApp, missing: UploadId, path: string) => Promise<unknown>]>([
    ['a changed setting', ({ commands }) => commands.changePreferences({ askBeforeQuit: false })],
    ['removing an upload', ({ commands }, id) => commands.remove([id])],
    ['signing out', ({ commands }) => commands.signOut()],
    ['a file found again', ({ commands }, id, path) => commands.relocate({ id, path })],
  ])('%s is not done, and says so', async (_what, command) => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, DISK_KIB)
    const { app, id, movedTo } = await missOne(bench)
    const before = await shownBy(app)
    const makeRoom = disk.fill()

    const failure: unknown = await command(app, id, movedTo).catch((error: unknown) => error)
    const after = await shownBy(app)
    makeRoom()
    await command(app, id, movedTo)

    expect(failure).toMatchObject({
      name: 'UploadError',
      code: 'storage-full',
      message:
        'This change cannot be written to disk: it is full, or may not be written. Please make some room, then try again.',
    })
    expect(after).toEqual(before)
    expect(await shownBy(app)).not.toEqual(before)
  })
})

/** An upload whose file was moved while nothing was running. */
async function missOne(bench: TestBench) {
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 1000)
  bench.polar.addFault({ operation: 'create', kind: 'error', status: 503 })
  const id = await addOne(app, path)
  await app.until(id, 'waiting')
  const movedTo = `${path}.moved`
  renameSync(path, movedTo)
  await throughBackoffs(bench.clock, app.until(id, 'failed'))
  return { app, id, movedTo }
}

const shownBy = async ({ commands }: TestApp) => ({
  preferences: await commands.preferences(),
  uploads: await commands.list(),
  account: await commands.account(),
})

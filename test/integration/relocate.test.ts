import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import { letThrough, partsOf } from '../e2e/support/polar.ts'
import { bytesOf } from '../support/temp-folder.ts'
import {
  addOne,
  checksumOf,
  prepareBench,
  servedChecksum,
  untilProgress,
  type TestApp,
  type TestBench,
} from '../support/test-app.ts'

const SIZE = partsOf(3)

interface Missing {
  readonly app: TestApp
  readonly id: UploadId
  readonly path: string
  /** Where the file is now. */
  readonly moved: string
}

/** An upload with two of three parts stored whose file has been moved away. */
async function missWithTwoStored(
  bench: TestBench,
  move: (from: string, to: string) => void,
): Promise<Missing> {
  const { polar, folder } = bench
  const app = await bench.startApp()
  const path = folder.file('level.bin', SIZE, 1)
  const moved = join(folder.path, 'elsewhere.bin')
  letThrough(polar, 2)
  const id = await addOne(app, path)
  await untilProgress(app, id, ({ storedBytes }) => storedBytes === partsOf(2))
  await app.commands.pause([id])
  polar.clearFaults()
  move(path, moved)
  await app.commands.resume([id])
  const { state } = await app.until(id, 'failed', 'completed')
  expect(state).toMatchObject({ kind: 'failed', failure: { code: 'file-missing' } })
  return { app, id, path, moved }
}

const copyAway = (from: string, to: string): void => {
  copyFileSync(from, to)
  rmSync(from)
}

test.each([
  ['renamed', renameSync],
  ['copied elsewhere and deleted', copyAway],
])('a file that was %s is found again, and only what is missing of it is sent', async (_how, move) => {
  await using bench = await prepareBench()
  const { app, id, moved } = await missWithTwoStored(bench, move)

  const outcome = await app.commands.relocate({ id, path: moved })
  const completed = await app.until(id, 'completed', 'failed')

  expect(outcome).toEqual({ kind: 'same' })
  expect(completed.path).toBe(moved)
  expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(moved))
  const [file] = Object.values(bench.polar.counts().files)
  expect(Object.values(file?.parts ?? {}).map(({ committed }) => committed)).toEqual([1, 1, 1])
  expect([file?.parts[1]?.started, file?.parts[2]?.started]).toEqual([1, 1])
})

test('where the file is now is still known after a restart', async () => {
  await using bench = await prepareBench()
  const { app, id, moved } = await missWithTwoStored(bench, renameSync)

  await app.commands.relocate({ id, path: moved })
  await app.stop()
  const next = await bench.startApp()

  expect((await next.until(id, 'completed', 'failed')).state.kind).toBe('completed')
})

test('another file is refused with a sentence, by its size and by its bytes, and the upload stays as it was', async () => {
  await using bench = await prepareBench()
  const { app, id, path } = await missWithTwoStored(bench, renameSync)
  const longer = bench.folder.file('longer.bin', SIZE + 1, 1)
  const edited = join(bench.folder.path, 'edited.bin')
  writeFileSync(edited, Buffer.concat([bytesOf(partsOf(2), 1), bytesOf(partsOf(1), 9)]))

  const outcomes = [
    await app.commands.relocate({ id, path: longer }),
    await app.commands.relocate({ id, path: edited }),
  ]

  expect(outcomes).toEqual([
    {
      kind: 'other',
      message:
        '“longer.bin” is another file: it has 50,331,649 bytes, and the one added had 50,331,648. Choose the right one, or add this one as a new upload.',
    },
    {
      kind: 'other',
      message:
        '“edited.bin” is another file: 1 of 3 parts are not those of the one added. Choose the right one, or add this one as a new upload.',
    },
  ])
  expect(await app.view(id)).toMatchObject({ path, state: { kind: 'failed' } })
  expect((await app.commands.progress())[0]?.storedBytes).toBe(partsOf(2))
})

test('a file that was never checked goes by its size, and is checked then', async () => {
  await using bench = await prepareBench()
  const app = await bench.createApp()
  const path = bench.folder.file('level.bin', 1000)
  const id = await addOne(app, path)
  const moved = join(bench.folder.path, 'elsewhere.bin')
  renameSync(path, moved)
  await app.start()
  await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })
  await app.until(id, 'failed')

  expect(await app.commands.relocate({ id, path: moved })).toEqual({ kind: 'same' })

  expect(await servedChecksum(bench.polar, await app.until(id, 'completed', 'failed'))).toBe(
    await checksumOf(moved),
  )
})

test('an upload that misses nothing keeps its file, and a path where nothing is says so', async () => {
  await using bench = await prepareBench()
  const { app, id } = await missWithTwoStored(bench, renameSync)
  const other = await addOne(app, bench.folder.file('other.bin', 1000))
  await app.until(other, 'completed')

  await expect(app.commands.relocate({ id, path: join(bench.folder.path, 'nowhere') })).rejects.toThrow(
    'nowhere',
  )
  expect(await app.commands.relocate({ id: other, path: '/etc/hosts' })).toEqual({ kind: 'not-missing' })
})

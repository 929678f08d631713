import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sha256 } from '../support/temp-folder.ts'
import { addOne, prepareBench } from '../support/test-app.ts'

const MiB = 1024 ** 2

test('a file of several parts arrives byte for byte', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  const path = bench.folder.file('game.zip', 50 * MiB)

  const id = await addOne(app, path)
  const { state } = await app.until(id, 'completed', 'failed')

  expect(app.states(id)).toEqual(['queued', 'hashing', 'opening', 'uploading', 'completing', 'completed'])
  const fileId = state.kind === 'completed' ? state.fileId : ''
  expect(await bench.polar.checksum(fileId)).toBe(sha256(readFileSync(path)))
})

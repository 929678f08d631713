import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf, letThrough, nextRequest, partsOf, servedChecksum } from './support/polar.ts'
import { test, type Stage } from './support/stage.ts'
import { appArguments } from './support/uploader.ts'
import { IN_POLAR, rowOf, signIn, untilStored } from './support/window.ts'

/** Starts the app another time on the same data; gives the exit code. */
async function startAgain({ electron, env }: Stage, ...files: readonly string[]): Promise<number | null> {
  const child = spawn(electron.executable, [...appArguments, ...files], { env: { ...env }, stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

test('with its window closed the app uploads on; another start brings the window back', async ({ stage }) => {
  const { polar, folder } = stage
  const path = folder.file('level.bin', partsOf(3))
  const another = folder.file('another.bin', 5_000)
  const { app, page } = await stage.open()
  await signIn(page, polar)

  polar.setBandwidth(1_000_000)
  const underWay = nextRequest(polar, ({ kind, operation }) => kind === 'body' && operation === 'part')
  await dropFiles(page, [path])
  await underWay
  const closed = page.waitForEvent('close')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close()))
  await closed
  expect(app.windows()).toEqual([])
  expect(await servedChecksum(polar, 'level.bin')).toBeNull()

  const answered = nextRequest(
    polar,
    ({ kind, operation }) => kind === 'answered' && operation === 'complete',
  )
  polar.setBandwidth(null)
  await answered
  expect(await servedChecksum(polar, 'level.bin')).toBe(checksumOf(path))

  const window = app.waitForEvent('window')
  expect(await startAgain(stage, another)).toBe(0)
  const reopened = await window
  await expect(rowOf(reopened, 'level.bin').whole).toContainText(IN_POLAR)
  await expect(rowOf(reopened, 'another.bin').whole).toContainText(IN_POLAR)
  expect(app.windows()).toHaveLength(1)
  expect(await servedChecksum(polar, 'another.bin')).toBe(checksumOf(another))
})

test('quitting while something changes ends the app without a complaint', async ({ stage }) => {
  const { polar, folder } = stage
  const { app, page, quit } = await stage.open()
  await signIn(page, polar)
  letThrough(polar, 1)
  await dropFiles(page, [folder.file('level.bin', partsOf(2))])
  await untilStored(page, 'level.bin', partsOf(1))

  // A computer that takes its time to end the app: what the app has put off comes due meanwhile.
  await app.evaluate(({ app }) => {
    app.on('quit', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500))
  })
  await rowOf(page, 'level.bin').button(WORDS.row.pause).click()
  await quit()

  expect(stage.tracesOf('An exception was not caught')).toEqual([])
})

test('the window is there before anything of the network has been read, and Node’s fetch is never', async ({
  stage,
}) => {
  const { app, page } = await stage.open()
  await expect(page.getByRole('button').first()).toBeVisible()

  // What is left out is a tenth of a second of every start, which nobody would miss until it had come back.
  const read = await app.evaluate(() => (process as unknown as { moduleLoadList: string[] }).moduleLoadList)
  expect(read.filter((name) => /undici|NativeModule (https|http2|tls)$/.test(name))).toEqual([])
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, expect, type Page } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles, knownUploads } from '../support/app-window.ts'
import { checksumOf, partsOf, servedChecksum } from './support/polar.ts'
import { test } from './support/stage.ts'
import { appArguments } from './support/uploader.ts'
import { IN_POLAR, rowOf, signIn, filterWith } from './support/window.ts'

/** The names of all uploads in the order of the queue, whatever has become of them. */
async function queuedNames(page: Page): Promise<readonly string[]> {
  const { uploads } = await knownUploads(page)
  return [...uploads].sort((a, b) => a.position - b.position).map(({ name }) => name)
}

test('two files and a folder dropped together arrive byte for byte, in order', async ({ stage }) => {
  const { folder, polar } = stage
  const course = join(folder.path, 'course')
  mkdirSync(join(course, 'chapter 2'), { recursive: true })
  const files = {
    'game build.zip': folder.file('game build.zip', partsOf(2) + 12_345, 1),
    'readme.txt': folder.file('readme.txt', 321, 2),
    'lesson 2.mp4': folder.file('course/lesson 2.mp4', 1_000_000, 3),
    'lesson 10.mp4': folder.file('course/lesson 10.mp4', 2_000_000, 4),
    'slides – überarbeitet.pdf': folder.file('course/chapter 2/slides – überarbeitet.pdf', 77_777, 5),
  }
  writeFileSync(join(course, '.DS_Store'), 'left by the file manager')
  const { page } = await stage.open()
  await signIn(page, polar)

  await dropFiles(page, [files['game build.zip'], files['readme.txt'], course])

  await expect(
    page.getByText(
      `${WORDS.added.added(5, partsOf(2) + 12_345 + 321 + 1_000_000 + 2_000_000 + 77_777)} ${WORDS.added.leftOut(1)}`,
    ),
  ).toBeVisible()
  expect(await queuedNames(page)).toEqual([
    ...['game build.zip', 'readme.txt', 'slides – überarbeitet.pdf', 'lesson 2.mp4', 'lesson 10.mp4'],
  ])
  await expect(filterWith(page, 'completed', 5)).toBeAttached()
  for (const [name, path] of Object.entries(files)) {
    await expect(rowOf(page, name).whole).toContainText(IN_POLAR)
    expect(await servedChecksum(polar, name), name).toBe(checksumOf(path))
  }
  expect(polar.counts()).toMatchObject({ sessionsOpened: 5, completions: 5 })
  expect(polar.counts().s3Errors).toEqual({})
})

test('the line on what was added stays while the pointer moves over the rows, and leaves once it rests', async ({
  stage,
}) => {
  const { page } = await stage.open()
  await signIn(page, stage.polar)
  await page.clock.install()
  await dropFiles(page, [stage.folder.file('kick.wav', 2_000, 1)])
  const { whole } = rowOf(page, 'kick.wav')
  const line = page.getByText(WORDS.added.added(1, 2_000))
  await expect(whole).toContainText(IN_POLAR)
  await whole.hover()
  const place = await whole.boundingBox()

  await page.clock.fastForward(7_000)
  for (const x of [200, 210, 220]) {
    await page.clock.fastForward(900)
    await page.mouse.move(x, (place?.y ?? 0) + 10)
  }
  await expect(line).toBeVisible()
  expect(await whole.boundingBox()).toEqual(place)

  await page.clock.fastForward(1_000)
  await expect(line).toBeHidden()
})

/** An archive as Electron's games have it: two sizes, a table of contents, and the files in it. */
function asarOf(name: string, text: string): Buffer {
  const contents = JSON.stringify({ files: { [name]: { size: Buffer.byteLength(text), offset: '0' } } })
  const padded = Math.ceil(contents.length / 4) * 4
  const sizes = Buffer.alloc(16)
  for (const [index, size] of [4, padded + 8, padded + 4, contents.length].entries())
    sizes.writeUInt32LE(size, index * 4)
  return Buffer.concat([sizes, Buffer.from(contents.padEnd(padded, '\0')), Buffer.from(text)])
}

test('a game made with Electron arrives with its archive as the one file it is', async ({ stage }) => {
  const { folder, polar } = stage
  const resources = join(folder.path, 'game', 'resources')
  mkdirSync(resources, { recursive: true })
  const archive = join(resources, 'app.asar')
  writeFileSync(archive, asarOf('main.js', 'play()'))
  const other = join(folder.path, 'other.asar')
  writeFileSync(other, 'this one only has the name')
  const { page } = await stage.open()
  await signIn(page, polar)

  await dropFiles(page, [join(folder.path, 'game'), other])

  await expect(filterWith(page, 'completed', 2)).toBeAttached()
  expect(await queuedNames(page)).toEqual(['app.asar', 'other.asar'])
  expect(await servedChecksum(polar, 'app.asar')).toBe(checksumOf(archive))
  expect(await servedChecksum(polar, 'other.asar')).toBe(checksumOf(other))
})

/** Where a Chromium can be steered from without having been started by who steers it. */
async function endpointOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [, endpoint] = /^DevTools listening on (ws:.*)$/.exec(line) ?? []
    if (endpoint !== undefined) return endpoint
  }
  throw new Error('The app ended before it could be steered')
}

test('a dropped file with any name arrives also where the system says nothing of an encoding', async ({
  stage,
}) => {
  const { electron, folder, polar } = stage
  const env = { ...stage.env, LC_ALL: undefined, LC_CTYPE: undefined, LANG: undefined }
  const path = folder.file('Übung 練習 🎧.zip', 1_000)
  const app = spawn(electron.executable, [...appArguments, '--remote-debugging-port=0'], { env })
  const ended = once(app, 'exit')
  try {
    // Left before the app ends: Playwright, still recording a page that vanishes, calls that a failure now and then.
    await using browser = await chromium.connectOverCDP(await endpointOf(app.stderr))
    app.stderr.resume()
    app.stdout.resume()
    const [context] = browser.contexts()
    if (context === undefined) throw new Error('The app has no pages to be steered')
    const page = context.pages()[0] ?? (await context.waitForEvent('page'))
    await signIn(page, polar)

    await dropFiles(page, [path])

    await expect(rowOf(page, 'Übung 練習 🎧.zip').whole).toContainText(IN_POLAR)
    expect(await servedChecksum(polar, 'Übung 練習 🎧.zip')).toBe(checksumOf(path))
  } finally {
    app.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }
})

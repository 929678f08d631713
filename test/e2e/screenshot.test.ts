import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, type CDPSession, type ElectronApplication, type Page } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles, knownUploads, settled } from '../support/app-window.ts'
import { PROJECT_FOLDER } from '../support/fresh-build.ts'
import { letThrough, partsOf } from './support/polar.ts'
import { test, type Stage } from './support/stage.ts'
import { IN_POLAR, phraseOf, rowOf, signIn, untilStored, type Row } from './support/window.ts'

// The pictures in docs/screenshots come from this test: `UPDATE_SCREENSHOTS=1 npm run test:e2e -- screenshot` puts them
// there. Any other run takes them too, into test-results.

const MB = 1_000_000

/** In the order they are dropped. */
const FILES = {
  completed: { name: 'Forest Textures Vol. 3.zip', sizeBytes: 86 * MB },
  alsoCompleted: { name: 'Field Notes – Second Edition.pdf', sizeBytes: 23.4 * MB },
  paused: { name: 'Late Night Lo-Fi – Sample Pack.zip', sizeBytes: 412 * MB },
  uploading: { name: 'Starfall 1.4.2 – Windows.zip', sizeBytes: 740 * MB },
  checked: { name: 'Color Grading Course – 07 Skin Tones.mp4', sizeBytes: 3_900 * MB },
  queued: { name: 'Color Grading Course – 08 Night Scenes.mp4', sizeBytes: 2_700 * MB },
  alsoQueued: { name: 'Ambient Guitar – Stems.wav', sizeBytes: 960 * MB },
} as const

type Role = keyof typeof FILES

const PHRASES: Readonly<Record<Role, string>> = {
  completed: IN_POLAR,
  alsoCompleted: IN_POLAR,
  paused: phraseOf({ kind: 'paused' }),
  uploading: phraseOf({ kind: 'uploading' }),
  checked: phraseOf({ kind: 'hashing' }),
  queued: phraseOf({ kind: 'queued' }),
  alsoQueued: phraseOf({ kind: 'queued' }),
}

type Theme = 'light' | 'dark'

/** Slow enough that the upload on its way stays where it is to be shown. */
const BYTES_PER_SECOND = 3 * MB

const WINDOW = { width: 900, height: 620 }

test.use({ polarOptions: { discard: true } })

/** Drops files with a size to show, their bytes all zero: they take no room on this disk. */
async function drop(page: Page, { folder }: Stage, ...roles: readonly Role[]): Promise<void> {
  const paths = roles.map((role) => {
    const path = join(folder.path, FILES[role].name)
    writeFileSync(path, '')
    truncateSync(path, FILES[role].sizeBytes)
    return path
  })
  await dropFiles(page, paths)
}

const row = (page: Page, role: Role): Row => rowOf(page, FILES[role].name)

/** How much of a file has been read for its checksums, from 0 to 1. */
async function checkedFraction(page: Page, role: Role): Promise<number> {
  const { name, sizeBytes } = FILES[role]
  const { uploads, progress } = await knownUploads(page)
  const id = uploads.find((upload) => upload.name === name)?.id
  return (progress.find((one) => one.id === id)?.hashedBytes ?? 0) / sizeBytes
}

/** Uploads as fast as this computer can to some point, and pauses there. */
async function pauseAt(page: Page, stage: Stage, role: Role, fraction: number): Promise<void> {
  const { name, sizeBytes } = FILES[role]
  const parts = Math.floor((sizeBytes * fraction) / partsOf(1))
  letThrough(stage.polar, parts)
  await drop(page, stage, role)
  await untilStored(page, name, partsOf(parts))
  await row(page, role).button(WORDS.row.pause).click()
  await expect(row(page, role).whole).toContainText(phraseOf({ kind: 'paused' }))
  stage.polar.clearFaults()
}

/** Fills the list, and lets the two that are at work go on until they are where the picture is to show them. */
async function toTheMoment(page: Page, stage: Stage): Promise<void> {
  await drop(page, stage, 'completed', 'alsoCompleted')
  await expect(row(page, 'alsoCompleted').whole).toContainText(IN_POLAR)
  await pauseAt(page, stage, 'paused', 0.3)
  await pauseAt(page, stage, 'uploading', 0.6)
  stage.polar.setBandwidth(BYTES_PER_SECOND)
  await row(page, 'uploading').button(WORDS.row.resume).click()
  // It takes the app a moment to know the speed.
  await expect(row(page, 'uploading').whole).toContainText('/s')
  await drop(page, stage, 'checked', 'queued', 'alsoQueued')
  await page.getByRole('button', { name: WORDS.dismiss }).click()
  await expect.poll(() => checkedFraction(page, 'checked'), { intervals: [100] }).toBeGreaterThan(0.25)
}

/** Sizes the window, with two device pixels to each of the page's, as on a screen of today. */
async function setSize(app: ElectronApplication, page: Page): Promise<CDPSession> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, WINDOW)
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('Emulation.setDeviceMetricsOverride', {
    ...WINDOW,
    deviceScaleFactor: 2,
    mobile: false,
  })
  return protocol
}

/** Takes a picture in each theme. Playwright's own would undo the scale. */
async function takePictures(page: Page, protocol: CDPSession, paths: Record<Theme, string>): Promise<void> {
  // Chromium moves its pointer while it takes a picture, and a row under it would look chosen.
  await page.evaluate(() => (document.body.style.pointerEvents = 'none'))
  await page.mouse.move(WINDOW.width / 2, WINDOW.height - 60)
  await expect(page.locator('body :hover')).toHaveCount(0)
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await settled(page)
    const { data } = await protocol.send('Page.captureScreenshot', { format: 'png' })
    writeFileSync(paths[theme], Buffer.from(data, 'base64'))
  }
}

test('the window with uploads in several states looks as the README shows it', async ({
  stage,
}, testInfo) => {
  const { app, page } = await stage.open()
  const protocol = await setSize(app, page)
  await signIn(page, stage.polar)
  await toTheMoment(page, stage)
  const paths = { light: testInfo.outputPath('window.png'), dark: testInfo.outputPath('window-dark.png') }
  await takePictures(page, protocol, paths)

  // Both were taken before this, so both show it.
  for (const [role, phrase] of Object.entries(PHRASES) as [Role, string][]) {
    expect(await row(page, role).whole.textContent()).toContain(phrase)
  }
  if (process.env.UPDATE_SCREENSHOTS !== '1') return
  const shown = join(PROJECT_FOLDER, 'docs', 'screenshots')
  mkdirSync(shown, { recursive: true })
  for (const path of Object.values(paths)) copyFileSync(path, join(shown, basename(path)))
})

import type { Page } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { settled } from '../support/app-window.ts'
import { answer, type SceneWindow } from './scene.ts'

const DATA_FOLDER = '/home/ines/.local/share/Polar Uploader'

/** What the app is, on a computer like its users'. */
export async function showAbout(window: SceneWindow, words = WORDS): Promise<void> {
  const { versions } = process
  const electron = await window.app.evaluate(() => process.versions)
  await answer(window, 'about', {
    ...{ version: '0.1.0', electron: electron.electron, chromium: electron.chrome },
    ...{ node: electron.node, sqlite: versions.sqlite ?? '', system: 'linux 6.8.0 (x64)' },
    ...{ dataFolder: DATA_FOLDER, logFolder: `${DATA_FOLDER}/logs` },
  })
  await openHelp(window.page, words.help.about, words)
}

/** Chooses an entry of the help, and waits for what it opens. */
export async function openHelp(page: Page, entry: string, words = WORDS): Promise<void> {
  await page.getByRole('button', { name: words.help.menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await page.getByRole('dialog').waitFor()
  await settled(page)
}

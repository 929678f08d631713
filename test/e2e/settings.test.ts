import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { partsOf } from './support/polar.ts'
import { test } from './support/stage.ts'
import { launchUploader } from './support/uploader.ts'
import { rowOf, signIn } from './support/window.ts'

const words = WORDS.settings

test('settings take effect at once and outlast a restart', async ({ stage }) => {
  const { polar, folder } = stage
  const first = await stage.open()
  await signIn(first.page, polar)
  await dropFiles(first.page, [folder.file('film.mov', partsOf(4))])
  await expect(rowOf(first.page, 'film.mov').whole).toBeVisible()

  await first.page.getByRole('button', { name: words.menu }).press('Enter')
  const dialog = first.page.getByRole('dialog', { name: words.title })
  await dialog.getByText(words.themes.dark).click()
  await expect.poll(() => first.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
  await dialog.getByLabel(words.keepAwake).uncheck()
  await dialog.getByLabel(words.schedule).check()
  const hours = dialog.getByRole('listitem', { name: words.rule(1) })
  for (const day of ['Saturday', 'Sunday']) await hours.getByLabel(day).press('Space')
  await hours.getByLabel(words.from).fill('00:00')
  await hours.getByLabel(words.to).fill('00:00')
  await expect(hours).toContainText(words.wholeDay)
  await hours.getByLabel(words.ruleLimit).selectOption({ label: words.ruleLimits.atMost })
  await first.page.keyboard.press('Escape')

  await expect(first.page.getByRole('button', { name: words.menu })).toBeFocused()
  await expect(first.page.getByRole('button', { name: WORDS.bandwidth.limited('1.0 MB/s') })).toBeVisible()
  await first.quit()

  const { page, app } = await stage.open()
  await expect(page.getByRole('button', { name: WORDS.bandwidth.limited('1.0 MB/s') })).toBeVisible()
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  await page.getByRole('button', { name: words.menu }).click()
  await expect(page.getByLabel(words.keepAwake)).not.toBeChecked()
  await expect(page.getByLabel('Sunday')).toBeChecked()
})

test('starting at login is written where the desktop looks, and taken away again', async ({ stage }) => {
  const { page, app } = await stage.open()
  const path = join(stage.env.XDG_CONFIG_HOME ?? join(stage.env.HOME ?? '', '.config'), 'autostart')
  const entry = join(path, 'polar-uploader.desktop')
  // As the application's menu does it.
  await app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    file?.find(({ label }) => label === 'Settings…')?.click()
  })
  const choice = page.getByLabel(words.startAtLogin)
  await expect(choice).not.toBeChecked()

  await choice.check()
  await expect.poll(() => existsSync(entry)).toBe(true)
  expect(readFileSync(entry, 'utf8')).toContain('"--hidden"')
  await choice.uncheck()

  await expect.poll(() => existsSync(entry)).toBe(false)
})

test('where the system cannot start the app at login, nobody is offered it', async ({ stage }) => {
  const { page, app } = await stage.open()
  await app.evaluate(({ BrowserWindow }) => {
    const { ipc } = BrowserWindow.getAllWindows()[0]?.webContents ?? {}
    ipc?.removeHandler('desktopSettings')
    ipc?.handle('desktopSettings', () => ({ ok: true, value: { startsAtLogin: null, dataFolder: '/mine' } }))
  })

  await page.getByRole('button', { name: words.menu }).click()

  await expect(page.getByText('/mine')).toBeVisible()
  await expect(page.getByLabel(words.startAtLogin)).toHaveCount(0)
})

test('the data folder may be named by a word, for what starts the app and can set no variable', async ({
  stage: { electron, env, folder },
}) => {
  const dataFolder = join(folder.path, 'named by a word')

  const { page, quit } = await launchUploader({
    electron,
    env: { ...env, POLAR_UPLOADER_DATA: '' },
    electronArguments: [`--data-folder=${dataFolder}`],
  })
  await page.getByRole('button', { name: words.menu }).click()

  await expect(page.getByText(dataFolder)).toBeVisible()
  expect(existsSync(join(dataFolder, 'uploads.db'))).toBe(true)
  await quit()
})

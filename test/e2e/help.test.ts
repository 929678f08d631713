import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { CHECKS } from '../../app/contract/computer-check.ts'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { test } from './support/stage.ts'
import { IN_POLAR, rowOf, signIn } from './support/window.ts'

const NAME = 'Unreleased Album.zip'

test('help is opened by keyboard, checks this computer, and saves what was found without names or secrets', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const { app, page } = await stage.open()
  await signIn(page, polar)
  await dropFiles(page, [folder.file(NAME, 1000)])
  await expect(rowOf(page, NAME).whole).toContainText(IN_POLAR)

  const help = page.getByRole('button', { name: WORDS.help.menu })
  await help.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: WORDS.help.check })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: WORDS.help.checking.title })
  await expect(dialog.getByRole('status')).toHaveText(WORDS.help.checking.someWorthKnowing)
  await expect(dialog.getByRole('listitem')).toHaveCount(CHECKS.length)
  await expect(dialog).toContainText('It may upload (files:write)')
  await expect(dialog).toContainText('keychain takes, gives back and forgets')

  const saved = join(folder.path, 'found.zip')
  // The system's own dialog cannot be typed into from here.
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
  await dialog.getByRole('button', { name: WORDS.help.checking.save }).press('Enter')
  await expect(dialog.getByRole('status')).toHaveText(WORDS.help.checking.saved)

  const text = Object.values(unzipSync(readFileSync(saved)))
    .map((bytes) => strFromU8(bytes))
    .join('\n')
  const secrets = [polar.token.slice(10), 'X-Amz-Signature', NAME, 'Unreleased', folder.path]
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).toContain('Polar accepts it')
  expect(text).toContain('Polar Uploader starts')
  expect(await stage.tokensInKeychain()).toEqual([polar.token])

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(help).toBeFocused()
})

test('the mouse is enough to check this computer, to save what was found, and to change one’s mind', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const { app, page } = await stage.open()
  await signIn(page, polar)
  const saved = join(folder.path, 'found.zip')
  const { checking } = WORDS.help
  const saverGives = (filePath: string | null) =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' })
    }, filePath)

  await page.getByRole('button', { name: WORDS.help.menu }).click()
  await page.getByRole('menuitem', { name: WORDS.help.check }).click()
  const dialog = page.getByRole('dialog', { name: checking.title })
  await expect(dialog.getByRole('status')).toHaveText(checking.someWorthKnowing)
  await saverGives(null)
  await dialog.getByRole('button', { name: checking.save }).click()
  await expect(dialog.getByRole('status')).toHaveText(checking.someWorthKnowing)
  expect(existsSync(saved)).toBe(false)

  await saverGives(saved)
  await dialog.getByRole('button', { name: checking.save }).click()
  await expect(dialog.getByRole('status')).toHaveText(checking.saved)
  expect(Object.keys(unzipSync(readFileSync(saved)))).toContain('check.txt')

  await dialog.getByRole('button', { name: WORDS.close }).click()
  await expect(dialog).toBeHidden()
})

test('the application’s menu tells what the app is, where it keeps things, and whose work is in it', async ({
  stage,
}) => {
  const { app, page } = await stage.open()
  const { aboutApp } = WORDS.help
  await expect(page.getByRole('button', { name: WORDS.help.menu })).toBeVisible()

  await app.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help')
    help?.submenu?.items.find(({ label }) => label === 'About Polar Uploader')?.click()
  })
  const dialog = page.getByRole('dialog', { name: aboutApp.title })
  await expect(dialog).toContainText(stage.dataFolder)
  await expect(dialog).toContainText(await app.evaluate(() => process.versions.electron))

  await dialog.getByText(aboutApp.licenses, { exact: true }).click()
  const licenses = dialog.getByLabel(aboutApp.licenses)
  for (const shipped of ['better-sqlite3', '@polar-sh/sdk', 'react-dom', 'electron'])
    await expect(licenses).toContainText(`${shipped} `)
  await expect(licenses).toContainText('Permission is hereby granted')
})

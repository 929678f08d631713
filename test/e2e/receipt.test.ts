import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf } from './support/polar.ts'
import { test } from './support/stage.ts'
import { IN_POLAR, rowOf, signIn } from './support/window.ts'

test('a completed upload shows its receipt, and saves it as text or JSON', async ({ stage }) => {
  const { polar, folder } = stage
  const { app, page } = await stage.open()
  await signIn(page, polar)
  const path = folder.file('game.zip', 1_000_000)
  await dropFiles(page, [path])
  const { whole, button } = rowOf(page, 'game.zip')
  await expect(whole).toContainText(IN_POLAR)

  await button(WORDS.row.more).click()
  await page.getByRole('menuitem', { name: WORDS.row.receipt }).click()
  const dialog = page.getByRole('dialog', { name: WORDS.receipt.title })
  await expect(dialog).toContainText(checksumOf(path))

  for (const name of ['receipt.txt', 'receipt.json']) {
    const saved = join(folder.path, name)
    // The system's own dialog cannot be typed into from here.
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, saved)
    await dialog.getByRole('button', { name: WORDS.receipt.save }).click()
    await expect.poll(() => existsSync(saved) && readFileSync(saved, 'utf8')).toContain(checksumOf(path))
  }
  expect(JSON.parse(readFileSync(join(folder.path, 'receipt.json'), 'utf8'))).toMatchObject({
    sha256: checksumOf(path),
    sizeBytes: 1_000_000,
  })

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(whole).toBeFocused()
})

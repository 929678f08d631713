import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf, partsOf } from './support/polar.ts'
import { test } from './support/stage.ts'
import { IN_POLAR, phraseOf, rowOf, signIn } from './support/window.ts'

test('the details of an upload show its parts as they are stored, and close where they were opened', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const path = folder.file('film.mov', partsOf(3))
  const { app, page } = await stage.open()
  await signIn(page, polar)
  polar.setBandwidth(24 * 1024 ** 2)
  await dropFiles(page, [path])
  const row = rowOf(page, 'film.mov').whole
  await row.focus()
  await page.keyboard.press('Enter')

  const panel = page.getByRole('complementary', { name: 'film.mov' })
  await expect(panel).toBeFocused()
  await expect(panel).toContainText(phraseOf({ kind: 'uploading' }))
  await panel.getByRole('button', { name: WORDS.details.figures }).click()
  await expect(panel.getByText(`3 ${WORDS.details.partStates['in-flight']}`)).toBeVisible()
  await expect(panel.getByText(WORDS.details.hour, { exact: true })).toBeVisible()
  polar.setBandwidth(null)
  await expect(panel.getByRole('img', { name: WORDS.details.partsLabel(3, 3) })).toBeVisible()
  await expect(row).toContainText(IN_POLAR)
  await expect(panel).toContainText(WORDS.details.verifiedBy)
  await panel.getByRole('button', { name: WORDS.details.copy(WORDS.details.checksum) }).click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(checksumOf(path))
  const [file] = polar.files()
  await expect(panel.getByText(file?.id ?? 'a file')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(row).toBeFocused()
})

import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { DESKTOP_WORDS } from '../../main/wording.ts'
import { GERMAN } from '../../renderer/german/wording.ts'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { test } from './support/stage.ts'
import type { Uploader } from './support/uploader.ts'
import { rowOf, signIn } from './support/window.ts'

const menuLabels = ({ app }: Uploader): Promise<readonly string[]> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [])

test('the language changes at once, for window, menu and failures, and outlasts a restart', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const first = await stage.open()
  await signIn(first.page, polar)
  polar.addFault({ operation: 'complete', kind: 'alter-reply', fields: { size: 999 } })
  await dropFiles(first.page, [folder.file('film.mov', 1_000)])
  await expect(rowOf(first.page, 'film.mov').button(WORDS.row.retry)).toBeVisible()
  expect(await menuLabels(first)).toContain(DESKTOP_WORDS.en.menu.view)

  await first.page.getByRole('button', { name: WORDS.settings.menu }).click()
  await first.page.getByLabel(WORDS.settings.language).selectOption({ label: 'Deutsch' })

  // The settings stay open, in the other language.
  await expect(first.page.getByRole('dialog', { name: GERMAN.settings.title })).toBeVisible()
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'de')
  expect(await menuLabels(first)).toContain(DESKTOP_WORDS.de.menu.view)
  await first.page.keyboard.press('Escape')
  await expect(rowOf(first.page, 'film.mov').whole).toContainText('Was Polar gespeichert hat')
  const { violations } = await new AxeBuilder({ page: first.page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await first.quit()

  const second = await stage.open()
  await expect(second.page.getByRole('button', { name: GERMAN.addFiles })).toBeVisible()
  expect(await menuLabels(second)).toContain(DESKTOP_WORDS.de.menu.view)
})

import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { limitAt, stepOf } from '../../renderer/bandwidth/limit-scale.ts'
import type {} from '../../renderer/uploads-client.ts'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf, servedChecksum } from './support/polar.ts'
import { test, type Stage } from './support/stage.ts'
import { accountButton, filterWith, IN_POLAR, rowNames, rowOf, signInForm } from './support/window.ts'

// Everything there is to do, once with the keyboard alone and once with the mouse alone, where no other test does it.

const FAILED = 'film.mov'

/** The system's own dialog cannot be typed into from here. */
const pickerGives = (app: ElectronApplication, filePaths: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...chosen] })
  }, filePaths)

const failOnce = ({ polar }: Stage): void =>
  polar.addFault({ operation: 'complete', kind: 'alter-reply', fields: { size: 999 }, count: 1 })

const sortedBy = (sort: keyof typeof WORDS.toolbar.sorts): string =>
  WORDS.toolbar.sortedBy(WORDS.toolbar.sorts[sort])

const waitForNames = (page: Page, names: readonly string[]) =>
  expect.poll(() => rowNames(page)).toEqual(names)

/** The limit as the app itself knows it. */
const limitOf = (page: Page): Promise<unknown> =>
  page.evaluate(async () => (await window.polarUploader.commands.preferences()).bandwidthLimit)

async function signInByKeyboard(page: Page, { polar }: Stage): Promise<void> {
  const form = signInForm(page)
  await form.getByRole('radio', { name: WORDS.signIn.servers.other }).press('Space')
  await form.getByLabel(WORDS.signIn.serverUrl).focus()
  await page.keyboard.type(polar.url)
  await form.getByLabel(WORDS.signIn.token).focus()
  await page.keyboard.type(polar.token)
  await page.keyboard.press('Enter')
  await expect(accountButton(page, polar.organization.name)).toBeVisible()
}

/** Opens the menu of the row that has the focus, goes to an entry, and takes it. */
async function takeFromMenu(page: Page, entry: string): Promise<void> {
  await page.keyboard.press('Shift+F10')
  const item = page.getByRole('menuitem', { name: entry, exact: true })
  await expect(item).toBeVisible()
  await page.keyboard.type(entry.slice(0, 6))
  await expect(item).toBeFocused()
  await page.keyboard.press('Enter')
}

test('the keyboard is enough from signing in to clearing what is finished', async ({ stage }) => {
  const { polar, folder } = stage
  const { app, page } = await stage.open()
  await signInByKeyboard(page, stage)
  failOnce(stage)
  const path = folder.file(FAILED, 2_000, 1)
  await pickerGives(app, [path])
  await page.keyboard.press('Control+o')
  const { whole, button } = rowOf(page, FAILED)
  await expect(button(WORDS.row.retry)).toBeVisible()

  await whole.focus()
  await takeFromMenu(page, WORDS.row.retry)
  await expect(whole).toContainText(IN_POLAR)
  expect(await servedChecksum(polar, FAILED)).toBe(checksumOf(path))
  await takeFromMenu(page, WORDS.row.receipt)
  await expect(page.getByRole('dialog', { name: WORDS.receipt.title })).toContainText(checksumOf(path))
  await page.keyboard.press('Escape')
  await expect(whole).toBeFocused()

  await pickerGives(app, [folder.file('another.zip', 1_000, 2)])
  await page.keyboard.press('Control+o')
  await expect(rowOf(page, 'another.zip').whole).toContainText(IN_POLAR)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('film')
  await waitForNames(page, [FAILED])
  await page.keyboard.press('Escape')
  // What came to Polar last comes first.
  await waitForNames(page, ['another.zip', FAILED])
  await page.getByRole('button', { name: sortedBy('queue') }).press('Enter')
  await page.getByRole('menuitemradio', { name: WORDS.toolbar.sorts.size }).press('Enter')
  await waitForNames(page, [FAILED, 'another.zip'])
  await filterWith(page, 'all', 2).press('ArrowLeft')
  await expect(filterWith(page, 'failed', 0)).toBeChecked()
  await waitForNames(page, [])
  await page.keyboard.press('ArrowRight')

  await page.getByRole('button', { name: WORDS.bandwidth.button }).press('Enter')
  await page.getByRole('slider').focus()
  // Faster than the app can answer.
  await Promise.all(Array.from({ length: 8 }, () => page.keyboard.press('ArrowLeft')))
  await expect.poll(() => limitOf(page)).toBe(limitAt(stepOf(2_000_000) - 8))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: WORDS.help.menu }).press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: WORDS.help.aboutApp.title })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: WORDS.summary.clear }).press('Enter')
  await expect(page.getByRole('row')).toHaveCount(0)
})

test('the mouse is enough to find, order, look into and limit uploads, and to try again', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const { app, page } = await stage.open()
  const form = signInForm(page)
  await form.getByText(WORDS.signIn.servers.other).click()
  await form.getByLabel(WORDS.signIn.serverUrl).fill(polar.url)
  await form.getByLabel(WORDS.signIn.token).fill(polar.token)
  await form.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()
  await expect(accountButton(page, polar.organization.name)).toBeVisible()

  failOnce(stage)
  await pickerGives(app, [folder.file(FAILED, 2_000, 1)])
  await page.getByRole('button', { name: WORDS.addFiles }).click()
  const { whole, button } = rowOf(page, FAILED)
  await expect(button(WORDS.row.retry)).toBeVisible()
  await dropFiles(page, [folder.file('another.zip', 1_000, 2)])
  await expect(rowOf(page, 'another.zip').whole).toContainText(IN_POLAR)

  await page.getByText(WORDS.toolbar.filters.failed, { exact: true }).click()
  await waitForNames(page, [FAILED])
  await button(WORDS.row.retry).click()
  await waitForNames(page, [])
  await page.getByText(WORDS.toolbar.filters.all, { exact: true }).click()
  await expect(whole).toContainText(IN_POLAR)
  await page.getByRole('button', { name: sortedBy('queue') }).click()
  await page.getByRole('menuitemradio', { name: WORDS.toolbar.sorts.size }).click()
  await expect(page.getByRole('button', { name: sortedBy('size') })).toBeVisible()
  await waitForNames(page, [FAILED, 'another.zip'])

  await whole.dblclick({ position: { x: 120, y: 12 } })
  const panel = page.getByRole('complementary', { name: FAILED })
  await panel.getByRole('button', { name: WORDS.close }).click()
  await expect(panel).toBeHidden()

  await page.getByRole('button', { name: WORDS.bandwidth.button }).click()
  await page.getByRole('slider').click()
  await expect.poll(() => limitOf(page)).toBeGreaterThan(0)
  await page.getByRole('radio', { name: WORDS.bandwidth.none }).click()
  await expect.poll(() => limitOf(page)).toBeNull()
})

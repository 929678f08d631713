import { expect, type Locator, type Page } from '@playwright/test'
import type {} from '../../renderer/uploads-client.ts'
import { WORDS } from '../../renderer/wording.ts'
import { severalDays, showUploads } from '../screenshots/scene.ts'
import { test, type Stage } from './support/stage.ts'
import type { Uploader } from './support/uploader.ts'
import { accountButton, filterWith, rowNames, rowOf, signInForm } from './support/window.ts'

const UPLOADING = 'Starfall 1.4.2 – Windows.zip'
const CHECKING = 'Color Grading Course – 07 Skin Tones.mp4'
const CANCELED = 'Old Logo.psd'
const NEWEST = 'Forest Textures Vol. 3.zip'

/** A window with uploads that are under way, canceled, and in Polar since several days. */
async function openWithDays(stage: Stage): Promise<Uploader> {
  const uploader = await stage.open()
  await signInForm(uploader.page).waitFor()
  await showUploads(uploader, severalDays())
  await rowOf(uploader.page, UPLOADING).whole.waitFor()
  return uploader
}

const heightOf = async (row: Locator): Promise<number> => (await row.boundingBox())?.height ?? 0

/** Whether the icons of a row can be seen. */
const showsIcons = (page: Page, name: string): Promise<boolean> =>
  rowOf(page, name).whole.evaluate((row) => {
    const icons = row.querySelector('.row-icons')
    return icons !== null && getComputedStyle(icons).opacity === '1'
  })

test('what is to be done comes first, what is canceled and what is in Polar below it, by day', async ({
  stage,
}) => {
  const { page } = await openWithDays(stage)
  const names = await rowNames(page)

  expect(names.slice(0, 8)).toEqual([
    ...[UPLOADING, CHECKING, 'Late Night Lo-Fi – Sample Pack.zip', 'Ambient Guitar – Stems.wav'],
    ...['Field Notes – Second Edition.pdf', 'Color Grading Course – 08 Night Scenes.mp4', CANCELED, NEWEST],
  ])
  await expect(rowOf(page, CANCELED).whole).toHaveAccessibleDescription(
    new RegExp(`^${WORDS.sections.canceled}`),
  )
  await expect(rowOf(page, NEWEST).whole).toHaveAccessibleDescription(new RegExp(`^${WORDS.sections.today}`))

  await filterWith(page, 'canceled', 1).press('Space')
  expect(await rowNames(page)).toEqual([CANCELED])
})

test('many rows are low, and show their icons to the pointer and to the keyboard; the settings make them high', async ({
  stage,
}) => {
  const { page } = await openWithDays(stage)
  const uploading = rowOf(page, UPLOADING).whole
  await page.mouse.move(450, 20)
  expect(await heightOf(uploading)).toBeLessThanOrEqual(44)
  expect(await showsIcons(page, UPLOADING)).toBe(false)

  await uploading.hover()
  expect(await showsIcons(page, UPLOADING)).toBe(true)
  await page.mouse.move(450, 20)
  await uploading.focus()
  expect(await showsIcons(page, UPLOADING)).toBe(true)
  await rowOf(page, UPLOADING).button(WORDS.row.cancel).focus()
  expect(await showsIcons(page, UPLOADING), 'while one of them has the focus').toBe(true)

  await page.getByRole('button', { name: WORDS.settings.menu }).click()
  await page.getByRole('radio', { name: WORDS.settings.densities.comfortable }).press('Space')
  await page.keyboard.press('Escape')
  await expect.poll(() => heightOf(uploading)).toBeGreaterThanOrEqual(67)
  await expect.poll(() => showsIcons(page, CHECKING)).toBe(true)
})

test('which part of the list is chosen can be seen in forced colors', async ({ stage }) => {
  const { page } = await openWithDays(stage)
  await page.emulateMedia({ forcedColors: 'active' })
  const colorOf = (label: string) =>
    page
      .locator('.filter', { hasText: label })
      .evaluate((element) => getComputedStyle(element).backgroundColor)

  await page.getByText(WORDS.toolbar.filters.completed, { exact: true }).click()

  const [chosen, other] = [WORDS.toolbar.filters.completed, WORDS.toolbar.filters.active]
  await expect.poll(async () => (await colorOf(chosen)) !== (await colorOf(other))).toBe(true)
})

test('the details follow the selection, which keeps the focus in the list', async ({ stage }) => {
  const { page } = await openWithDays(stage)
  const panel = page.getByRole('complementary')
  await rowOf(page, UPLOADING).whole.click({ position: { x: 120, y: 12 } })
  await page.keyboard.press('Enter')
  await expect(panel).toBeFocused()
  await rowOf(page, CHECKING).whole.click({ position: { x: 120, y: 12 } })
  await expect(page.getByRole('complementary', { name: CHECKING })).toBeVisible()
  await expect(rowOf(page, CHECKING).whole).toBeFocused()

  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('complementary', { name: UPLOADING })).toBeVisible()
  await expect(rowOf(page, UPLOADING).whole).toBeFocused()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('complementary', { name: WORDS.details.several(2) })).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(panel, 'asked for again').toBeFocused()
})

test('giving up all and signing out ask, and count what becomes of uploads', async ({ stage }) => {
  const { page } = await openWithDays(stage)
  const question = page.getByRole('alertdialog')
  const { losses, titleOfMany, title, signOut } = WORDS.confirm
  await rowOf(page, UPLOADING).whole.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')

  await expect(question).toContainText(titleOfMany.both(5, 10))
  for (const line of [
    losses.begun(2, '36.3 GB'),
    losses.notBegun(3),
    losses.failed(1),
    losses.canceled(1),
    losses.completed(8),
  ])
    await expect(question).toContainText(line)
  await question.getByRole('button', { name: WORDS.confirm.keepThem }).click()
  await expect(question).toBeHidden()

  await accountButton(page, 'Northern Tapes').click()
  await page.getByRole('menuitem', { name: WORDS.account.signOut }).click()
  await expect(question).toContainText(title.signOut('Northern Tapes'))
  await expect(question).toContainText(signOut.waiting(5 - 1))
  await question.getByRole('button', { name: signOut.stay }).click()
  await expect(question).toBeHidden()
})

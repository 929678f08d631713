import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { openAccountMenu, showOwners } from '../screenshots/account-scenes.ts'
import { showRemedies } from '../screenshots/list-scenes.ts'
import { dropFiles } from '../support/app-window.ts'
import { letThrough, partsOf } from './support/polar.ts'
import { test, type Stage } from './support/stage.ts'
import type { Uploader } from './support/uploader.ts'
import { IN_POLAR, phraseOf, rowOf, signIn, signInForm, untilStored } from './support/window.ts'

/** What axe objects to, each with the elements it is about. */
async function objections(page: Page, exempt: readonly string[] = []): Promise<readonly string[]> {
  // The other mode opens a page of its own, which is not to be had in Electron.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).disableRules([...exempt])
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Fills the list with uploads that stay as they are, one in each state that can be held. */
async function showEveryState(page: Page, { polar, folder }: Stage): Promise<void> {
  const says = (name: string, words: string) => expect(rowOf(page, name).whole).toContainText(words)
  await dropFiles(page, [folder.file('completed.zip', 1_000)])
  await says('completed.zip', IN_POLAR)
  polar.addFault({ operation: 'complete', kind: 'alter-reply', fields: { size: 999 } })
  await dropFiles(page, [folder.file('failed.zip', 1_000)])
  await expect(rowOf(page, 'failed.zip').button(WORDS.row.retry)).toBeVisible()

  letThrough(polar, 1)
  await dropFiles(page, [folder.file('paused.zip', partsOf(2))])
  await untilStored(page, 'paused.zip', partsOf(1))
  await rowOf(page, 'paused.zip').button(WORDS.row.pause).click()
  await dropFiles(page, [folder.file('canceled.zip', 1_000)])
  await rowOf(page, 'canceled.zip').button(WORDS.row.cancel).click()
  await says('canceled.zip', phraseOf({ kind: 'canceled' }))

  await dropFiles(page, [folder.file('uploading.zip', partsOf(2))])
  await says('uploading.zip', phraseOf({ kind: 'uploading' }))
  polar.addFault({ operation: 'create', kind: 'error', status: 503, retryAfterSeconds: 600 })
  await dropFiles(page, [folder.file('waiting.zip', 1_000)])
  await expect(rowOf(page, 'waiting.zip').button(WORDS.row.tryNow)).toBeVisible()
  await dropFiles(page, [folder.file('queued.zip', 1_000)])
  await says('queued.zip', phraseOf({ kind: 'queued' }))
}

async function openHelp(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: WORDS.help.menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** Uploads of several accounts, and the menu of these. */
async function lookAtAccounts(window: Uploader): Promise<Record<string, readonly string[]>> {
  const { page } = window
  const found: Record<string, readonly string[]> = {}
  await showOwners(window)
  await expect(page.locator('.owner-pill').first()).toBeVisible()
  found['several accounts'] = await objections(page)
  await openAccountMenu(window)
  found['the menu of accounts'] = await objections(page, ['region'])
  await page.keyboard.press('Escape')
  return found
}

/** The list with several rows selected, their menu, rows on their way, and what was cleared. */
async function lookAtSelection(page: Page): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {}
  const paused = rowOf(page, 'paused.zip').whole
  await paused.click({ position: { x: 120, y: 12 } })
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('row', { selected: true })).toHaveCount(3)
  found['several selected'] = await objections(page)
  await paused.click({ button: 'right', position: { x: 120, y: 12 } })
  await expect(page.getByRole('menu')).toBeVisible()
  found['a menu for several'] = await objections(page, ['region'])
  await page.keyboard.press('Escape')

  const box = await paused.boundingBox()
  if (box === null) throw new Error('The row is not there')
  await page.mouse.move(box.x + 120, box.y + 12)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y - 20)
  await expect(page.locator('.insertion-line')).toBeVisible()
  found['rows on their way'] = await objections(page)
  await page.keyboard.press('Escape')
  await page.mouse.up()

  await page.getByRole('button', { name: WORDS.summary.clear }).click()
  await expect(page.getByRole('button', { name: WORDS.summary.undo })).toBeVisible()
  found['cleared'] = await objections(page)
  return found
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the window, whatever it shows, when it is ${theme}`, async ({ stage }) => {
    const uploader = await stage.open()
    const { page } = uploader
    await page.emulateMedia({ colorScheme: theme })
    const found: Record<string, readonly string[]> = {}
    await expect(signInForm(page)).toBeVisible()
    found['signed out'] = await objections(page)

    await signIn(page, stage.polar)
    await expect(page.getByText(WORDS.empty.title)).toBeVisible()
    found['empty'] = await objections(page)

    await showEveryState(page, stage)
    found['every state'] = await objections(page)

    await rowOf(page, 'paused.zip').whole.hover()
    await rowOf(page, 'paused.zip').button(WORDS.row.more).click()
    await expect(page.getByRole('menu')).toBeVisible()
    // A menu floats above the page and belongs to none of its regions.
    found['a menu'] = await objections(page, ['region'])
    await page.keyboard.press('Escape')
    await rowOf(page, 'paused.zip').button(WORDS.row.cancel).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    found['a question'] = await objections(page)

    await page.keyboard.press('Escape')
    Object.assign(found, await lookAtSelection(page))
    await showRemedies(uploader)
    await expect(page.getByRole('button', { name: WORDS.row.chooseFile })).toBeVisible()
    await expect(rowOf(page, 'Forest Textures Vol. 3 (copy).zip').button(WORDS.row.skip)).toBeVisible()
    found['remedies'] = await objections(page)
    Object.assign(found, await lookAtAccounts(uploader))

    await page.getByRole('button', { name: WORDS.settings.menu }).click()
    await page.getByLabel(WORDS.settings.schedule).check()
    await expect(page.getByLabel(WORDS.settings.startAtLogin)).toBeVisible()
    found['the settings'] = await objections(page)
    await page.keyboard.press('Escape')
    await openHelp(page, WORDS.help.check)
    await expect(page.getByRole('dialog').getByRole('status')).not.toHaveText(/checked\.$/)
    found['the check'] = await objections(page)
    await page.keyboard.press('Escape')
    await openHelp(page, WORDS.help.about)
    await page.getByRole('dialog').getByText(WORDS.help.aboutApp.licenses, { exact: true }).click()
    await expect(page.getByRole('dialog')).toContainText('Permission is hereby granted')
    found['about'] = await objections(page)

    expect(found).toEqual({
      ...{ 'signed out': [], empty: [], 'every state': [], 'a menu': [], 'a question': [] },
      ...{
        'several selected': [],
        'a menu for several': [],
        'rows on their way': [],
        cleared: [],
        remedies: [],
        'several accounts': [],
        'the menu of accounts': [],
      },
      ...{ 'the settings': [], 'the check': [], about: [] },
    })
  })
}

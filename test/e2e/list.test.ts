import { renameSync } from 'node:fs'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { test, type Stage } from './support/stage.ts'
import { IN_POLAR, phraseOf, rowNames, rowOf, signIn, signInForm } from './support/window.ts'

const NAMES = ['a.zip', 'b.zip', 'c.zip', 'd.zip'] as const

/** The application's menu: what of “Uploads” can be chosen now, without what is for all uploads. */
const offered = (app: ElectronApplication) =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items.find(({ label }) => label === '&Uploads')?.submenu?.items ?? [])
      .filter(({ id, enabled }) => /^list-/.test(id) && enabled)
      .map(({ label }) => label),
  )

/** Chooses an entry there, as soon as it can be. */
async function choose(app: ElectronApplication, label: string): Promise<void> {
  await expect.poll(() => offered(app)).toContain(label)
  await app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    items?.find((item) => item.label === wanted)?.click()
  }, label)
}

/** Four uploads that wait for somebody to sign in. */
async function openWithFour(
  stage: Stage,
): Promise<{ readonly page: Page; readonly app: ElectronApplication }> {
  const { folder } = stage
  const { app, page } = await stage.open()
  await expect(signInForm(page)).toBeVisible()
  await dropFiles(
    page,
    NAMES.map((name, index) => folder.file(name, 1_000, index)),
  )
  await expect(rowOf(page, 'd.zip').whole).toBeVisible()
  return { app, page }
}

const selected = (page: Page) =>
  page
    .getByRole('row', { selected: true })
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-rowindex')))

const waitForNames = (page: Page, names: readonly string[]) =>
  expect.poll(() => rowNames(page)).toEqual(names)

const clickOn = (page: Page, name: string, modifiers: ('Shift' | 'Control')[] = []) =>
  rowOf(page, name).whole.click({ modifiers, position: { x: 120, y: 12 } })

test('rows are selected by mouse and by keyboard, and one menu acts on all of them', async ({ stage }) => {
  const { page } = await openWithFour(stage)

  await clickOn(page, 'a.zip')
  await clickOn(page, 'c.zip', ['Shift'])
  expect(await selected(page)).toEqual(['1', '2', '3'])
  await clickOn(page, 'b.zip', ['Control'])
  expect(await selected(page)).toEqual(['1', '3'])
  await page.keyboard.press('Control+a')
  expect(await selected(page)).toEqual(['1', '2', '3', '4'])
  await page.keyboard.press('Escape')
  expect(await selected(page)).toEqual([])
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Space')
  expect(await selected(page)).toEqual(['1', '2', '4'])

  await rowOf(page, 'b.zip').whole.click({ button: 'right', position: { x: 120, y: 12 } })
  await page.getByRole('menuitem', { name: WORDS.row.many.pause(3) }).click()
  for (const name of ['a.zip', 'b.zip', 'd.zip'])
    await expect(rowOf(page, name).whole).toContainText(phraseOf({ kind: 'paused' }))
  await expect(rowOf(page, 'c.zip').whole).not.toContainText(phraseOf({ kind: 'paused' }))
  expect(await selected(page), 'the selection outlives what happens to it').toEqual(['1', '2', '4'])
})

test('the queue is put in another order by dragging and by keyboard', async ({ stage }) => {
  const { page } = await openWithFour(stage)
  const centerOf = async (name: string) => {
    const box = await rowOf(page, name).whole.boundingBox()
    if (box === null) throw new Error(`${name} is not there`)
    return { x: box.x + 120, top: box.y, y: box.y + box.height / 2 }
  }

  const [from, to] = [await centerOf('d.zip'), await centerOf('a.zip')]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, from.y - 20)
  await page.mouse.move(to.x, to.top + 4)
  await expect(page.locator('.insertion-line')).toBeVisible()
  await page.mouse.up()
  await waitForNames(page, ['d.zip', 'a.zip', 'b.zip', 'c.zip'])
  await expect(page.locator('.insertion-line')).toHaveCount(0)

  await clickOn(page, 'd.zip')
  await clickOn(page, 'a.zip', ['Shift'])
  await page.keyboard.press('Alt+ArrowDown')
  await waitForNames(page, ['b.zip', 'd.zip', 'a.zip', 'c.zip'])
  await page.keyboard.press('Alt+End')
  await waitForNames(page, ['b.zip', 'c.zip', 'd.zip', 'a.zip'])
  await page.keyboard.press('Alt+Home')
  await waitForNames(page, ['d.zip', 'a.zip', 'b.zip', 'c.zip'])
})

test('what is cleared is put back, and one drop again leads to the upload that is there', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const { page } = await openWithFour(stage)
  await page.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()
  await signIn(page, polar)
  for (const name of NAMES) await expect(rowOf(page, name).whole).toContainText(IN_POLAR)

  await page.getByRole('button', { name: WORDS.summary.clear }).click()
  await expect(page.getByText(WORDS.summary.cleared(4))).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(0)
  await page.getByRole('button', { name: WORDS.summary.undo }).click()
  await expect.poll(async () => (await rowNames(page)).toSorted()).toEqual(NAMES)

  await page.getByRole('searchbox').fill('a.zip')
  await dropFiles(page, [folder.file('d.zip', 1_000, 3)])
  await dropFiles(page, [`${folder.path}/c.zip`])
  await page.getByRole('button', { name: WORDS.added.show(1) }).click()
  await expect(rowOf(page, 'c.zip').whole).toBeFocused()
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1)
  await expect(rowOf(page, 'c.zip').whole).toHaveAttribute('aria-selected', 'true')
})

test('a file that was renamed is chosen, and its upload goes on; another is refused', async ({ stage }) => {
  const { polar, folder } = stage
  const { app, page } = await stage.open()
  await expect(signInForm(page)).toBeVisible()
  const path = folder.file('level.bin', 1_000, 1)
  await dropFiles(page, [path])
  await expect(rowOf(page, 'level.bin').whole).toBeVisible()
  renameSync(path, `${path}.moved`)
  await page.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()
  await signIn(page, polar)
  const chooses = (chosen: string) =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, chosen)

  await chooses(folder.file('other.bin', 2_000, 2))
  await rowOf(page, 'level.bin').button(WORDS.row.chooseFile).click()
  await expect(page.getByText('“other.bin” is another file')).toBeVisible()
  await page.getByRole('button', { name: WORDS.summary.addAsNew }).click()
  await expect(rowOf(page, 'other.bin').whole).toContainText(IN_POLAR)

  await chooses(`${path}.moved`)
  await rowOf(page, 'level.bin').button(WORDS.row.chooseFile).click()
  await expect(rowOf(page, 'level.bin').whole).toContainText(IN_POLAR)
})

test('the application’s menu offers what makes sense for the selection, and does it', async ({ stage }) => {
  const { app, page } = await openWithFour(stage)
  const phrase = (name: string) => expect(rowOf(page, name).whole)
  const paused = phraseOf({ kind: 'paused' })
  await expect.poll(() => offered(app)).toEqual(['Select All Uploads'])

  await clickOn(page, 'b.zip')
  await expect
    .poll(() => offered(app))
    .toEqual(['Pause', 'Start Now', 'Move to the Top', 'Show Details', 'Cancel', 'Select All Uploads'])
  await choose(app, 'Pause')
  await phrase('b.zip').toContainText(paused)
  await phrase('a.zip').not.toContainText(paused)
  await choose(app, 'Resume')
  await phrase('b.zip').not.toContainText(paused)
  await choose(app, 'Move to the Top')
  await waitForNames(page, ['b.zip', 'a.zip', 'c.zip', 'd.zip'])
  await choose(app, 'Show Details')
  await expect(page.getByRole('complementary')).toContainText('b.zip')
  await page.keyboard.press('Escape')

  await choose(app, 'Select All Uploads')
  await expect.poll(() => selected(page)).toEqual(['1', '2', '3', '4'])
  await choose(app, 'Cancel')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expect.poll(() => offered(app), 'a question is answered first').toEqual([])
  await page.getByRole('button', { name: WORDS.confirm.give.cancel(2) }).click()
  await phrase('d.zip').toContainText(phraseOf({ kind: 'canceled' }))
  await choose(app, 'Clear Finished')
  await expect(page.getByRole('row')).toHaveCount(0)
  await expect.poll(() => offered(app)).toEqual([])
})

test('Space and Delete act on all that is selected, after one question, and Ctrl+Z puts back what was cleared', async ({
  stage,
}) => {
  const { page } = await openWithFour(stage)
  const areAll = async (names: readonly string[], phrase: string) => {
    for (const name of names) await expect(rowOf(page, name).whole).toContainText(phrase)
  }
  await clickOn(page, 'b.zip')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Alt+ArrowUp')
  await waitForNames(page, ['b.zip', 'c.zip', 'a.zip', 'd.zip'])

  await page.keyboard.press('Space')
  await areAll(['b.zip', 'c.zip'], phraseOf({ kind: 'paused' }))
  await expect(rowOf(page, 'a.zip').whole).not.toContainText(phraseOf({ kind: 'paused' }))
  await page.keyboard.press('Space')
  await expect(rowOf(page, 'b.zip').whole).not.toContainText(phraseOf({ kind: 'paused' }))

  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog')).toHaveCount(1)
  await page.getByRole('button', { name: WORDS.confirm.give.cancel(2) }).click()
  await areAll(['b.zip', 'c.zip'], phraseOf({ kind: 'canceled' }))
  await expect(page.getByRole('alertdialog'), 'one question for both').toHaveCount(0)

  await page.getByRole('button', { name: WORDS.summary.clear }).click()
  await waitForNames(page, ['a.zip', 'd.zip'])
  await page.keyboard.press('Control+z')
  await waitForNames(page, ['a.zip', 'd.zip', 'b.zip', 'c.zip'])
})

test('what is to start now, or to move to the top, goes ahead of the others', async ({ stage }) => {
  const { page } = await openWithFour(stage)
  const choosesFor = async (name: string, entry: string) => {
    await rowOf(page, name).whole.click({ button: 'right', position: { x: 120, y: 12 } })
    await page.getByRole('menuitem', { name: entry, exact: true }).click()
  }
  await choosesFor('c.zip', WORDS.row.moveToTop)
  await waitForNames(page, ['c.zip', 'a.zip', 'b.zip', 'd.zip'])
  await choosesFor('d.zip', WORDS.row.startNow)
  await waitForNames(page, ['d.zip', 'c.zip', 'a.zip', 'b.zip'])

  await rowOf(page, 'b.zip').whole.focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: WORDS.row.startNow, exact: true }).press('Enter')
  await waitForNames(page, ['b.zip', 'd.zip', 'c.zip', 'a.zip'])
})

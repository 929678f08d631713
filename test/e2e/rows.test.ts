import { writeFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { formatBytes } from '../../app/contract/format.ts'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { bytesOf } from '../support/temp-folder.ts'
import { everyState, showUploads } from '../screenshots/scene.ts'
import { checksumOf, letThrough, partsOf, servedChecksum } from './support/polar.ts'
import { test } from './support/stage.ts'
import { IN_POLAR, phraseOf, rowOf, signIn, signInForm, untilStored } from './support/window.ts'

const NAME = 'dataset.csv'

test('a file edited midway stops with the reason, and its new version is one click away', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const path = folder.file(NAME, partsOf(3), 1)
  const { page } = await stage.open()
  await signIn(page, polar)
  const { whole, button } = rowOf(page, NAME)

  letThrough(polar, 2)
  await dropFiles(page, [path])
  await untilStored(page, NAME, partsOf(2))
  await button(WORDS.row.pause).click()
  await expect(whole).toContainText(phraseOf({ kind: 'paused' }))
  polar.clearFaults()
  const edited = Buffer.concat([bytesOf(partsOf(2), 1), bytesOf(partsOf(1), 2)])
  writeFileSync(path, edited)
  await button(WORDS.row.resume).click()
  await expect(whole).toContainText('1 of 3 parts of the file changed since it was checked.')
  expect(await servedChecksum(polar, NAME)).toBeNull()
  await button(WORDS.row.uploadNewVersion).click()

  await expect(whole).toContainText(IN_POLAR)
  expect(await servedChecksum(polar, NAME)).toBe(checksumOf(path))
  expect(polar.counts()).toMatchObject({ sessionsOpened: 2, completions: 1 })
})

test('stored bytes are thrown away only when that is confirmed, and uploading starts over', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const path = folder.file(NAME, partsOf(2))
  const { app, page } = await stage.open()
  await signIn(page, polar)
  const { whole, button } = rowOf(page, NAME)
  const question = page.getByRole('alertdialog', { name: WORDS.confirm.title.cancel(NAME) })

  letThrough(polar, 1)
  await dropFiles(page, [path])
  await untilStored(page, NAME, partsOf(1))
  // The window hears of it a moment after the app knows.
  await expect(whole).toContainText(`${formatBytes(partsOf(1))} of`)
  await button(WORDS.row.cancel).click()
  await expect(question).toContainText(WORDS.confirm.thrownAway(formatBytes(partsOf(1))))
  await question.getByRole('button', { name: WORDS.confirm.keepIt }).click()
  await expect(question).toBeHidden()
  await expect(button(WORDS.row.pause)).toBeVisible()
  await button(WORDS.row.cancel).click()
  await question.getByRole('button', { name: WORDS.confirm.give.cancel(1) }).click()
  await expect(whole).toContainText(phraseOf({ kind: 'canceled' }))

  polar.clearFaults()
  await button(WORDS.row.uploadAgain).click()
  await expect(whole).toContainText(IN_POLAR)
  expect(await servedChecksum(polar, NAME)).toBe(checksumOf(path))

  await button(WORDS.row.receipt).click()
  await expect(page.getByRole('dialog', { name: WORDS.receipt.title })).toContainText(checksumOf(path))
  await page.keyboard.press('Escape')
  await button(WORDS.row.more).click()
  await page.getByRole('menuitem', { name: WORDS.row.copyChecksum }).click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(checksumOf(path))

  await button(WORDS.row.remove).click()
  await expect(whole).toHaveCount(0)
  await expect(page.getByText(WORDS.empty.title)).toBeVisible()
  expect(await servedChecksum(polar, NAME), 'what is in Polar stays there').toBe(checksumOf(path))
})

test('what is in Polar leads there, to be offered to customers, and nothing else does', async ({ stage }) => {
  const { app, page } = await stage.open()
  await signInForm(page).waitFor()
  await showUploads({ app, page }, everyState())
  const menuOf = async (name: string) => {
    await rowOf(page, name).whole.press('Shift+F10')
    await page.getByRole('menuitem', { name: WORDS.row.details }).waitFor()
    const entries = await page.getByRole('menuitem').allTextContents()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    return entries
  }

  expect(await menuOf('Forest Textures Vol. 3.zip')).toContain(WORDS.row.openPolar)
  expect(await menuOf('Late Night Lo-Fi – Sample Pack.zip')).not.toContain(WORDS.row.openPolar)
})

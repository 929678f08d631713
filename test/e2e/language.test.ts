import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import SQLite from 'better-sqlite3'
import { DATABASE_NAME } from '../../app/store/database.ts'
import { MIGRATIONS } from '../../app/store/migrations.ts'
import { DESKTOP_WORDS } from '../../main/wording.ts'
import { GERMAN } from '../../renderer/german/wording.ts'
import type {} from '../../renderer/uploads-client.ts'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { recordDesktop, shownOnDesktop } from './support/desktop-recorder.ts'
import { letThrough, partsOf } from './support/polar.ts'
import { test } from './support/stage.ts'
import type { Uploader } from './support/uploader.ts'
import { rowOf, signIn, untilStored } from './support/window.ts'

const menuLabels = ({ app }: Uploader): Promise<readonly string[]> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [])

/** A time field takes 24 hours in German, although this computer says AM and PM. */
async function typeHours(page: Page): Promise<void> {
  await page.getByLabel(GERMAN.settings.schedule).check()
  const field = page.getByLabel(GERMAN.settings.from, { exact: true })
  await field.focus()
  await page.keyboard.type('2215')
  await expect(field).toHaveValue('22:15')
}

/** Every text in a wording. */
const textsOf = (words: object): readonly string[] =>
  Object.values(words).flatMap((said: unknown) => {
    if (typeof said === 'string') return [said]
    return typeof said === 'object' && said !== null ? textsOf(said) : []
  })

/** Every label in the application's menu, as Electron has it. */
const allMenuLabels = ({ app }: Uploader): Promise<readonly string[]> =>
  app.evaluate(({ Menu }) => {
    const labelsOf = (menu: Electron.Menu | null | undefined): string[] =>
      menu?.items.flatMap(({ label, submenu }) => [label, ...labelsOf(submenu)]) ?? []
    return labelsOf(Menu.getApplicationMenu()).filter((label) => label !== '')
  })

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
  await typeHours(first.page)
  await first.page.keyboard.press('Escape')
  await expect(rowOf(first.page, 'film.mov').whole).toContainText('Was Polar gespeichert hat')
  const { violations } = await new AxeBuilder({ page: first.page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await first.quit()

  const second = await stage.open()
  await expect(second.page.getByRole('button', { name: GERMAN.addFiles })).toBeVisible()
  expect(await menuLabels(second)).toContain(DESKTOP_WORDS.de.menu.view)
})

test('a language chosen in the version before is the window’s at the first start after an update', async ({
  stage,
}) => {
  mkdirSync(stage.dataFolder)
  const old = new SQLite(join(stage.dataFolder, DATABASE_NAME))
  for (const migration of MIGRATIONS.slice(0, -1)) old.exec(migration)
  old.pragma(`user_version = ${MIGRATIONS.length - 1}`)
  old
    .prepare("INSERT INTO settings (name, value) VALUES ('preferences', ?)")
    .run(JSON.stringify({ language: 'de' }))
  old.close()

  const uploader = await stage.open()

  await expect(uploader.page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(uploader.page.getByText(GERMAN.signIn.title)).toBeVisible()
  expect(await menuLabels(uploader)).toContain(DESKTOP_WORDS.de.menu.view)
})

test('menus, the tray, notifications and the question before quitting speak the language of the window', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const uploader = await stage.open()
  const { app, page } = uploader
  const words = DESKTOP_WORDS.de
  await signIn(page, polar)
  await recordDesktop(app)
  // Not waited for: the page that asks is loaded anew meanwhile.
  await page.evaluate(() => void window.polarUploader.commands.changePreferences({ language: 'de' }))
  await expect(page.getByRole('dialog', { name: GERMAN.settings.title })).toBeVisible()
  await page.keyboard.press('Escape')
  const german = textsOf(words.menu)
  expect((await allMenuLabels(uploader)).filter((label) => !german.includes(label))).toEqual([])

  await dropFiles(page, [folder.file('song.wav', 1_000)])
  await expect
    .poll(async () => (await shownOnDesktop(app)).notifications)
    .toEqual([{ title: words.announcements.completed, body: 'song.wav' }])
  letThrough(polar, 1)
  await dropFiles(page, [folder.file('film.mov', partsOf(2))])
  await untilStored(page, 'film.mov', partsOf(1))
  await app.evaluate(({ app }) => app.quit())
  const goesOn = words.quit.fate('film.mov', '')
  await expect
    .poll(async () => (await shownOnDesktop(app)).questions)
    .toMatchObject([
      {
        ...{ message: words.quit.message(1), checkboxLabel: words.quit.onlyLoss },
        ...{ buttons: [words.quit.keep, words.quit.quit] },
        detail: expect.stringMatching(new RegExp(`^${goesOn}.*\n\n${words.quit.instead}$`)),
      },
    ])

  // It was left as it is.
  await page.getByRole('button', { name: GERMAN.row.labelled(GERMAN.row.pause, 'film.mov') }).click()
  const { menu } = words
  await expect
    .poll(async () => (await shownOnDesktop(app)).tray)
    .toEqual([
      ...[menu.show, words.summary.paused('1'), menu.pauseAll, menu.resumeAll],
      ...[menu.settings, menu.quit],
    ])
})

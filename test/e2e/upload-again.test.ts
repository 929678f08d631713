import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf } from './support/polar.ts'
import { test } from './support/stage.ts'
import { IN_POLAR, rowOf, signIn, filterWith } from './support/window.ts'

const NAME = 'game build.zip'

test('a file that is in Polar already is uploaded once more only when that is asked for', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const path = folder.file(NAME, 100_000)
  const { app, page } = await stage.open()
  await signIn(page, polar)
  await dropFiles(page, [path])
  await expect(rowOf(page, NAME).whole).toContainText(IN_POLAR)

  await dropFiles(page, [path])
  await expect(page.getByText(WORDS.added.alreadyCompleted(1))).toBeVisible()
  expect(polar.counts().sessionsOpened).toBe(1)
  await page.getByRole('button', { name: WORDS.added.uploadAgain(1), exact: true }).click()
  await expect(page.getByText(WORDS.added.added(1, 100_000))).toBeVisible()
  await expect(filterWith(page, 'completed', 2)).toBeAttached()

  // A file opened from outside of the window is asked about in a box of the system, which a person answers.
  await app.evaluate(({ app, dialog }, opened) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
    app.emit('open-file', { preventDefault: () => undefined }, opened)
  }, path)
  await expect(filterWith(page, 'completed', 3)).toBeAttached()

  const served = polar.files().filter((file) => file.is_uploaded)
  const checksums = await Promise.all(served.map(({ id }) => polar.checksum(id)))
  expect(checksums).toEqual(Array(3).fill(checksumOf(path)))
})

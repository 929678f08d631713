import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { letThrough, partsOf } from './support/polar.ts'
import { test } from './support/stage.ts'
import { phraseOf, rowOf, signIn, untilStored } from './support/window.ts'

const MINUTE = 60_000

test('after the last call pausing and quitting ask first, and leave the upload alone when told to', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const { app, page, quit } = await stage.open()
  await signIn(page, polar)
  letThrough(polar, 1)
  // The first part's answer tells that the hour is nearly over.
  polar.onRequest(({ kind, operation }) => {
    if (kind === 'committed' && operation === 'part') polar.setClockOffset(58.5 * MINUTE)
  })
  await dropFiles(page, [folder.file('level.bin', partsOf(3))])
  await untilStored(page, 'level.bin', partsOf(1))
  const { whole, button } = rowOf(page, 'level.bin')
  await expect(whole).toContainText('pausing now starts it over')

  await button(WORDS.row.pause).click()
  const question = page.getByRole('alertdialog', { name: WORDS.confirm.title.pause('level.bin') })
  await question.getByRole('button', { name: WORDS.confirm.keepUploading }).click()
  await expect(question).toBeHidden()
  await expect(whole).toContainText(phraseOf({ kind: 'uploading' }))

  // The system's own dialog cannot be clicked from here: what it is asked is noted, and the answer given.
  const asked = await app.evaluate(async ({ app, dialog }) => {
    const questions: string[] = []
    dialog.showMessageBox = (...words: readonly unknown[]) => {
      const { message = '' } = words.at(-1) as { message?: string }
      questions.push(message)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
    app.quit()
    while (questions.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    return questions
  })
  expect(asked).toEqual(['Quitting now starts an upload over'])
  await expect(whole).toContainText(phraseOf({ kind: 'uploading' }))

  await button(WORDS.row.pause).click()
  await question.getByRole('button', { name: WORDS.confirm.pause }).click()
  await expect(whole).toContainText(phraseOf({ kind: 'paused' }))
  await quit()
})

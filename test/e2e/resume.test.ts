import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf, letThrough, partCounts, partsOf, servedChecksum } from './support/polar.ts'
import { test } from './support/stage.ts'
import { IN_POLAR, phraseOf, rowOf, signIn, untilStored } from './support/window.ts'

const NAME = 'sample pack.zip'

test('a paused upload goes on where it was and sends no stored part again', async ({ stage }) => {
  const { polar, folder } = stage
  const path = folder.file(NAME, partsOf(6) + 99)
  const { page } = await stage.open()
  await signIn(page, polar)
  const { whole, button } = rowOf(page, NAME)

  letThrough(polar, 3)
  await dropFiles(page, [path])
  await untilStored(page, NAME, partsOf(3))
  await button(WORDS.row.pause).click()
  await expect(whole).toContainText(phraseOf({ kind: 'paused' }))
  expect(await servedChecksum(polar, NAME)).toBeNull()
  polar.clearFaults()
  await button(WORDS.row.resume).click()

  await expect(whole).toContainText(IN_POLAR)
  expect(await servedChecksum(polar, NAME)).toBe(checksumOf(path))
  expect(partCounts(polar).map(({ committed }) => committed)).toEqual([1, 1, 1, 1, 1, 1, 1])
  expect(partCounts(polar).filter(({ started }) => started === 1)).toHaveLength(3)
  expect(polar.counts().sessionsOpened).toBe(1)
})

test('an app killed in the middle goes on by itself when it is started again', async ({ stage }) => {
  const { polar, folder } = stage
  const path = folder.file(NAME, partsOf(6) + 99)
  const first = await stage.open()
  await signIn(first.page, polar)

  letThrough(polar, 3)
  await dropFiles(first.page, [path])
  await untilStored(first.page, NAME, partsOf(3))
  await first.kill()
  polar.clearFaults()
  const { page } = await stage.open()

  await expect(rowOf(page, NAME).whole).toContainText(IN_POLAR)
  expect(await servedChecksum(polar, NAME)).toBe(checksumOf(path))
  expect(partCounts(polar).map(({ committed }) => committed)).toEqual([1, 1, 1, 1, 1, 1, 1])
  expect(polar.counts().sessionsOpened).toBe(1)
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf, partsOf, servedChecksum } from './support/polar.ts'
import { test } from './support/stage.ts'
import { IN_POLAR, rowNames, rowOf, signIn, filterWith } from './support/window.ts'

test('two files and a folder dropped together arrive byte for byte, in order', async ({ stage }) => {
  const { folder, polar } = stage
  const course = join(folder.path, 'course')
  mkdirSync(join(course, 'chapter 2'), { recursive: true })
  const files = {
    'game build.zip': folder.file('game build.zip', partsOf(2) + 12_345, 1),
    'readme.txt': folder.file('readme.txt', 321, 2),
    'lesson 2.mp4': folder.file('course/lesson 2.mp4', 1_000_000, 3),
    'lesson 10.mp4': folder.file('course/lesson 10.mp4', 2_000_000, 4),
    'slides – überarbeitet.pdf': folder.file('course/chapter 2/slides – überarbeitet.pdf', 77_777, 5),
  }
  writeFileSync(join(course, '.DS_Store'), 'left by the file manager')
  const { page } = await stage.open()
  await signIn(page, polar)

  await dropFiles(page, [files['game build.zip'], files['readme.txt'], course])

  await expect(
    page.getByText(
      `${WORDS.added.added(5, partsOf(2) + 12_345 + 321 + 1_000_000 + 2_000_000 + 77_777)} ${WORDS.added.leftOut(1)}`,
    ),
  ).toBeVisible()
  expect(await rowNames(page)).toEqual([
    ...['game build.zip', 'readme.txt', 'slides – überarbeitet.pdf', 'lesson 2.mp4', 'lesson 10.mp4'],
  ])
  await expect(filterWith(page, 'completed', 5)).toBeAttached()
  for (const [name, path] of Object.entries(files)) {
    await expect(rowOf(page, name).whole).toContainText(IN_POLAR)
    expect(await servedChecksum(polar, name), name).toBe(checksumOf(path))
  }
  expect(polar.counts()).toMatchObject({ sessionsOpened: 5, completions: 5 })
  expect(polar.counts().s3Errors).toEqual({})
})

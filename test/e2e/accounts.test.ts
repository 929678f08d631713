import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import type { LocalPolar } from '../local-polar/local-polar-api.ts'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf, partsOf, servedChecksum } from './support/polar.ts'
import { test as base, type Stage } from './support/stage.ts'
import {
  accountButton,
  filterWith,
  IN_POLAR,
  rowOf,
  signIn,
  signInAgain,
  signInForm,
} from './support/window.ts'

/** Another Polar, with an organization of its own. */
const test = base.extend<{ readonly second: LocalPolar }>({
  second: async ({ stage }, use) => {
    const second = await startLocalPolar({ dataFolder: join(stage.folder.path, 'second polar') })
    await use(second)
    await second.stop()
    expect(stage.tracesOfToken(second.token), 'the second access token is nowhere').toEqual([])
  },
})

const hostOf = ({ url }: LocalPolar): string => new URL(url).host

/** The menu's button when that Polar's account is the chosen one. */
const buttonOf = (page: Page, polar: LocalPolar): Locator =>
  accountButton(page, polar.organization.name).filter({ hasText: hostOf(polar) })

/** That Polar's account in the open menu. */
const choiceOf = (page: Page, polar: LocalPolar): Locator =>
  page.getByRole('menuitemradio').filter({ hasText: hostOf(polar) })

async function signInToBoth(page: Page, { polar }: Stage, second: LocalPolar): Promise<void> {
  await signIn(page, polar)
  await buttonOf(page, polar).click()
  await page.getByRole('menuitem', { name: WORDS.account.add }).click()
  await signIn(page, second)
  await expect(buttonOf(page, second)).toBeVisible()
}

test('files go to the account that was chosen when they were dropped, and both are there after a restart', async ({
  stage,
  second,
}) => {
  const { polar, folder } = stage
  const [forFirst, forSecond] = [folder.file('first.zip', 1_000, 1), folder.file('second.zip', 1_000, 2)]
  const { page, quit } = await stage.open()
  await signInToBoth(page, stage, second)
  await dropFiles(page, [forSecond])
  await expect(rowOf(page, 'second.zip').whole).toContainText(IN_POLAR)

  await buttonOf(page, second).click()
  await choiceOf(page, polar).click()
  await expect(buttonOf(page, polar)).toBeVisible()
  await dropFiles(page, [forFirst])
  await expect(rowOf(page, 'first.zip').whole).toContainText(IN_POLAR)

  await expect(rowOf(page, 'second.zip').whole).toContainText(WORDS.account.of)
  await expect(rowOf(page, 'first.zip').whole).not.toContainText(WORDS.account.of)
  expect([polar, second].map((one) => one.files().map(({ name }) => name))).toEqual([
    ['first.zip'],
    ['second.zip'],
  ])
  expect(await servedChecksum(polar, 'first.zip')).toBe(checksumOf(forFirst))
  expect(await servedChecksum(second, 'second.zip')).toBe(checksumOf(forSecond))
  await quit()

  const again = await stage.open()
  await buttonOf(again.page, polar).click()
  await expect(choiceOf(again.page, polar)).toBeChecked()
  await expect(choiceOf(again.page, second)).not.toBeChecked()
  await expect(again.page.getByRole('menuitemradio')).toHaveCount(2)

  await choiceOf(again.page, second).click()
  await buttonOf(again.page, second).click()
  await again.page.getByRole('menuitem', { name: WORDS.account.signOut }).click()
  await expect(buttonOf(again.page, polar)).toBeVisible()
  await expect(rowOf(again.page, 'second.zip').whole).toContainText(
    `${WORDS.account.of} ${second.organization.name}`,
  )
})

test('a token of another account than the one that was to have it is said to be so', async ({ stage }) => {
  const { polar } = stage
  const { page } = await stage.open()
  await signIn(page, { url: polar.url, token: polar.createToken({ scopes: ['files:write'] }) })

  await accountButton(page, hostOf(polar)).click()
  await page.getByRole('menuitem', { name: WORDS.account.otherToken }).click()
  await signInAgain(page, polar.createToken())

  const { name } = polar.organization
  await expect(buttonOf(page, polar)).toContainText(name)
  const words = WORDS.account.ofAnother(name)
  await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()
  await page.getByRole('button', { name: WORDS.row.labelled(WORDS.dismiss, words) }).press('Enter')
  await expect(page.getByText(words)).toHaveCount(0)
})

test('the menu says what the token may do, and all of it works by keyboard', async ({ stage, second }) => {
  const { polar } = stage
  const { page } = await stage.open()
  await signInToBoth(page, stage, second)

  await buttonOf(page, second).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(WORDS.account.rights({ mayUpload: true, mayReadName: true }))).toBeVisible()
  await expect(choiceOf(page, polar)).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(buttonOf(page, polar)).toBeFocused()
  await expect(page.getByRole('menu')).toHaveCount(0)
})

test('signing in again to an account that is not chosen leaves the chosen one as it is', async ({
  stage,
  second,
}) => {
  const { polar, folder } = stage
  const { page } = await stage.open()
  await signInToBoth(page, stage, second)
  second.revokeToken(second.token)
  await dropFiles(page, [folder.file('waits.zip', 1_000)])
  const { whole } = rowOf(page, 'waits.zip')
  await expect(page.getByText(WORDS.account.someNeedSignIn)).toBeAttached()
  await buttonOf(page, second).click()
  await choiceOf(page, polar).click()
  await expect(buttonOf(page, polar)).toBeVisible()

  await whole.getByRole('button', { name: WORDS.row.signInAgain }).click()
  await expect(signInForm(page)).toContainText(`${second.organization.name} (${hostOf(second)})`)
  await signInAgain(page, second.createToken())

  await expect(whole).toContainText(IN_POLAR)
  await expect(buttonOf(page, polar)).toBeVisible()
  expect(second.files().map(({ name }) => name)).toEqual(['waits.zip'])
})

test('a token that is revoked has all uploads of its account wait, and say so alike', async ({ stage }) => {
  const { polar, folder } = stage
  const { page } = await stage.open()
  await signIn(page, polar)
  const names = ['a.zip', 'b.zip', 'c.zip', 'd.zip']
  polar.addFault({ operation: 'create', kind: 'revoke-token' })
  await dropFiles(
    page,
    names.map((name, index) => folder.file(name, partsOf(1), index)),
  )

  for (const name of names) {
    await expect(rowOf(page, name).whole).toHaveAccessibleDescription(WORDS.states.signedOut)
    await expect(rowOf(page, name).whole).toHaveAttribute('data-tone', /idle|warning/)
  }
  await expect(filterWith(page, 'waiting', names.length)).toBeAttached()
  await expect(filterWith(page, 'failed', 0)).toBeAttached()
  await expect(page.getByRole('button', { name: WORDS.summary.retryAll })).toHaveCount(0)
})

import { expect } from '@playwright/test'
import { tokenProblem } from '../../app/polar/access-token.ts'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { test } from './support/stage.ts'
import { accountButton, signIn, signInForm, submitSignIn } from './support/window.ts'

/** The token with its last character replaced by another. */
const withTypo = (token: string): string => token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a')

test('a token can be pasted as soon as the app has started', async ({ stage }) => {
  const { page, app } = await stage.open()
  const field = signInForm(page).getByLabel(WORDS.signIn.token)
  await expect(field).toBeFocused()
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), stage.polar.token)

  await page.keyboard.press('ControlOrMeta+V')

  await expect(field).toHaveValue(stage.polar.token)
})

test('a token with a typo is refused before anybody is asked', async ({ stage }) => {
  const { page } = await stage.open()
  const token = withTypo(stage.polar.token)

  await submitSignIn(page, { url: stage.polar.url, token })

  await expect(signInForm(page).getByRole('alert')).toHaveText(tokenProblem(token) ?? '')
  await expect(signInForm(page).getByLabel(WORDS.signIn.token)).toHaveValue('')
  expect(stage.polar.counts().connections).toBe(0)
  expect(await stage.tokensInKeychain()).toEqual([])
})

test('a token that Polar does not know is refused and not kept', async ({ stage }) => {
  const { page } = await stage.open()
  const token = stage.polar.createToken()
  stage.polar.revokeToken(token)

  await submitSignIn(page, { url: stage.polar.url, token })

  await expect(signInForm(page).getByRole('alert')).toContainText('token')
  await expect(accountButton(page, stage.polar.organization.name)).toBeHidden()
  expect(await stage.tokensInKeychain()).toEqual([])
  expect(stage.tracesOfToken(token)).toEqual([])
})

test('who mistypes the server is led to it, and need not paste the token again', async ({ stage }) => {
  const { page } = await stage.open()
  const form = signInForm(page)
  const [server, token] = [form.getByLabel(WORDS.signIn.serverUrl), form.getByLabel(WORDS.signIn.token)]
  const submit = form.getByRole('button', { name: WORDS.signIn.button, exact: true })
  await token.fill(stage.polar.token)
  await form.getByText(WORDS.signIn.servers.other).click()

  await submit.click()
  await expect(form.getByRole('alert')).toHaveText(WORDS.signIn.serverMissing)
  await expect(server).toBeFocused()
  await server.fill('nowhere')
  await submit.click()
  await expect(form.getByRole('alert')).toContainText('nowhere')
  await expect(server).toBeFocused()
  await server.fill(stage.polar.url)
  await submit.click()

  await expect(accountButton(page, stage.polar.organization.name)).toBeVisible()
})

test('who has signed in stays so over a restart, until they sign out', async ({ stage }) => {
  const { polar } = stage
  const organization = polar.organization.name
  const first = await stage.open()
  await signIn(first.page, polar)
  await expect(accountButton(first.page, organization)).toBeVisible()
  expect(await stage.tokensInKeychain()).toEqual([polar.token])
  await first.quit()

  const second = await stage.open()
  await accountButton(second.page, organization).click()
  await second.page.getByRole('menuitem', { name: WORDS.account.signOut }).click()
  await expect(signInForm(second.page)).toBeVisible()
  expect(await stage.tokensInKeychain()).toEqual([])
  await second.quit()

  const third = await stage.open()
  await expect(signInForm(third.page)).toBeVisible()
})

test('who adds files before ever signing in is told where a token comes from', async ({ stage }) => {
  const { page } = await stage.open()
  await signInForm(page).waitFor()
  await dropFiles(page, [stage.folder.file('kick.wav', 2_000, 1)])
  await page.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()

  const dialog = page.getByRole('dialog', { name: WORDS.signIn.title })
  await expect(dialog.getByText(WORDS.signIn.howToPath)).toBeVisible()
  await expect(dialog.getByLabel(WORDS.signIn.token)).toBeFocused()
})

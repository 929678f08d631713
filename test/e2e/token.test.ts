import { expect } from '@playwright/test'
import { dropFiles } from '../support/app-window.ts'
import type { IpcMessage } from './support/ipc-recorder.ts'
import { letThrough, partsOf } from './support/polar.ts'
import { test } from './support/stage.ts'
import { accountButton, IN_POLAR, rowOf, signIn, untilStored } from './support/window.ts'

const NAME = 'unreleased album.zip'

test('the access token is in the keychain and nowhere else, whatever happens', async ({ stage }) => {
  const { polar, folder } = stage
  const organization = polar.organization.name
  const traces: Record<string, readonly string[]> = {}
  const first = await stage.open()
  await signIn(first.page, polar)
  await expect(accountButton(first.page, organization)).toBeVisible()
  traces['signed in'] = stage.tracesOfToken(polar.token)

  letThrough(polar, 1)
  await dropFiles(first.page, [folder.file(NAME, partsOf(2))])
  await untilStored(first.page, NAME, partsOf(1))
  traces['midway'] = stage.tracesOfToken(polar.token)
  await first.kill()
  traces['killed'] = stage.tracesOfToken(polar.token)

  polar.clearFaults()
  const second = await stage.open()
  await expect(rowOf(second.page, NAME).whole).toContainText(IN_POLAR)
  const inPage = await second.page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[localStorage, sessionStorage].map((storage) => JSON.stringify(storage)),
  ])
  await second.quit()
  traces['quit'] = stage.tracesOfToken(polar.token)

  expect(traces).toEqual({ 'signed in': [], midway: [], killed: [], quit: [] })
  expect(inPage.join()).not.toContain(polar.token)
  expect(await stage.tokensInKeychain()).toEqual([polar.token])
})

test('what is looked through for the token is really what the app writes and tells', async ({ stage }) => {
  const { polar, folder, recording } = stage
  const { page } = await stage.open()
  await signIn(page, polar)
  await dropFiles(page, [folder.file(NAME, 1_000)])
  await expect(rowOf(page, NAME).whole).toContainText(IN_POLAR)

  const told = recording.messages()
  const channelsOf = (kind: IpcMessage['kind']) =>
    told.filter((message) => message.kind === kind).map(({ channel }) => channel)
  expect(stage.tracesOf(NAME)).toEqual(['uploads.db', 'ipc'])
  expect(stage.tracesOf('Polar Uploader starts')).toEqual(['logs/log.jsonl'])
  expect(stage.tracesOf('').filter((path) => path.startsWith('browser/'))).not.toEqual([])
  expect(channelsOf('answer')).toEqual(expect.arrayContaining(['account', 'list', 'signIn', 'add']))
  expect(channelsOf('event')).toEqual(
    expect.arrayContaining(['account-changed', 'uploads-changed', 'progress']),
  )
})

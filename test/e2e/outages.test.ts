import { expect } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { checksumOf, nextRequest, partsOf, servedChecksum } from './support/polar.ts'
import { test } from './support/stage.ts'
import {
  accountButton,
  IN_POLAR,
  rowOf,
  signIn,
  signInAgain,
  signInForm,
  filterWith,
} from './support/window.ts'

const OFFLINE = WORDS.account.offline('No connection: it was cut.')

test('without a network the app keeps its token, says so, and goes on when it is back', async ({ stage }) => {
  const { polar, folder } = stage
  const path = folder.file('mix.wav', partsOf(1))
  const first = await stage.open()
  await signIn(first.page, polar)
  await first.quit()

  polar.setReachable(false)
  const { page } = await stage.open()
  await expect(page.getByText(OFFLINE)).toBeVisible()
  await expect(accountButton(page, polar.organization.name)).toBeVisible()
  await dropFiles(page, [path])
  await expect(filterWith(page, 'waiting', 1)).toBeAttached()
  await expect(rowOf(page, 'mix.wav').whole).toContainText('No connection. Goes on when it is back.')
  expect(await stage.tokensInKeychain()).toEqual([polar.token])

  polar.setReachable(true)
  // Nobody tells the app: it asks every two seconds at first.
  await expect(rowOf(page, 'mix.wav').whole).toContainText(IN_POLAR)
  await expect(page.getByText(OFFLINE)).toBeHidden()
  expect(await servedChecksum(polar, 'mix.wav')).toBe(checksumOf(path))
})

test('after a sleep, parts on connections that died in it are sent again within seconds', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const path = folder.file('film.mov', partsOf(2))
  const { app, page } = await stage.open()
  await signIn(page, polar)
  // These two are silent from now on; whoever only waits gives them up after 45 s.
  polar.addFault({ operation: 'part', kind: 'stall', when: 'amid', count: 2 })
  const silent = new Set<number | null>()
  const bothSilent = nextRequest(polar, ({ kind, operation, partNumber }) => {
    if (kind === 'body' && operation === 'part') silent.add(partNumber)
    return silent.size === 2
  })
  await dropFiles(page, [path])
  await bothSilent

  const wokeAt = performance.now()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await expect(rowOf(page, 'film.mov').whole).toContainText(IN_POLAR)

  expect(performance.now() - wokeAt).toBeLessThan(20_000)
  await expect(page.getByText(OFFLINE)).toBeHidden()
  expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { started: 4 } })
  expect(await servedChecksum(polar, 'film.mov')).toBe(checksumOf(path))
})

test('a token revoked midway is asked for once, and with another one everything goes on', async ({
  stage,
}) => {
  const { polar, folder } = stage
  const paths = [folder.file('one.zip', partsOf(2), 1), folder.file('two.zip', partsOf(1), 2)]
  const { page } = await stage.open()
  await signIn(page, polar)

  const opened = nextRequest(polar, ({ kind, operation }) => kind === 'committed' && operation === 'create')
  void opened.then(() => polar.revokeToken(polar.token))
  await dropFiles(page, paths)
  const asking = page.getByRole('button', { name: WORDS.signIn.button, exact: true })
  await expect(asking).toHaveCount(1)
  await expect(filterWith(page, 'completed', 0)).toBeAttached()
  const partsBefore = polar.counts().parts.committed

  await asking.click()
  await signInAgain(page, polar.createToken())

  await expect(filterWith(page, 'completed', 2)).toBeAttached()
  await expect(signInForm(page)).toHaveCount(0)
  for (const path of paths) {
    const name = path.endsWith('one.zip') ? 'one.zip' : 'two.zip'
    expect(await servedChecksum(polar, name)).toBe(checksumOf(path))
  }
  expect(polar.counts().parts.committed - partsBefore, 'parts sent after signing in').toBeLessThanOrEqual(3)
  expect(polar.counts().parts.committed, 'parts stored in all').toBe(3)
})

import { expect, type ElectronApplication } from '@playwright/test'
import type {} from '../../renderer/uploads-client.ts'
import { test } from './support/stage.ts'
import { signInForm } from './support/window.ts'

/** Does something in the page that would lead it away; gives what the main process says to it. */
async function tryToLeave(app: ElectronApplication, leave: () => Promise<unknown>) {
  const asked = app.evaluate(
    ({ webContents }) =>
      new Promise<{ readonly url: string; readonly isPrevented: boolean }>((resolve) => {
        const [contents] = webContents.getAllWebContents()
        contents?.once('will-navigate', (event) =>
          resolve({ url: event.url, isPrevented: event.defaultPrevented }),
        )
      }),
  )
  // Evaluations arrive in order, so somebody listens now.
  await app.evaluate(() => undefined)
  await leave()
  return asked
}

test('the page cannot be led away, nor open another, nor load anything from outside', async ({ stage }) => {
  const { app, page } = await stage.open()
  await expect(signInForm(page)).toBeVisible()
  const here = page.url()
  const elsewhere = `${stage.polar.url}/elsewhere`

  const led = await tryToLeave(app, () => page.evaluate((url) => location.assign(url), elsewhere))
  const opened = await page.evaluate((url) => window.open(url) === null, elsewhere)
  const loaded = await page.evaluate(async (url) => {
    const refused = new Set<string>()
    const allRefused = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (refused.add(effectiveDirective).size === 3) resolve()
      })
    })
    const frame = Object.assign(document.createElement('iframe'), { src: url })
    const script = Object.assign(document.createElement('script'), { src: url })
    const inline = Object.assign(document.createElement('script'), { text: 'window.isInjected = true' })
    document.body.append(frame, script, inline)
    const fetched = await fetch(url).then(
      () => 'fetched',
      () => 'refused',
    )
    await allRefused
    for (const element of [frame, script, inline]) element.remove()
    return { fetched, refused: [...refused].sort(), isInjected: 'isInjected' in window }
  }, elsewhere)

  expect({ led, opened, loaded }).toEqual({
    led: { url: elsewhere, isPrevented: true },
    opened: true,
    loaded: {
      fetched: 'refused',
      refused: ['connect-src', 'frame-src', 'script-src-elem'],
      isInjected: false,
    },
  })
  expect(page.url()).toBe(here)
  expect(app.windows()).toHaveLength(1)
  expect(stage.polar.counts().connections).toBe(0)
})

test('the page has no Node, no device and no word in its own commands', async ({ stage }) => {
  const { app, page } = await stage.open()
  await expect(signInForm(page)).toBeVisible()

  const preferences = await app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents()
    // Electron's types leave it out.
    const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences?: () => object }
    return getLastWebPreferences?.call(contents)
  })
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in globalThis),
  )
  const refused = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    instruments: await navigator.requestMIDIAccess({ sysex: true }).then(
      () => 'granted',
      (error: unknown) => (error as Error).name,
    ),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : code),
      ),
    ),
    clipboard: await navigator.clipboard.readText().then(
      () => 'granted',
      (error: unknown) => (error as Error).name,
    ),
  }))
  const commands = await page.evaluate(async () => {
    const { commands } = window.polarUploader
    const tell = (error: unknown) => (error as Error).message
    return {
      hasAdd: 'add' in commands,
      isFrozen: Object.isFrozen(commands) && Object.isFrozen(window.polarUploader),
      badId: await commands.pause(['../../etc/passwd' as never]).then(() => 'done', tell),
      badRequest: await commands.signIn({ server: 'production' } as never).then(() => 'done', tell),
      badPage: await commands.openPage('https://example.com' as never).then(() => 'done', tell),
    }
  })

  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  expect(globals).toEqual([])
  expect(refused).toEqual({
    ...{
      notifications: 'denied',
      instruments: 'NotAllowedError',
      place: 'denied',
      clipboard: 'NotAllowedError',
    },
  })
  expect(commands).toEqual({
    hasAdd: false,
    isFrozen: true,
    badId: expect.stringContaining('pause: bad argument') as unknown,
    badRequest: expect.stringContaining('signIn: bad argument') as unknown,
    badPage: expect.stringContaining('openPage: bad argument') as unknown,
  })
})

import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { ENGLISH_HOST } from '../support/english-host.ts'
import type {} from '../../renderer/uploads-client.ts'
import { WORDS } from '../../renderer/wording.ts'
import { dropFiles } from '../support/app-window.ts'
import { pressKeys } from '../support/real-keys.ts'
import { test, type Stage } from './support/stage.ts'
import { IN_POLAR, phraseOf, rowNames, rowOf, signIn, signInForm } from './support/window.ts'

// The keys of the application's menu, each pressed on the display: what Playwright presses goes to the page, and from
// there no further.

const MENU = ENGLISH_HOST.words.menu
const NAMES = ['a.zip', 'b.zip', 'c.zip']
const PAUSED = phraseOf({ kind: 'paused' })

interface MenuEntry {
  readonly label: string
  readonly keys: string
  readonly isEnabled: boolean
}

/** All that the menu has keys for. */
const entriesWithKeys = (app: ElectronApplication): Promise<readonly MenuEntry[]> =>
  app.evaluate(({ Menu }) => {
    // Electron's types leave out what a role has of its own.
    type Item = Electron.MenuItem & { getDefaultRoleAccelerator(): string | undefined }
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) as Item[]
    return items
      .map((item) => ({
        label: item.label,
        keys: item.accelerator ?? item.getDefaultRoleAccelerator() ?? '',
        isEnabled: item.enabled,
      }))
      .filter(({ keys }) => keys !== '')
  })

const X11_KEYS: Readonly<Record<string, string>> = {
  ...{ CmdOrCtrl: 'ctrl', CommandOrControl: 'ctrl', Ctrl: 'ctrl', Shift: 'shift' },
  ...{ ',': 'comma', '-': 'minus', Plus: 'plus', '=': 'equal' },
  ...{ numadd: 'KP_Add', numsub: 'KP_Subtract', num0: 'KP_0' },
}

/** Electron's name for keys, in X11's words. */
const inX11 = (keys: string): string =>
  keys
    .split('+')
    .map((key) => X11_KEYS[key] ?? (key.length === 1 ? key.toLowerCase() : key))
    .join('+')

/** Someone at the keyboard. */
function typist(app: ElectronApplication, env: Stage['env']) {
  const pressed = new Set<string>()
  return {
    pressed: () => [...pressed].sort(),
    /** Presses the keys of an entry as soon as that can be chosen: the first of its keys, or those at that place. */
    press: async (label: string, place = 0): Promise<void> => {
      const entry = async () => (await entriesWithKeys(app)).filter((one) => one.label === label)[place]
      await expect.poll(entry, label).toMatchObject({ isEnabled: true })
      const { keys = '' } = (await entry()) ?? {}
      await pressKeys(env, inX11(keys))
      pressed.add(keys)
    },
  }
}

interface Asked {
  readonly pickers: readonly string[]
  readonly questions: readonly string[]
}

/** Notes what the system's dialogs are to ask, and answers each with the way back. */
const answerDialogs = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ dialog }) => {
    const asked = { pickers: [] as string[], questions: [] as string[] }
    Object.assign(globalThis, { asked })
    dialog.showOpenDialog = (...given: readonly unknown[]) => {
      asked.pickers.push((given.at(-1) as Electron.OpenDialogOptions).properties?.[0] ?? '')
      return Promise.resolve({ canceled: true, filePaths: [] })
    }
    dialog.showMessageBox = (...given: readonly unknown[]) => {
      asked.questions.push((given.at(-1) as Electron.MessageBoxOptions).message)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
  })

const asked = (app: ElectronApplication): Promise<Asked> =>
  app.evaluate(() => (globalThis as unknown as { readonly asked: Asked }).asked)

/** What the window's own entries change. */
const windowState = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return {
      zoom: window?.webContents.getZoomLevel(),
      isFullScreen: window?.isFullScreen(),
      hasDevTools: window?.webContents.isDevToolsOpened(),
    }
  })

const clickOn = (page: Page, name: string) => rowOf(page, name).whole.click({ position: { x: 120, y: 12 } })

const isSelected = (page: Page, count: number) =>
  expect(page.getByRole('row', { selected: true })).toHaveCount(count)

const arePaused = (page: Page, count: number) =>
  expect(page.getByRole('row').filter({ hasText: PAUSED })).toHaveCount(count)

test('every key of the menu does what its entry says', async ({ stage }) => {
  const { polar, folder, env } = stage
  const { app, page } = await stage.open()
  await expect(signInForm(page)).toBeVisible()
  await answerDialogs(app)
  const { press, pressed } = typist(app, env)
  await dropFiles(
    page,
    NAMES.map((name, index) => folder.file(name, 1_000, index)),
  )
  await expect(page.getByRole('row')).toHaveCount(NAMES.length)

  // The list.
  await press(MENU.list.selectAll)
  await isSelected(page, 3)
  await press(MENU.list.pause)
  await arePaused(page, 3)
  await press(MENU.list.resume)
  await arePaused(page, 0)
  await press(MENU.pauseAll)
  await arePaused(page, 3)
  await press(MENU.resumeAll)
  await arePaused(page, 0)
  await clickOn(page, 'b.zip')
  await press(MENU.list.moveToTop)
  await expect.poll(() => rowNames(page)).toEqual(['b.zip', 'a.zip', 'c.zip'])
  await clickOn(page, 'c.zip')
  await press(MENU.list.startNow)
  await expect.poll(() => rowNames(page)).toEqual(['c.zip', 'b.zip', 'a.zip'])
  await press(MENU.list.showDetails)
  await expect(page.getByRole('complementary', { name: 'c.zip' })).toBeVisible()
  await page.keyboard.press('Escape')

  // What asks.
  await press(MENU.addFiles)
  await press(MENU.addFolder)
  await expect.poll(async () => (await asked(app)).pickers).toEqual(['openFile', 'openDirectory'])
  await press(MENU.quit)
  await expect.poll(async () => (await asked(app)).questions).toHaveLength(1)
  await press(MENU.settings)
  await expect(page.getByRole('dialog', { name: WORDS.settings.title })).toBeVisible()
  await page.keyboard.press('Escape')
  await press(MENU.check)
  await expect(page.getByRole('dialog', { name: WORDS.help.checking.title })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // A text.
  const search = page.getByRole('searchbox')
  await search.fill('b.zip')
  await press(MENU.selectAll)
  await press(MENU.copy)
  await press(MENU.cut)
  await expect(search).toHaveValue('')
  await press(MENU.undo)
  await expect(search).toHaveValue('b.zip')
  await press(MENU.redo)
  await expect(search).toHaveValue('')
  await press(MENU.paste)
  await expect(search).toHaveValue('b.zip')
  await search.fill('')

  // The view.
  for (const place of [0, 1, 2]) {
    await press(MENU.zoomIn, place)
    await expect.poll(() => windowState(app)).toMatchObject({ zoom: (place + 1) / 2 })
  }
  for (const place of [0, 1]) {
    await press(MENU.zoomOut, place)
    await expect.poll(() => windowState(app)).toMatchObject({ zoom: 1 - place / 2 })
  }
  await press(MENU.actualSize)
  await expect.poll(() => windowState(app)).toMatchObject({ zoom: 0 })
  await press(MENU.zoomOut)
  await expect.poll(() => windowState(app)).toMatchObject({ zoom: -0.5 })
  await press(MENU.actualSize, 1)
  await expect.poll(() => windowState(app)).toMatchObject({ zoom: 0 })
  await press(MENU.fullScreen)
  await expect.poll(() => windowState(app)).toMatchObject({ isFullScreen: true })
  await press(MENU.fullScreen)
  await expect.poll(() => windowState(app)).toMatchObject({ isFullScreen: false })
  await press(MENU.developerTools)
  await expect.poll(() => windowState(app)).toMatchObject({ hasDevTools: true })
  // They have the keyboard now, and while they are loading they take no keys.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.closeDevTools())
  await expect.poll(() => windowState(app)).toMatchObject({ hasDevTools: false })

  // What comes of uploads.
  polar.addFault({ operation: 'complete', kind: 'alter-reply', fields: { size: 999 }, count: 1 })
  await page.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()
  await signIn(page, polar)
  await expect(page.getByRole('row').filter({ hasText: IN_POLAR })).toHaveCount(2)
  await press(MENU.list.selectAll)
  await press(MENU.list.retry)
  await expect(page.getByRole('row').filter({ hasText: IN_POLAR })).toHaveCount(3)
  await press(MENU.list.clearFinished)
  await expect(page.getByRole('row')).toHaveCount(0)

  const closed = page.waitForEvent('close')
  await press(MENU.closeWindow)
  await closed
  expect(pressed()).toEqual((await entriesWithKeys(app)).map(({ keys }) => keys).sort())
})

import { WORDS } from '../../renderer/wording.ts'
import { GERMAN } from '../../renderer/german/wording.ts'
import { everyState, showUploads, theHour, type SceneWindow } from './scene.ts'

/** Something to look at in any language, once the list is filled. */
type Look = (window: SceneWindow, words: typeof WORDS) => Promise<void>

const openMenuEntry = async ({ page }: SceneWindow, words: typeof WORDS, entry: string): Promise<void> => {
  await page.getByRole('button', { name: words.help.menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await page.getByRole('dialog').waitFor()
}

/** The main views, by the name of their scene. */
export const LOOKS: Readonly<Record<string, Look>> = {
  'sign-in': () => Promise.resolve(),
  list: (window) => showUploads(window, everyState()),
  hour: (window) => showUploads(window, theHour()),
  async settings(window, words) {
    await showUploads(window, everyState())
    await window.page.getByRole('button', { name: words.settings.menu }).click()
    await window.page.getByLabel(words.settings.schedule).check()
    await window.page.getByText(words.settings.dataFolder).waitFor()
  },
  about: (window, words) => openMenuEntry(window, words, words.help.about),
  check: (window, words) => openMenuEntry(window, words, words.help.check),
  async confirm(window) {
    await showUploads(window, everyState())
    await window.page.getByRole('group', { name: 'Late Night Lo-Fi – Sample Pack.zip' }).press('Delete')
    await window.page.getByRole('alertdialog').waitFor()
  },
  async details(window) {
    await showUploads(window, everyState())
    await window.page.getByRole('group', { name: 'Starfall 1.4.2 – Windows.zip' }).press('Enter')
    await window.page.getByRole('complementary').waitFor()
  },
}

/** Loads the page in German, as its host does when that is chosen. */
export async function inGerman(window: SceneWindow, look: Look): Promise<void> {
  await window.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const url = new URL(contents?.getURL() ?? '')
    url.search = '?language=de&locale=de-DE'
    await contents?.loadURL(url.href)
  })
  await window.page.getByRole('button', { name: GERMAN.addFiles }).waitFor()
  await look(window, GERMAN)
}

/** Turns the page around, as a language that is written from right to left would. */
export async function fromRightToLeft(window: SceneWindow, look: Look): Promise<void> {
  await window.page.evaluate(() => (document.documentElement.dir = 'rtl'))
  await look(window, WORDS)
}

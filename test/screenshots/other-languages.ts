import { hostLanguage } from '../../main/host-language.ts'
import type {} from '../../renderer/uploads-client.ts'
import { WORDS } from '../../renderer/wording.ts'
import { GERMAN } from '../../renderer/german/wording.ts'
import { rowOf } from '../e2e/support/window.ts'
import { showAccounts, showSurprise } from './account-scenes.ts'
import { openHelp, showAbout } from './help-scenes.ts'
import { everyState, showUploads, theHour, type SceneWindow } from './scene.ts'

/** Something to look at in any language, once the list is filled. */
type Look = (window: SceneWindow, words: typeof WORDS) => Promise<void>

/** The main views, by the name of their scene. */
export const LOOKS: Readonly<Record<string, Look>> = {
  'sign-in': () => Promise.resolve(),
  accounts: (window, words) => showAccounts(window, words),
  'another-account': (window, words) => showSurprise(window, words),
  list: (window) => showUploads(window, everyState()),
  hour: (window) => showUploads(window, theHour()),
  async settings(window, words) {
    await showUploads(window, everyState())
    await window.page.getByRole('button', { name: words.settings.menu }).click()
    await window.page.getByLabel(words.settings.schedule).check()
    await window.page.getByText(words.settings.dataFolder).waitFor()
  },
  about: (window, words) => showAbout(window, words),
  check: ({ page }, words) => openHelp(page, words.help.check, words),
  async confirm(window) {
    await showUploads(window, everyState())
    await rowOf(window.page, 'Late Night Lo-Fi – Sample Pack.zip').whole.press('Delete')
    await window.page.getByRole('alertdialog').waitFor()
  },
  async details(window) {
    await showUploads(window, everyState())
    await rowOf(window.page, 'Starfall 1.4.2 – Windows.zip').whole.press('Enter')
    await window.page.getByRole('complementary').waitFor()
  },
}

/** Has the host speak German, as if that were chosen in the settings; where, is as on a German system. */
export async function inGerman(shown: SceneWindow, look: Look): Promise<void> {
  const { app, page } = shown
  // Not waited for: the page that asks is loaded anew meanwhile.
  await page.evaluate(() => void window.polarUploader.commands.changePreferences({ language: 'de' }))
  // The settings come back in the new language, because it is there that one chooses it.
  await page.getByRole('dialog', { name: GERMAN.settings.title }).waitFor()
  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const url = new URL(contents?.getURL() ?? '')
    url.search = '?language=de&locale=de-DE'
    await contents?.loadURL(url.href)
  })
  await page.getByRole('button', { name: GERMAN.addFiles }).waitFor()
  await look({ ...shown, translate: inGermanOnly }, GERMAN)
}

const { translate } = hostLanguage({ language: 'de', locale: 'de-DE' })

/** What the app never says, and has no German for, is no sentence for a picture. */
function inGermanOnly(sentence: string): string {
  const said = translate(sentence)
  if (said === sentence) throw new Error(`There is no German for “${sentence}”`)
  return said
}

/** Turns the page around, as a language that is written from right to left would. */
export async function fromRightToLeft(window: SceneWindow, look: Look): Promise<void> {
  await window.page.evaluate(() => (document.documentElement.dir = 'rtl'))
  await look(window, WORDS)
}

import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import type {} from '../../renderer/uploads-client.ts'
import { WORDS } from '../../renderer/wording.ts'
import { SANDBOX_ARGUMENTS, type ElectronBinary } from './electron-binary.ts'
import { PROJECT_FOLDER } from './fresh-build.ts'

/** The built app in real Electron, with its window open. */
export interface AppWindow {
  readonly app: ElectronApplication
  readonly page: Page
}

/** Starts the built app in that environment and waits for its window. The caller closes it. */
export async function launchApp(
  electron: ElectronBinary,
  env: Readonly<Record<string, string>>,
): Promise<AppWindow> {
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [PROJECT_FOLDER, ...SANDBOX_ARGUMENTS],
    env: { ...env },
  })
  return { app, page: await app.firstWindow() }
}

/** Signs in by typing into the form. Returns once the window is signed in. */
export async function signIn(
  page: Page,
  server: { readonly url: string; readonly token: string },
): Promise<void> {
  await page.getByText(WORDS.signIn.servers.other).click()
  await page.getByLabel(WORDS.signIn.serverUrl).fill(server.url)
  await page.getByLabel(WORDS.signIn.token).fill(server.token)
  await page.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()
  await page.getByRole('button', { name: WORDS.signIn.button, exact: true }).waitFor({ state: 'detached' })
}

/**
 * Drops files or folders on the window as the operating system would: through the DevTools protocol, which is the
 * only way that gives the page `File`s with a path behind them.
 * https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchDragEvent
 */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page)
  const [width, height] = await page.evaluate(() => [window.innerWidth, window.innerHeight] as const)
  const event = { x: width / 2, y: height / 2, data: { items: [], files: [...paths], dragOperationsMask: 1 } }
  const drop = await page.evaluateHandle(countDropped)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, ...event })
  }
  const arrived = await drop.evaluate(({ fileCount }) => fileCount)
  // Then it is no fault of the app's that the others are not on its list.
  if (arrived !== paths.length)
    throw new Error(`Of ${paths.length} dropped files ${arrived} reached the page`)
  await protocol.detach()
}

// Runs in the page: with how many files the next drop comes.
const countDropped = (): { readonly fileCount: Promise<number> } => ({
  fileCount: new Promise((resolve) =>
    window.addEventListener('drop', ({ dataTransfer }) => resolve(dataTransfer?.files.length ?? 0), {
      ...{ capture: true, once: true },
    }),
  ),
})

/** What the app knows of its uploads, asked over the same bridge as the page asks. */
export const knownUploads = (
  page: Page,
): Promise<{ readonly uploads: readonly UploadView[]; readonly progress: readonly UploadProgress[] }> =>
  page.evaluate(async () => ({
    uploads: await window.polarUploader.commands.list(),
    progress: await window.polarUploader.commands.progress(),
  }))

/** Until what fades in has done so. */
export const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    return Promise.all(fading.map(({ finished }) => finished))
  })

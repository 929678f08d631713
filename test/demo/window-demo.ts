import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import { dropFiles, knownUploads, launchApp, signIn, type AppWindow } from '../support/app-window.ts'
import { startDesktopSession, type DesktopSession } from '../support/desktop-session.ts'
import { electronBinary } from '../support/electron-binary.ts'
import { DESKTOP, ensureSystemPackages } from '../support/system-packages.ts'
import { inMiB, type Screen } from './screen.ts'
import { conclude, setStage, type Stage } from './stage.ts'

/** How often the window is asked how far it is. */
const LOOK_EVERY_MS = 100

/**
 * Does the same in the app's window: signs in, drops the file, kills the app half way and starts it again. On the
 * user's display the window then stays until it is closed.
 */
export async function playInWindow(screen: Screen, hasDisplay: boolean): Promise<boolean> {
  ensureSystemPackages(DESKTOP)
  const electron = await electronBinary({ allowThirdParty: true })
  const desktop = await startDesktop(hasDisplay)
  const stage = await setStage(screen)
  const open = (): Promise<AppWindow> =>
    launchApp(electron, { ...desktop.env, POLAR_UPLOADER_DATA: stage.dataFolder })
  let window: AppWindow | undefined
  try {
    window = await open()
    await dropAndKill(screen, stage, window)
    screen.heading('The app, started again: nothing to click')
    window = await open()
    await followUntil(window.page, screen, ({ state }) => state.kind === 'completed')
    screen.good('completed')
    const isSame = await conclude(screen, stage)
    if (hasDisplay) await untilClosed(screen, window)
    return isSame
  } finally {
    await window?.app.close().catch(() => undefined)
    await desktop.stop()
    await stage.strike()
  }
}

async function untilClosed(screen: Screen, { page }: AppWindow): Promise<void> {
  screen.line('The window is yours now, signed in to the local Polar. Close it to end the demo.')
  if (!page.isClosed()) await page.waitForEvent('close', { timeout: 0 })
}

async function dropAndKill(screen: Screen, stage: Stage, window: AppWindow): Promise<void> {
  const { polar, file } = stage
  screen.heading('The app: signing in and dropping the file on the window')
  await signIn(window.page, polar)
  await dropFiles(window.page, [file.path])
  const stored = await followUntil(
    window.page,
    screen,
    (_upload, { storedBytes }) => storedBytes >= file.sizeBytes / 2,
  )
  const child = window.app.process()
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  screen.bad(`kill -9 ${child.pid ?? ''} with ${inMiB(stored)} stored`)
}

/** Shows the one upload's progress until it is where it should be; gives the bytes stored then. */
async function followUntil(
  page: Page,
  screen: Screen,
  isThere: (upload: UploadView, progress: UploadProgress) => boolean,
): Promise<number> {
  for (;;) {
    const { uploads, progress } = await knownUploads(page)
    const [upload] = uploads
    const [bytes] = progress
    if (upload?.state.kind === 'failed') throw new Error(upload.state.failure.message)
    if (upload !== undefined && bytes !== undefined) {
      screen.progress('stored', bytes.storedBytes, upload.sizeBytes)
      if (isThere(upload, bytes)) return bytes.storedBytes
    }
    await pause(LOOK_EVERY_MS)
  }
}

// Elsewhere than on Linux there always is a display, and a keychain of the system that asks for no other.
function startDesktop(hasDisplay: boolean): Promise<Pick<DesktopSession, 'env' | 'stop'>> {
  if (process.platform === 'linux') return startDesktopSession({ display: hasDisplay ? 'inherited' : 'own' })
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Promise.resolve({ env: Object.fromEntries(inherited), stop: () => Promise.resolve() })
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import type { AppWindow } from '../support/app-window.ts'
import { SANDBOX_ARGUMENTS, type ElectronBinary } from '../support/electron-binary.ts'

const PAGE = '<!doctype html><title>Bare</title><button>Here</button>'

const MAIN = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 900, height: 700 })
  window.loadURL(${JSON.stringify(`data:text/html,${encodeURIComponent(PAGE)}`)})
})
`

/** Writes an Electron app that does nothing but show a page with a button; gives where it is. */
export function writeBareApp(folder: string): string {
  const path = join(folder, 'bare.cjs')
  writeFileSync(path, MAIN)
  return path
}

/** Starts it, with the flags the app is started with. The caller closes it. */
export async function launchBareApp(
  electron: ElectronBinary,
  mainPath: string,
  env: Readonly<Record<string, string>>,
): Promise<AppWindow> {
  const args = [mainPath, ...SANDBOX_ARGUMENTS]
  const app = await _electron.launch({ executablePath: electron.executable, args, env: { ...env } })
  return { app, page: await app.firstWindow() }
}

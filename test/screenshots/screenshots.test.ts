import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { test } from '../e2e/support/stage.ts'
import { signInForm } from '../e2e/support/window.ts'
import { PROJECT_FOLDER } from '../support/fresh-build.ts'
import { SCENES } from './scenes.ts'

// `npm run screenshots` takes a picture of every scene, light and dark, to be looked at. None of them is committed.

const FOLDER = join(PROJECT_FOLDER, 'test-results', 'scenes')

for (const scene of SCENES) {
  test(scene.name, async ({ stage }) => {
    const window = await stage.open()
    // What the app itself has to say must have been said before.
    await signInForm(window.page).waitFor()
    await resize(window.page, scene.size ?? { width: 900, height: 620 })
    await scene.show(window, stage)
    for (const theme of ['light', 'dark'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await window.page.screenshot({ path: join(FOLDER, `${scene.name}-${theme}.png`) })
    }
  })
}

async function resize(page: Page, size: { readonly width: number; readonly height: number }): Promise<void> {
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false })
}

import type { Page } from '@playwright/test'
import { WORDS } from '../../renderer/wording.ts'
import type { Stage } from '../e2e/support/stage.ts'
import { IN_POLAR, rowOf, signIn } from '../e2e/support/window.ts'
import { dropFiles } from '../support/app-window.ts'
import { everyState, sceneUpload, theHour, showUploads, tell, type SceneWindow } from './scene.ts'

/** A state of the window worth a picture. */
export interface Scene {
  /** Also the picture's file name. */
  readonly name: string
  readonly size?: { readonly width: number; readonly height: number }
  readonly show: (window: SceneWindow, stage: Stage) => Promise<void>
}

const NARROW = { width: 400, height: 620 }

/** Every scene there is. */
export const SCENES: readonly Scene[] = [
  { name: 'every-state', show: (window) => showUploads(window, everyState()) },
  { name: 'every-state-narrow', size: NARROW, show: (window) => showUploads(window, everyState()) },
  {
    name: 'search',
    async show(window) {
      await showUploads(window, everyState())
      await window.page.getByRole('searchbox').fill('course')
    },
  },
  {
    name: 'nothing-found',
    size: NARROW,
    async show(window) {
      await showUploads(window, everyState())
      await window.page.getByRole('searchbox').fill('a name that nothing here has, however long one looks')
    },
  },
  {
    name: 'sort-menu',
    async show(window) {
      await showUploads(window, everyState())
      await window.page
        .getByRole('button', { name: WORDS.toolbar.sortedBy(WORDS.toolbar.sorts.queue) })
        .click()
      await window.page.getByRole('menuitemradio', { name: WORDS.toolbar.sorts.size }).hover()
    },
  },
  {
    name: 'bandwidth-limit',
    async show(window) {
      await showUploads(window, everyState())
      await tell(window, 'preferences-changed', { bandwidthLimit: 2_400_000 })
      await window.page.getByRole('button', { name: WORDS.bandwidth.limited('2.4 MB/s') }).click()
      await window.page.getByRole('slider').focus()
    },
  },
  { name: 'hour', show: (window) => showUploads(window, theHour()) },
  { name: 'hour-narrow', size: NARROW, show: (window) => showUploads(window, theHour()) },
  {
    name: 'pausing-late',
    async show(window) {
      await showUploads(window, theHour())
      await window.page.getByRole('button', { name: `${WORDS.row.pause}: Nightfall – Complete.zip` }).click()
      await window.page.getByRole('alertdialog').waitFor()
    },
  },
  { name: 'receipt', show: showReceipt },
  { name: 'receipt-narrow', size: NARROW, show: showReceipt },
  { name: 'sign-in', show: () => Promise.resolve() },
  { name: 'sign-in-narrow', size: NARROW, show: () => Promise.resolve() },
  { name: 'check', show: showCheck },
  { name: 'check-narrow', size: NARROW, show: showCheck },
  { name: 'about', show: ({ page }) => openHelp(page, WORDS.help.about) },
  { name: 'about-narrow', size: NARROW, show: ({ page }) => openHelp(page, WORDS.help.about) },
  {
    name: 'licenses',
    async show({ page }) {
      await openHelp(page, WORDS.help.about)
      await page.getByText(WORDS.help.aboutApp.licenses, { exact: true }).click()
      await page.getByText('Permission is hereby granted').waitFor()
    },
  },
  {
    name: 'ten-thousand',
    async show(window) {
      await showUploads(
        window,
        Array.from({ length: 10_000 }, (_, index) =>
          sceneUpload(index + 1, `Take ${index + 1}.wav`, 48_000_000 + index, { kind: 'queued' }),
        ),
      )
    },
  },
]

async function openHelp(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: WORDS.help.menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await page.getByRole('dialog').waitFor()
  // It fades in.
  await page.evaluate(() => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    return Promise.all(fading.map(({ finished }) => finished))
  })
}

/** The check of a real computer with the local Polar, with what one may well have to hear. */
async function showCheck({ page }: SceneWindow, { polar }: Stage): Promise<void> {
  await signIn(page, { url: polar.url, token: polar.createToken({ scopes: ['files:write'] }) })
  polar.setClockOffset(3 * 3_600_000)
  await openHelp(page, WORDS.help.check)
  await page.getByRole('dialog').getByText(WORDS.help.checking.someWorthKnowing).waitFor()
}

/** The receipt of a real upload to the local Polar. */
async function showReceipt({ page }: SceneWindow, { polar, folder }: Stage): Promise<void> {
  const name = 'Forest Textures – The Complete Collection, Volumes 1 to 12.zip'
  await signIn(page, polar)
  await dropFiles(page, [folder.file(name, 90_000_000)])
  const { whole, button } = rowOf(page, name)
  await whole.getByText(IN_POLAR).waitFor()
  await button(WORDS.row.more).click()
  await page.getByRole('menuitem', { name: WORDS.row.receipt }).click()
  await page.getByRole('dialog').waitFor()
}

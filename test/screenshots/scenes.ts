import { WORDS } from '../../renderer/wording.ts'
import type { Stage } from '../e2e/support/stage.ts'
import { IN_POLAR, rowOf, signIn } from '../e2e/support/window.ts'
import { dropFiles, settled } from '../support/app-window.ts'
import type { FileId } from '../../app/contract/ids.ts'
import { NO_LIMIT } from '../../app/contract/limit-in-force.ts'
import { FIRST_PREFERENCES } from '../../app/contract/preferences.ts'
import { openHelp, showAbout } from './help-scenes.ts'
import { fromRightToLeft, inGerman, LOOKS } from './other-languages.ts'
import { showCleared, showDragging, showRemedies, showSelected, showSelectionMenu } from './list-scenes.ts'
import { showAccounts, showOwners, showSurprise, showTenAccounts } from './account-scenes.ts'
import {
  answer,
  everyState,
  sceneUpload,
  severalDays,
  theHour,
  showUploads,
  tell,
  type SceneWindow,
} from './scene.ts'

/** A state of the window worth a picture. */
export interface Scene {
  /** Also the picture's file name. */
  readonly name: string
  readonly size?: { readonly width: number; readonly height: number }
  readonly show: (window: SceneWindow, stage: Stage) => Promise<void>
}

const NARROW = { width: 400, height: 620 }

const WIDE = { width: 900, height: 620 }
const SLIM = { width: 480, height: 620 }

/** Every scene there is. */
export const SCENES: readonly Scene[] = [
  { name: 'every-state', show: (window) => showUploads(window, everyState()) },
  { name: 'every-state-narrow', size: NARROW, show: (window) => showUploads(window, everyState()) },
  { name: 'selected', show: showSelected },
  { name: 'selected-narrow', size: NARROW, show: showSelected },
  { name: 'selection-menu', show: showSelectionMenu },
  { name: 'selection-menu-narrow', size: NARROW, show: showSelectionMenu },
  { name: 'dragging', show: showDragging },
  { name: 'dragging-narrow', size: NARROW, show: showDragging },
  { name: 'cleared', show: showCleared },
  { name: 'cleared-narrow', size: NARROW, show: showCleared },
  { name: 'remedies', show: showRemedies },
  { name: 'remedies-narrow', size: NARROW, show: showRemedies },
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
      await tell(window, 'preferences-changed', { ...FIRST_PREFERENCES, bandwidthLimit: 2_400_000 })
      await tell(window, 'limit-changed', { ...NO_LIMIT, choice: 2_400_000, bytesPerSecond: 2_400_000 })
      await window.page.getByRole('button', { name: WORDS.bandwidth.limited('2.4 MB/s') }).click()
      await window.page.getByRole('slider').focus()
    },
  },
  { name: 'accounts', show: (window) => showAccounts(window) },
  { name: 'accounts-narrow', size: NARROW, show: (window) => showAccounts(window) },
  { name: 'accounts-wide', size: { width: 1400, height: 800 }, show: (window) => showAccounts(window) },
  { name: 'ten-accounts', size: { width: 900, height: 480 }, show: showTenAccounts },
  { name: 'ten-accounts-narrow', size: { width: 480, height: 360 }, show: showTenAccounts },
  { name: 'owners', show: (window) => showOwners(window) },
  { name: 'owners-slim', size: SLIM, show: (window) => showOwners(window) },
  { name: 'owners-medium', size: { width: 640, height: 620 }, show: (window) => showOwners(window) },
  { name: 'another-account', show: (window) => showSurprise(window) },
  { name: 'another-account-slim', size: SLIM, show: (window) => showSurprise(window) },
  { name: 'settings', show: showSettings },
  { name: 'settings-narrow', size: NARROW, show: showSettings },
  { name: 'settings-below', show: showSettingsBelow },
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
  {
    name: 'dragged-over',
    async show(window) {
      await showUploads(window, theHour())
      await dragOver(window, 12)
    },
  },
  { name: 'details', show: (window) => showDetails(window, 5_000, 0.45) },
  { name: 'details-narrow', size: NARROW, show: (window) => showDetails(window, 200, 0.45) },
  { name: 'details-many-parts', show: (window) => showDetails(window, 10_000, 0.7) },
  { name: 'details-folded', show: (window) => showFolded(window, 'Starfall 1.4.2 – Windows.zip') },
  {
    name: 'details-folded-narrow',
    size: NARROW,
    show: (window) => showFolded(window, 'Starfall 1.4.2 – Windows.zip'),
  },
  { name: 'details-completed', show: (window) => showFolded(window, 'Forest Textures Vol. 3.zip') },
  { name: 'details-several', show: showSeveral },
  { name: 'giving-up', show: showGivingUp },
  { name: 'giving-up-narrow', size: NARROW, show: showGivingUp },
  { name: 'receipt', show: showReceipt },
  { name: 'receipt-narrow', size: NARROW, show: showReceipt },
  { name: 'sign-in', show: () => Promise.resolve() },
  { name: 'sign-in-narrow', size: NARROW, show: () => Promise.resolve() },
  { name: 'check', show: showCheck },
  { name: 'check-narrow', size: NARROW, show: showCheck },
  { name: 'about', show: (window) => showAbout(window) },
  { name: 'about-narrow', size: NARROW, show: (window) => showAbout(window) },
  {
    name: 'licenses',
    async show({ page }) {
      await openHelp(page, WORDS.help.about)
      await page.getByText(WORDS.help.aboutApp.licenses, { exact: true }).click()
      await page.getByText('Permission is hereby granted').waitFor()
    },
  },
  ...Object.entries(LOOKS).flatMap(([name, look]): readonly Scene[] => [
    { name: `german-${name}`, size: WIDE, show: (window) => inGerman(window, look) },
    { name: `german-${name}-narrow`, size: SLIM, show: (window) => inGerman(window, look) },
    { name: `rtl-${name}`, size: WIDE, show: (window) => fromRightToLeft(window, look) },
    { name: `rtl-${name}-narrow`, size: SLIM, show: (window) => fromRightToLeft(window, look) },
  ]),
  { name: 'days', show: (window) => showUploads(window, severalDays()) },
  { name: 'days-narrow', size: NARROW, show: (window) => showUploads(window, severalDays()) },
  {
    name: 'days-forced-colors',
    async show(window) {
      await window.page.emulateMedia({ forcedColors: 'active' })
      await showUploads(window, severalDays())
      await window.page.getByText(WORDS.toolbar.filters.completed, { exact: true }).click()
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

/** Has files hang over the window. */
const dragOver = ({ page }: SceneWindow, count: number): Promise<void> =>
  page.evaluate((wanted) => {
    const dataTransfer = new DataTransfer()
    for (let index = 0; index < wanted; index += 1) dataTransfer.items.add(new File(['a'], `${index}.wav`))
    window.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }))
  }, count)

/** The details of an upload with so many parts, some of which had to be sent again. */
async function showDetails(window: SceneWindow, count: number, storedFraction: number): Promise<void> {
  const [first, upload, ...others] = everyState()
  if (first === undefined || upload === undefined) throw new Error('There are too few uploads')
  const { id, addedAt } = upload.view
  const at = (minutes: number): number => addedAt + minutes * 60_000
  const stored = Math.floor(count * storedFraction)
  const letters = Array.from({ length: count }, (_, index) => {
    if (index < stored) return index % 97 === 41 ? 'a' : 's'
    return index < stored + 6 ? 'f' : 'p'
  })
  await answer(window, 'details', {
    ...{ id, fileId: '3f0d4f4e-5d9a-4b9e-9d0c-6f1f1f0e6a11' as FileId, parts: letters.join('') },
    ...{ sentBytes: 36_430_000_000, sentAgainBytes: 50_331_648 },
    timeline: [
      { kind: 'added', detail: null, firstAt: at(0), lastAt: at(0), count: 1 },
      { kind: 'checked', detail: null, firstAt: at(2), lastAt: at(2), count: 1 },
      { kind: 'opened', detail: null, firstAt: at(2), lastAt: at(2), count: 1 },
      { kind: 'part-broke', detail: 'network', firstAt: at(9), lastAt: at(11), count: 3 },
    ],
  })
  const view = { ...upload.view, fileChecksum: 'mFrFhYZfQHcr8tQ7FJjLkEdmjVNa4kGgQbVX3v5z0mE=' }
  await showUploads(window, [first, { ...upload, view }, ...others])
  for (let second = 0; second < 4; second += 1) {
    const rate = 11.2e6 * (1 + Math.sin(second) / 5)
    await tell(window, 'progress', [{ ...upload.progress, bytesPerSecond: rate }])
    await window.page.waitForTimeout(1_050)
  }
  await rowOf(window.page, view.name).whole.press('Enter')
  await window.page.getByRole('button', { name: WORDS.details.figures }).click()
  await window.page.getByRole('complementary').getByRole('img').last().waitFor()
}

/** The details as they open. */
async function showFolded(window: SceneWindow, name: string): Promise<void> {
  await showUploads(window, everyState())
  await rowOf(window.page, name).whole.click({ position: { x: 120, y: 12 } })
  await window.page.keyboard.press('Enter')
  await window.page.getByRole('complementary', { name }).waitFor()
}

/** The details while several rows are selected. */
async function showSeveral(window: SceneWindow): Promise<void> {
  await showFolded(window, 'Starfall 1.4.2 – Windows.zip')
  await rowOf(window.page, 'Old Logo.psd').whole.click({ position: { x: 120, y: 12 }, modifiers: ['Shift'] })
}

/** What is asked before everything is given up. */
async function showGivingUp(window: SceneWindow): Promise<void> {
  await showUploads(window, severalDays())
  await rowOf(window.page, 'Starfall 1.4.2 – Windows.zip').whole.focus()
  await window.page.keyboard.press('Control+a')
  await window.page.keyboard.press('Delete')
  await window.page.getByRole('alertdialog').waitFor()
}

/** The settings, with hours of which one is over midnight. */
async function showSettings(window: SceneWindow): Promise<void> {
  const { page } = window
  await answer(window, 'desktopSettings', {
    startsAtLogin: true,
    dataFolder: '/home/ines/.local/share/Polar Uploader',
  })
  await showUploads(window, everyState())
  await tell(window, 'preferences-changed', {
    ...FIRST_PREFERENCES,
    bandwidthLimit: 'leave-room',
    schedule: {
      isOn: true,
      rules: [
        { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60, limit: 1_000_000 },
        { days: [5, 6], from: 22 * 60, to: 6 * 60, limit: null },
      ],
    },
  })
  await page.getByRole('button', { name: WORDS.settings.menu }).click()
  await page.getByText(WORDS.settings.dataFolder).waitFor()
  await settled(page)
}

async function showSettingsBelow(window: SceneWindow): Promise<void> {
  await showSettings(window)
  await window.page.getByText(WORDS.settings.themes.dark).scrollIntoViewIfNeeded()
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

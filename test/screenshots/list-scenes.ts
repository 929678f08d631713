import { WORDS } from '../../renderer/wording.ts'
import { rowOf } from '../e2e/support/window.ts'
import { everyState, sceneUpload, showUploads, tell, type SceneUpload, type SceneWindow } from './scene.ts'

const FIRST = 'Starfall 1.4.2 – Windows.zip'
const LAST = 'Ambient Guitar – Stems.wav'

/** Where a row is clicked: on nothing that acts on a click of its own. */
const IN_ROW = { x: 120, y: 12 }

/** Four rows that follow each other, selected as with Shift. */
export async function showSelected(window: SceneWindow): Promise<void> {
  await showUploads(window, everyState())
  await rowOf(window.page, FIRST).whole.click({ position: IN_ROW })
  await rowOf(window.page, LAST).whole.click({ position: IN_ROW, modifiers: ['Shift'] })
}

/** What can be done to all that is selected. */
export async function showSelectionMenu(window: SceneWindow): Promise<void> {
  await showSelected(window)
  await rowOf(window.page, FIRST).whole.click({ position: { x: 160, y: 30 }, button: 'right' })
  await window.page.getByRole('menu').waitFor()
}

/** Two rows on their way to another place, and the line where they would go. */
export async function showDragging(window: SceneWindow): Promise<void> {
  const { page } = window
  await showUploads(window, everyState())
  await rowOf(page, FIRST).whole.click({ position: IN_ROW })
  await page.keyboard.press('Shift+ArrowDown')
  const [from, to] = await Promise.all([
    rowOf(page, FIRST).whole.boundingBox(),
    rowOf(page, LAST).whole.boundingBox(),
  ])
  if (from === null || to === null) throw new Error('The rows are not there')
  await page.mouse.move(from.x + IN_ROW.x, from.y + IN_ROW.y)
  await page.mouse.down()
  await page.mouse.move(from.x + IN_ROW.x, from.y + IN_ROW.y + 20)
  await page.mouse.move(to.x + IN_ROW.x, to.y + 4)
  await page.locator('.insertion-line').waitFor()
}

/** The list a moment after something left it. */
export async function showCleared(window: SceneWindow): Promise<void> {
  await showUploads(window, everyState().slice(1))
  await tell(window, 'cleared-changed', { count: 12 })
  await window.page.getByText(WORDS.summary.cleared(12)).waitFor()
}

/** Rows that offer a way out in words. */
export const showRemedies = (window: SceneWindow): Promise<void> =>
  showUploads(window, [
    sceneUpload(1, 'Color Grading Course – 09 Golden Hour.mp4', 3_100_000_000, {
      kind: 'failed',
      failure: {
        code: 'file-missing',
        message:
          '“Color Grading Course – 09 Golden Hour.mp4” cannot be found. If it was moved or renamed, put it back and try again, or choose the file where it is now.',
      },
    }),
    sameAs(2, 'Forest Textures Vol. 3 (copy).zip', { kind: 'queued' }),
    sameAs(3, 'Forest Textures Vol. 3 (another copy).zip', { kind: 'paused' }),
    ...everyState().slice(1, 4),
  ])

const sameAs = (number: number, name: string, state: SceneUpload['view']['state']): SceneUpload =>
  sceneUpload(20 + number, name, 86_000_000, state, { view: { sameAs: 'Forest Textures Vol. 3.zip' } })

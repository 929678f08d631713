import { truncateSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startLocalPolar, type LocalPolar } from '../local-polar/local-polar.ts'
import { dropFiles, launchApp, signIn, type AppWindow } from '../support/app-window.ts'
import { startDesktopSession, type DesktopSession } from '../support/desktop-session.ts'
import { electronBinary, type ElectronBinary } from '../support/electron-binary.ts'
import { makeTempFolder, type TempFolder } from '../support/temp-folder.ts'
import { onceRequest } from '../support/test-app.ts'
import { WORDS } from '../../renderer/wording.ts'
import type { BenchOptions } from './bench-options.ts'
import { atMost, median, told, type Figure } from './figure.ts'
import type { Measured } from './measured.ts'
import { shareOfCore } from './process-time.ts'
import { inRounds } from './rounds.ts'
import { countFrames, untilPainted } from './window-frames.ts'

const MiB = 1024 ** 2
const ROWS = 10_000
const SECONDS = 10
/** The upload that goes on meanwhile: long enough to outlast everything, at the rate of a good uplink. */
const UPLOAD_BYTES = 4096 * MiB
const BYTES_PER_SECOND = 12 * MiB

/** What was painted while something went on. */
interface Frames {
  readonly count: number
  readonly longestMs: number
  /** How many took longer than 50 ms. */
  readonly overlong: number
}

const framesOf = (tookMs: readonly number[]): Frames => ({
  count: tookMs.length,
  longestMs: Math.max(...tookMs),
  overlong: tookMs.filter((ms) => ms > 50).length,
})

/** What the window took in one round. */
interface WindowRun {
  /** Of a core, of the renderer, while one upload goes on and nothing else. */
  readonly oneUploadShare: number
  /** From the drop until all are listed. */
  readonly listedSeconds: number
  readonly scrolled: Frames
  readonly scrollingShare: number
  /** With the upload going on among all the rows. */
  readonly manyRowsShare: number
  /** Each key, until what it found is painted, in milliseconds. */
  readonly typedMs: readonly number[]
  readonly selectedMs: number
  readonly dragged: Dragged
}

/** The window in real Electron, with one upload going on and then with 10,000 rows dropped on it besides. */
export async function benchWindow({ runs }: BenchOptions): Promise<Measured> {
  const electron = await electronBinary({ allowThirdParty: true })
  const desktop = await startDesktopSession()
  try {
    const { window: all } = await inRounds({ window: () => watchWindow(electron, desktop) }, runs)
    return { figures: figuresOf(all), runs: all, versions: { electron: `Electron ${electron.version}` } }
  } finally {
    await desktop.stop()
  }
}

async function watchWindow(electron: ElectronBinary, desktop: DesktopSession): Promise<WindowRun> {
  using folder = makeTempFolder()
  const polar = await startLocalPolar({
    ...{ dataFolder: join(folder.path, 'polar'), bytesPerSecond: BYTES_PER_SECOND, discard: true },
  })
  const env = { ...desktop.env, POLAR_UPLOADER_DATA: join(folder.path, 'data') }
  const window = await launchApp(electron, env)
  try {
    await signIn(window.page, polar)
    await startUpload(window.page, polar, folder)
    const oneUploadShare = await shareOfCore(await rendererOf(window), delay(SECONDS * 1000))
    const listedSeconds = await dropMany(window, folder)
    return { oneUploadShare, listedSeconds, ...(await watchManyRows(window)) }
  } finally {
    // The system's own dialog cannot be clicked from here: whoever is asked says yes.
    await window.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    })
    await window.app.close()
    await polar.stop()
  }
}

/** The middle of all rounds; of frames that are too long not one in any. */
function figuresOf(all: readonly WindowRun[]): readonly Figure[] {
  const middle = (measure: (run: WindowRun) => number): number => median(all.map(measure))
  const frames = (name: string, of: (run: WindowRun) => Frames): readonly Figure[] => {
    const every = all.map(of)
    const overlong = every.reduce((sum, one) => sum + one.overlong, 0)
    return [
      atMost(`frames over 50 ms while ${name}, in all rounds`, overlong, 'frames', 0),
      told(`longest frame while ${name}`, Math.max(...every.map(({ longestMs }) => longestMs)), 'ms'),
    ]
  }
  const share = (measure: (run: WindowRun) => number): number => middle(measure) * 100
  return [
    atMost(
      'renderer, one upload under way',
      share((run) => run.oneUploadShare),
      '% of a core',
      5,
    ),
    atMost(
      `${ROWS} files dropped, until they are listed`,
      middle((run) => run.listedSeconds),
      's',
      2,
    ),
    ...frames('scrolling', (run) => run.scrolled),
    told('frames while scrolling', middle((run) => run.scrolled.count) / SECONDS, 'a second'),
    told(
      'renderer while scrolling',
      share((run) => run.scrollingShare),
      '% of a core',
    ),
    atMost(
      'renderer, an upload under way among them',
      share((run) => run.manyRowsShare),
      '% of a core',
      5,
    ),
    atMost(
      'a key typed into the search, until it is painted',
      middle((run) => Math.max(...run.typedMs)),
      'ms',
      100,
    ),
    atMost(
      `Ctrl+A on ${ROWS} rows, until it is painted`,
      middle((run) => run.selectedMs),
      'ms',
      50,
    ),
    ...frames('dragging a row', (run) => run.dragged.one),
    ...frames('dragging all rows', (run) => run.dragged.all),
  ]
}

async function startUpload(page: Page, polar: LocalPolar, folder: TempFolder): Promise<void> {
  const path = folder.file('game.zip', 1)
  truncateSync(path, UPLOAD_BYTES)
  const isSending = new Promise<void>((resolve) =>
    onceRequest(polar, { kind: 'body', operation: 'part' }, () => resolve()),
  )
  await dropFiles(page, [path])
  await isSending
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const rendererOf = ({ app }: AppWindow): Promise<number> =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0)

/** Drops a folder of small files, and gives after how many seconds the count of the filter has them in the list. */
async function dropMany({ page }: AppWindow, folder: TempFolder): Promise<number> {
  const many = join(folder.path, 'many')
  await mkdir(many)
  for (let index = 1; index <= ROWS; index += 1)
    writeFileSync(join(many, `Take ${String(index).padStart(5, '0')}.wav`), `Sound number ${index}`)
  const listed = page.evaluate(
    (count) => {
      return new Promise<number>((resolve) => {
        const onDrop = (): void => {
          const droppedAt = performance.now()
          const look = (): void => {
            if (document.body.textContent.includes(count)) resolve(performance.now() - droppedAt)
            else requestAnimationFrame(look)
          }
          look()
        }
        window.addEventListener('drop', onDrop, { capture: true, once: true })
      })
    },
    (ROWS + 1).toLocaleString('en-US'),
  )
  await dropFiles(page, [many])
  return (await listed) / 1000
}

async function watchManyRows(
  window: AppWindow,
): Promise<Omit<WindowRun, 'oneUploadShare' | 'listedSeconds'>> {
  const { page } = window
  const renderer = await rendererOf(window)
  const scrolling = scroll(page)
  const scrollingShare = await shareOfCore(renderer, scrolling)
  const scrolled = framesOf(await scrolling)
  const manyRowsShare = await shareOfCore(renderer, delay(SECONDS * 1000))
  const typedMs = await type(page)
  await page.getByRole('searchbox').fill('')
  const selectedMs = await selectAllRows(page)
  const dragged = await drag(page)
  return { scrolled, scrollingShare, manyRowsShare, typedMs, selectedMs, dragged }
}

/** Scrolls through the list as with a wheel that does not stop; gives how long each frame took, in milliseconds. */
const scroll = (page: Page): Promise<readonly number[]> =>
  page.evaluate((seconds) => {
    return new Promise<number[]>((resolve, reject) => {
      const scroller = document.querySelector('.upload-scroller')
      if (scroller === null) {
        reject(new Error('There is no list'))
        return
      }
      const frames: number[] = []
      let last = performance.now()
      const until = last + seconds * 1000
      let step = 120
      const tick = (now: number): void => {
        frames.push(now - last)
        last = now
        const end = scroller.scrollHeight - scroller.clientHeight
        if (scroller.scrollTop + step > end || scroller.scrollTop + step < 0) step = -step
        scroller.scrollTop += step
        if (now < until) requestAnimationFrame(tick)
        else resolve(frames.slice(1))
      }
      requestAnimationFrame(tick)
    })
  }, SECONDS)

/** Types a search, key by key; gives how long it took each until the window showed what came of it, in milliseconds. */
async function type(page: Page): Promise<readonly number[]> {
  const field = page.getByRole('searchbox', { name: WORDS.toolbar.search })
  await field.click()
  const took: number[] = []
  for (const key of 'take 0999') {
    const painted = await untilPainted(page)
    await page.keyboard.press(key === ' ' ? 'Space' : key)
    took.push(await painted())
  }
  return took
}

/** Selects everything by keyboard, from a row in the middle of the window. */
async function selectAllRows(page: Page): Promise<number> {
  await page.locator('.upload-row').nth(4).click({ position: IN_ROW })
  const painted = await untilPainted(page)
  await page.keyboard.press('Control+a')
  const took = await painted()
  await page.locator('.summary-selected').waitFor()
  return took
}

/** Where a row is pressed: on nothing that acts on a click of its own. */
const IN_ROW = { x: 120, y: 12 }

interface Dragged {
  readonly one: Frames
  readonly all: Frames
}

/** Drags all rows, which are selected, and then one: over the list and along its lower edge, where it scrolls. */
async function drag(page: Page): Promise<Dragged> {
  const all = await dragOver(page)
  await page.keyboard.press('Escape')
  return { all, one: await dragOver(page) }
}

async function dragOver(page: Page): Promise<Frames> {
  const list = await page.locator('.upload-scroller').boundingBox()
  if (list === null) throw new Error('There is no list')
  const x = list.x + IN_ROW.x
  await page.mouse.move(x, list.y + 150)
  const end = await countFrames(page)
  await page.mouse.down()
  for (let round = 0; round < 3; round += 1) {
    await page.mouse.move(x, list.y + list.height - 10, { steps: 30 })
    await page.mouse.move(x, list.y + 80, { steps: 30 })
  }
  await page.locator('.insertion-line').waitFor()
  // Nothing is put anywhere.
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return framesOf(await end())
}

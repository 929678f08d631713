import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { launchApp, type AppWindow } from '../support/app-window.ts'
import { startDesktopSession, type DesktopSession } from '../support/desktop-session.ts'
import { electronBinary, type ElectronBinary } from '../support/electron-binary.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { launchBareApp, writeBareApp } from './bare-electron.ts'
import type { BenchOptions } from './bench-options.ts'
import { atMost, median, told } from './figure.ts'
import type { Measured } from './measured.ts'
import { cpuSecondsOf } from './process-time.ts'
import { useOfTree } from './process-tree.ts'
import { inRounds, ratios } from './rounds.ts'

/** How long a window is left alone before it counts as idle, and then watched. */
const REST_SECONDS = 5

interface Start {
  readonly seconds: number
  readonly heldBytes: number
  readonly mainBytes: number
  /** Of a core, of the main process, while nothing happens. */
  readonly idleShare: number
}

/** From nothing to a window that can be used, and what it holds then; against an Electron app that does nothing. */
export async function benchStart({ runs }: BenchOptions): Promise<Measured> {
  const electron = await electronBinary({ allowThirdParty: true })
  const desktop = await startDesktopSession()
  using folder = makeTempFolder()
  try {
    const bare = writeBareApp(folder.path)
    const starts = {
      app: () => startOurs(electron, desktop, join(folder.path, 'used')),
      fresh: () => startOurs(electron, desktop, mkdtempSync(join(folder.path, 'new-'))),
      bare: () => startBare(electron, desktop, bare),
    }
    // The first one of each reads its program from the disk, and leaves a folder behind as any use does.
    await inRounds(starts, 1)
    const all = await inRounds(starts, runs)
    const middle = (many: readonly Start[], measure: (start: Start) => number): number =>
      median(many.map(measure))
    return {
      figures: [
        told(
          'a bare Electron window, until it can be used',
          middle(all.bare, (start) => start.seconds),
          's',
        ),
        told(
          'the app’s window, until it can be used',
          middle(all.app, (start) => start.seconds),
          's',
        ),
        told(
          'the same with a new data folder, as only the first start finds it',
          middle(all.fresh, (start) => start.seconds),
          's',
        ),
        atMost(
          'the app’s, against the bare one',
          median(ratios(all.app, all.bare, (start) => start.seconds)),
          'times',
          1.3,
        ),
        told(
          'bare: memory of all processes at rest',
          middle(all.bare, (start) => start.heldBytes) / 1e6,
          'MB',
        ),
        told('app: memory of all processes at rest', middle(all.app, (start) => start.heldBytes) / 1e6, 'MB'),
        told(
          'bare: memory of the main process at rest',
          middle(all.bare, (start) => start.mainBytes) / 1e6,
          'MB',
        ),
        told(
          'app: memory of the main process at rest',
          middle(all.app, (start) => start.mainBytes) / 1e6,
          'MB',
        ),
        told('app: main process at rest', middle(all.app, (start) => start.idleShare) * 100, '% of a core'),
      ],
      runs: all,
      versions: { electron: `Electron ${electron.version}` },
    }
  } finally {
    await desktop.stop()
  }
}

const startOurs = (electron: ElectronBinary, desktop: DesktopSession, dataFolder: string): Promise<Start> =>
  start(() => launchApp(electron, { ...desktop.env, POLAR_UPLOADER_DATA: dataFolder }))

const startBare = (electron: ElectronBinary, desktop: DesktopSession, mainPath: string): Promise<Start> =>
  start(() => launchBareApp(electron, mainPath, desktop.env))

async function start(launch: () => Promise<AppWindow>): Promise<Start> {
  const startedAt = performance.now()
  const { app, page } = await launch()
  try {
    const button = page.getByRole('button').first()
    await button.waitFor()
    // It is painted, and the page has time to answer.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
    const seconds = (performance.now() - startedAt) / 1000
    const pid = await app.evaluate(() => process.pid)
    await wait(REST_SECONDS * 1000)
    const before = cpuSecondsOf(pid)
    await wait(REST_SECONDS * 1000)
    const idleShare = (cpuSecondsOf(pid) - before) / REST_SECONDS
    const mainBytes = await app.evaluate(() => process.memoryUsage.rss())
    return { seconds, idleShare, mainBytes, heldBytes: useOfTree(app.process().pid ?? pid).heldBytes }
  } finally {
    await app.close()
  }
}

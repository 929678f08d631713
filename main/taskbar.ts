import { app } from 'electron'
import type { CurrentUploads } from './current-uploads.ts'
import type { MainWindow } from './window.ts'

/** Electron's number for no progress bar. */
const NO_BAR = -1

/**
 * Shows on the taskbar or the dock how much is stored, while something is being uploaded, and how many are at work
 * where that can be shown: on macOS and on launchers that know Unity's way.
 */
export function showProgressOnTaskbar(uploads: CurrentUploads, window: Pick<MainWindow, 'current'>): void {
  let badge = 0
  uploads.onChange(({ storedFraction, activeCount }) => {
    window.current()?.setProgressBar(storedFraction ?? NO_BAR)
    if (activeCount === badge) return
    badge = activeCount
    app.setBadgeCount(activeCount)
  })
}

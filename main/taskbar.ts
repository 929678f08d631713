import type { CurrentUploads } from './current-uploads.ts'
import type { MainWindow } from './window.ts'

/** Electron's number for no progress bar. */
const NO_BAR = -1

/** Shows on the taskbar or the dock how much is stored, while something is being uploaded. */
export function showProgressOnTaskbar(uploads: CurrentUploads, window: Pick<MainWindow, 'current'>): void {
  uploads.onChange(({ storedFraction }) => window.current()?.setProgressBar(storedFraction ?? NO_BAR))
}

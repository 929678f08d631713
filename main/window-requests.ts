import type { WindowRequest } from '../app/contract/window-request.ts'
import type { MainWindow } from './window.ts'

/** What the window is asked to show, from outside of it. */
export interface WindowRequests {
  /** Brings the window to the front and has it show that. */
  show(request: WindowRequest): void
  /** Keeps it for a page that is only being loaded. */
  keep(request: WindowRequest): void
  /** Hands the last request over to the page, once. */
  take(): WindowRequest | null
}

/**
 * Keeps the last request until the page takes it: one that is only being loaded asks when it is ready, and one that
 * is there is told that there is something to take.
 */
export function createWindowRequests(window: Pick<MainWindow, 'current' | 'show'>): WindowRequests {
  let waiting: WindowRequest | null = null
  return {
    show(request) {
      waiting = request
      window.show()
      window.current()?.webContents.send('window-asked')
    },
    keep(request) {
      waiting = request
    },
    take() {
      const taken = waiting
      waiting = null
      return taken
    },
  }
}

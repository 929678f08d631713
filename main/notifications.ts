import { BrowserWindow, Notification } from 'electron'
import type { Announcement } from './announcements.ts'

/** Shows announcements on the desktop, unless the user is looking at the window; a click calls `onClick`. */
export function createNotifier(onClick: () => void): (announcement: Announcement) => void {
  // One that is collected as garbage no longer hears its click.
  const shown = new Set<Notification>()
  return ({ title, body }) => {
    if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return
    const notification = new Notification({ title, body })
    const forget = (): void => void shown.delete(notification)
    notification.on('click', () => {
      forget()
      onClick()
    })
    notification.on('close', forget)
    notification.on('failed', forget)
    shown.add(notification)
    notification.show()
  }
}

import { BrowserWindow, Notification } from 'electron'
import type { Preferences } from '../app/contract/preferences.ts'
import type { Announcement } from './announcements.ts'
import type { CurrentPreferences } from './current-preferences.ts'

const WANTED_BY = {
  completed: 'notifyCompleted',
  failed: 'notifyFailed',
  'needs-you': 'notifyNeedsYou',
} as const satisfies Record<Announcement['kind'], keyof Preferences>

/**
 * Shows announcements on the desktop, unless the user is looking at the window or wants none of their kind; a click
 * calls `onClick`.
 */
export function createNotifier(
  preferences: Pick<CurrentPreferences, 'get'>,
  onClick: (announcement: Announcement) => void,
): (announcement: Announcement) => void {
  // One that is collected as garbage no longer hears its click.
  const shown = new Set<Notification>()
  return (announcement) => {
    const { kind, title, body } = announcement
    if (!preferences.get()[WANTED_BY[kind]]) return
    if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return
    const notification = new Notification({ title, body })
    const forget = (): void => void shown.delete(notification)
    notification.on('click', () => {
      forget()
      onClick(announcement)
    })
    notification.on('close', forget)
    notification.on('failed', forget)
    shown.add(notification)
    notification.show()
  }
}

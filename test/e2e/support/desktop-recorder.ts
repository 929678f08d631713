import type { ElectronApplication } from '@playwright/test'

/** What Electron was given for the desktop to show. */
export interface ShownOnDesktop {
  /** The labels of the menu beside the clock, as it was last set. */
  readonly tray: readonly string[]
  readonly notifications: readonly { readonly title: string; readonly body: string }[]
  readonly questions: readonly {
    readonly message: string
    readonly detail: string
    readonly buttons: readonly string[]
    readonly checkboxLabel: string
  }[]
}

type Recorded = { -readonly [Name in keyof ShownOnDesktop]: ShownOnDesktop[Name][number][] }

/**
 * From now on notes what the desktop is to show outside of the window, instead of showing what would need a person.
 * Nobody is looking at the window, and every question is answered with its first button: leave it.
 */
export const recordDesktop = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow, dialog, Notification, Tray }) => {
    const shown = { tray: [], notifications: [], questions: [] } as Recorded
    Object.assign(globalThis, { shownOnDesktop: shown })
    const setMenu = Object.getOwnPropertyDescriptor(Tray.prototype, 'setContextMenu')?.value as
      ((this: Electron.Tray, menu: Electron.Menu | null) => void) | undefined
    Tray.prototype.setContextMenu = function (menu) {
      shown.tray = menu?.items.map(({ label }) => label).filter((label) => label !== '') ?? []
      setMenu?.call(this, menu)
    }
    BrowserWindow.getFocusedWindow = () => null
    Notification.isSupported = () => true
    Notification.prototype.show = function () {
      shown.notifications.push({ title: this.title, body: this.body })
    }
    const ask = (...given: readonly unknown[]) => {
      const { message, detail, buttons, checkboxLabel } = given.at(-1) as Electron.MessageBoxOptions
      shown.questions.push({
        ...{ message, detail: detail ?? '', buttons: buttons ?? [], checkboxLabel: checkboxLabel ?? '' },
      })
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
    dialog.showMessageBox = ask
  })

/** What was noted so far. */
export const shownOnDesktop = (app: ElectronApplication): Promise<ShownOnDesktop> =>
  app.evaluate(() => (globalThis as unknown as { readonly shownOnDesktop: ShownOnDesktop }).shownOnDesktop)

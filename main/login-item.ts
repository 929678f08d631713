import { app } from 'electron'
import { UploadError } from '../app/upload-error.ts'
import { autostartPath, isAutostartOn, removeAutostart, writeAutostart } from './autostart.ts'
import { thisComputer } from './data-folder.ts'

/** The switch with which the system starts us: without a window, which nobody has asked for. */
const HIDDEN = '--hidden'

/** Whether the system starts us at login. It is the system that remembers, and its own settings may change it. */
export interface LoginItem {
  isOn(): boolean
  /** Throws `UploadError` with a sentence when the system does not let us. */
  set(isOn: boolean): void
}

/** Says whether the system has started us at login, and not a person. */
export const isStartedAtLogin = (words: readonly string[]): boolean =>
  words.includes(HIDDEN) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)

/** What the system has of it: login items, and on Linux, where Electron has none, a file in `autostart`. */
export const loginItem: LoginItem = process.platform === 'linux' ? onLinux() : elsewhere()

function elsewhere(): LoginItem {
  // What was set with switches is only found with the same ones.
  const args = [HIDDEN]
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (isOn) => app.setLoginItemSettings({ openAtLogin: isOn, args }),
  }
}

function onLinux(): LoginItem {
  const path = autostartPath(thisComputer)
  return {
    isOn: () => isAutostartOn(path),
    set(isOn) {
      try {
        if (isOn) writeAutostart(path, linuxCommand())
        else removeAutostart(path)
      } catch (cause) {
        throw new UploadError('storage-full', `${path} could not be changed. Is that folder yours?`, {
          cause,
        })
      }
    },
  }
}

function linuxCommand() {
  const { APPIMAGE, POLAR_UPLOADER_DATA } = process.env
  return {
    // An AppImage runs from a folder that is gone after the next login.
    program: APPIMAGE || process.execPath,
    args: [...(app.isPackaged ? [] : [app.getAppPath()]), HIDDEN],
    env: POLAR_UPLOADER_DATA ? { POLAR_UPLOADER_DATA } : {},
  }
}

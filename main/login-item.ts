import { resolve } from 'node:path'
import type { App } from 'electron'
import { UploadError } from '../app/upload-error.ts'
import {
  autostartPath,
  isAutostartOn,
  removeAutostart,
  writeAutostart,
  type LoginCommand,
} from './autostart.ts'
import type { Computer } from './data-folder.ts'
import { DATA_FOLDER_SWITCH } from './start-arguments.ts'

/** The switch with which the system starts us: without a window, which nobody has asked for. */
export const HIDDEN = '--hidden'

/** Whether the system starts us at login. It is the system that remembers, and its own settings may change it. */
export interface LoginItem {
  /** Null where the system could not start us as we are now. */
  isOn(): boolean | null
  /** Throws `UploadError` with a sentence when the system does not let us. */
  set(isOn: boolean): void
}

/** What is to be started, and the system that is to do so. */
export interface LoginParts extends Computer {
  readonly program: string
  /** The app for Electron to run; null when it is in the program. */
  readonly checkout: string | null
  /** Electron's login items, which Linux has none of. */
  readonly items: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>
}

/** What the system has of it: login items, and on Linux a file in `autostart`. */
export function createLoginItem(parts: LoginParts): LoginItem {
  if (parts.platform === 'win32') return onWindows(parts)
  return parts.platform === 'darwin' ? onMac(parts) : onLinux(parts)
}

const startWords = ({ checkout }: LoginParts): readonly string[] => [
  ...(checkout === null ? [] : [checkout]),
  HIDDEN,
]

function onWindows(parts: LoginParts): LoginItem {
  // What was set with a path and arguments is only found with the same ones.
  const login = () => windowsLogin(parts.program, [...startWords(parts), ...dataFolderWords(parts)])
  return {
    isOn: () => parts.items.getLoginItemSettings(login()).openAtLogin,
    set: (isOn) => parts.items.setLoginItemSettings({ openAtLogin: isOn, ...login() }),
  }
}

/** The registry has no variables for what it starts. */
const dataFolderWords = ({ env: { POLAR_UPLOADER_DATA } }: LoginParts): readonly string[] =>
  POLAR_UPLOADER_DATA ? [`${DATA_FOLDER_SWITCH}${resolve(POLAR_UPLOADER_DATA)}`] : []

/**
 * Electron writes these into the registry one after the other as they are
 * (https://www.electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows): a folder with a space
 * in its name would end there, and a program without quotes is not found again
 * (https://github.com/electron/electron/issues/53911).
 */
const windowsLogin = (program: string, words: readonly string[]) => ({
  path: quoted(program),
  args: words.map((word) => (/^[\w-]+$/.test(word) ? word : quoted(word))),
})

/** A backslash before a quote would take its meaning from it; Windows has no quotes in names. */
const quoted = (word: string): string => `"${word.replace(/\\+$/, '$&$&')}"`

/**
 * A login item of macOS is the bundle of an application, to which neither words nor variables are given: from a
 * checkout it would be Electron without the app, and elsewhere the app without its data folder.
 */
function onMac({ checkout, env, items }: LoginParts): LoginItem {
  const canBe = (): boolean => checkout === null && !env.POLAR_UPLOADER_DATA
  return {
    isOn: () => (canBe() ? items.getLoginItemSettings().openAtLogin : null),
    set(isOn) {
      if (canBe()) items.setLoginItemSettings({ openAtLogin: isOn })
    },
  }
}

function onLinux(parts: LoginParts): LoginItem {
  const path = autostartPath(parts)
  return {
    isOn: () => isAutostartOn(path),
    set(isOn) {
      try {
        if (isOn) writeAutostart(path, linuxCommand(parts))
        else removeAutostart(path)
      } catch (cause) {
        throw new UploadError('storage-full', `${path} could not be changed. Is that folder yours?`, {
          cause,
        })
      }
    },
  }
}

function linuxCommand(parts: LoginParts): LoginCommand {
  const { APPIMAGE, POLAR_UPLOADER_DATA } = parts.env
  return {
    // An AppImage runs from a folder that is gone after the next login.
    program: APPIMAGE || parts.program,
    args: startWords(parts),
    env: POLAR_UPLOADER_DATA ? { POLAR_UPLOADER_DATA } : {},
  }
}

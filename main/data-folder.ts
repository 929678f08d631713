import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/** What decides where the data folder is. */
export interface Computer {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * The folder that keeps uploads and logs, the same for the window and the command line: `POLAR_UPLOADER_DATA`, or
 * where the platform keeps such things (https://www.electronjs.org/docs/latest/api/app#appgetpathname).
 */
export function dataFolderOf({ platform, env, home }: Computer): string {
  if (env.POLAR_UPLOADER_DATA) return resolve(env.POLAR_UPLOADER_DATA)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Polar Uploader')
  if (platform === 'win32') {
    return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Polar Uploader')
  }
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'polar-uploader')
}

/** The computer this runs on. */
export const thisComputer: Computer = {
  platform: process.platform,
  env: process.env,
  // An empty HOME, as services have it, would lead into the current folder.
  home: homedir() || userInfo().homedir,
}

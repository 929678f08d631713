import { nativeImage, type NativeImage } from 'electron'
import appIconPath from './assets/icon.png?asset'
import tray16Path from './assets/tray-16.png?asset'
import tray32Path from './assets/tray-32.png?asset'
import template16Path from './assets/tray-template-16.png?asset'
import template32Path from './assets/tray-template-32.png?asset'

/** The app's icon, for the window and the dock. */
export const appIcon = (): NativeImage => nativeImage.createFromPath(appIconPath)

/** The icon beside the clock: in color, but on macOS a stencil that follows the menu bar. */
export function trayIcon(): NativeImage {
  const isMac = process.platform === 'darwin'
  const icon = nativeImage.createEmpty()
  const sizes = isMac ? [template16Path, template32Path] : [tray16Path, tray32Path]
  sizes.forEach((path, index) => {
    icon.addRepresentation({ scaleFactor: index + 1, buffer: nativeImage.createFromPath(path).toPNG() })
  })
  icon.setTemplateImage(isMac)
  return icon
}

import { dialog, type BrowserWindow, type MessageBoxOptions, type MessageBoxReturnValue } from 'electron'

/** Asks the user in a box of the system's: one that belongs to the window, when there is one. */
export const askInBox = (
  options: MessageBoxOptions,
  window: BrowserWindow | null,
): Promise<MessageBoxReturnValue> =>
  window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)

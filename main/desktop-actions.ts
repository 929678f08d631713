import type { HelpTopic } from '../app/contract/about.ts'
import type { ListCommand } from '../app/contract/list-command.ts'

/** What the menus, the tray and notifications can do. */
export interface DesktopActions {
  readonly show: () => void
  readonly showSettings: () => void
  readonly pick: (kind: 'files' | 'folder') => void
  readonly pauseAll: () => void
  readonly resumeAll: () => void
  /** Asks the window's list for something. */
  readonly list: (command: ListCommand) => void
  readonly openPolar: () => void
  readonly showLogs: () => void
  readonly help: (topic: HelpTopic) => void
  readonly quit: () => void
}

import type { HelpTopic } from '../app/contract/about.ts'

/** What the menus, the tray and notifications can do. */
export interface DesktopActions {
  readonly show: () => void
  readonly showSettings: () => void
  readonly pick: (kind: 'files' | 'folder') => void
  readonly pauseAll: () => void
  readonly resumeAll: () => void
  readonly openPolar: () => void
  readonly showLogs: () => void
  readonly help: (topic: HelpTopic) => void
  readonly quit: () => void
}

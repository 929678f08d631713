import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopActions } from './desktop-actions.ts'
import type { HostLanguage } from './host-language.ts'
import { describeSpeed, describeSummary, type UploadsSummary } from './uploads-summary.ts'

/** What the tray and the dock say and can do; two that say the same are the same menu. */
export interface StatusMenu {
  readonly lines: readonly string[]
  readonly canPause: boolean
  readonly canResume: boolean
}

/** The menu for uploads as they are. */
export function statusMenuOf(summary: UploadsSummary, language: HostLanguage): StatusMenu {
  const speed = describeSpeed(summary, language)
  return {
    lines: [describeSummary(summary, language), ...(speed === null ? [] : [speed])],
    canPause: summary.activeCount + summary.waitingCount > 0,
    canResume: summary.pausedCount > 0,
  }
}

/** The same for Electron, without showing and quitting, which a dock has of its own. */
export const statusItems = (
  { lines, canPause, canResume }: StatusMenu,
  actions: Pick<DesktopActions, 'pauseAll' | 'resumeAll'>,
  { menu: words }: Pick<HostLanguage['words'], 'menu'>,
): MenuItemConstructorOptions[] => [
  ...lines.map((label) => ({ label, enabled: false })),
  { type: 'separator' },
  { label: words.pauseAll, enabled: canPause, click: actions.pauseAll },
  { label: words.resumeAll, enabled: canResume, click: actions.resumeAll },
]

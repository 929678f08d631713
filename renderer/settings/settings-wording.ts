import { LANGUAGE_NAMES } from '../../app/contract/language.ts'
import type { LanguageChoice, Theme } from '../../app/contract/preferences.ts'

/** Everything the settings say, in English. */
export const SETTINGS_WORDS = {
  title: 'Settings',
  menu: 'Settings…',
  intro: 'Every change takes effect at once.',

  speed: 'Speed',
  usual: 'How much uploads may take',
  schedule: 'Something else at certain hours',
  scheduleNote: 'Where hours overlap, the first line counts.',
  addRule: 'Add hours',
  removeRule: 'Remove these hours',
  rule: (number: number) => `Hours ${number}`,
  days: 'Days',
  from: 'From',
  to: 'To',
  nextDay: 'until the next day',
  wholeDay: 'the whole day',
  noDays: 'Choose at least one day.',
  ruleLimit: 'Limit',
  ruleLimits: { none: 'No limit', leaveRoom: 'Leave room', atMost: 'At most…' },

  notifications: 'Notifications',
  notificationsNote: 'Only while you are not looking at the window.',
  notifyCompleted: 'When uploads are in Polar',
  notifyFailed: 'When an upload fails',
  notifyNeedsYou: 'When an upload needs you, to sign in for instance',

  computer: 'This computer',
  keepAwake: 'Keep it awake while uploads are at work',
  startAtLogin: 'Start Polar Uploader at login, without a window',
  askBeforeQuit: 'Ask before quitting while uploads are under way',
  dataFolder: 'Uploads and settings are kept in',
  dataFolderNote:
    'To keep them elsewhere, quit, move the folder, and start with the environment variable POLAR_UPLOADER_DATA set to its new place.',
  showDataFolder: 'Show',

  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark' } as const satisfies Record<
    Theme,
    string
  >,
  language: 'Language',
  languages: { ...LANGUAGE_NAMES, system: 'Like the system' } as const satisfies Record<
    LanguageChoice,
    string
  >,
} as const

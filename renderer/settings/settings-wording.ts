import { LANGUAGE_NAMES } from '../../app/contract/language.ts'
import type { Density, LanguageChoice, Theme } from '../../app/contract/preferences.ts'

/** Everything the settings say, in English. */
export const SETTINGS_WORDS = {
  title: 'Settings',
  menu: 'Settings…',

  speed: 'Speed',
  usual: 'Upload speed limit',
  schedule: 'Different limit at set times',
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
  notifyNeedsYou: 'When an upload needs your attention, such as a new sign-in',

  computer: 'This computer',
  keepAwake: 'Keep awake while uploading',
  startAtLogin: 'Start Polar Uploader at login, without a window',
  askBeforeQuit: 'Ask before quitting while uploads are under way',
  dataFolder: 'Uploads and settings are kept in',
  dataFolderNote:
    'To keep them elsewhere, quit, move the folder, and start with the environment variable POLAR_UPLOADER_DATA set to its new place.',
  showDataFolder: 'Show',

  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' } as const satisfies Record<Theme, string>,
  density: 'Rows in the list',
  densities: {
    automatic: 'Automatic',
    comfortable: 'Comfortable',
    compact: 'Compact',
  } as const satisfies Record<Density, string>,
  language: 'Language',
  languages: { ...LANGUAGE_NAMES, system: 'System' } as const satisfies Record<LanguageChoice, string>,
} as const

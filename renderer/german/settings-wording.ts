import { LANGUAGE_NAMES } from '../../app/contract/language.ts'
import type { Wording } from '../wording.ts'

/** Everything the settings say, in German. */
export const GERMAN_SETTINGS: Wording['settings'] = {
  title: 'Einstellungen',
  menu: 'Einstellungen …',
  intro: 'Jede Änderung gilt sofort.',

  speed: 'Geschwindigkeit',
  usual: 'Wie viel Uploads beanspruchen dürfen',
  schedule: 'Zu bestimmten Zeiten etwas anderes',
  scheduleNote: 'Wo sich Zeiten überschneiden, gilt die erste Zeile.',
  addRule: 'Zeiten hinzufügen',
  removeRule: 'Diese Zeiten entfernen',
  rule: (number) => `Zeiten ${number}`,
  days: 'Tage',
  from: 'Von',
  to: 'Bis',
  nextDay: 'bis zum nächsten Tag',
  wholeDay: 'den ganzen Tag',
  noDays: 'Wähle mindestens einen Tag.',
  ruleLimit: 'Grenze',
  ruleLimits: { none: 'Unbegrenzt', leaveRoom: 'Platz lassen', atMost: 'Höchstens …' },

  notifications: 'Mitteilungen',
  notificationsNote: 'Nur solange du das Fenster nicht vor dir hast.',
  notifyCompleted: 'Wenn Uploads in Polar sind',
  notifyFailed: 'Wenn ein Upload fehlschlägt',
  notifyNeedsYou: 'Wenn ein Upload dich braucht, etwa zum Anmelden',

  computer: 'Dieser Computer',
  keepAwake: 'Wach halten, solange Uploads laufen',
  startAtLogin: 'Polar Uploader bei der Anmeldung am Computer starten, ohne Fenster',
  askBeforeQuit: 'Vor dem Beenden nachfragen, solange Uploads unterwegs sind',
  dataFolder: 'Uploads und Einstellungen liegen in',
  dataFolderNote:
    'Sollen sie woanders liegen: Beende die App, verschieb den Ordner und starte sie mit der Umgebungsvariable POLAR_UPLOADER_DATA, die auf den neuen Ort zeigt.',
  showDataFolder: 'Zeigen',

  appearance: 'Darstellung',
  theme: 'Farben',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  languages: { ...LANGUAGE_NAMES, system: 'Wie das System' },
}

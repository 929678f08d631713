import { LANGUAGE_NAMES } from '../../app/contract/language.ts'
import type { Wording } from '../wording.ts'

/** Everything the settings say, in German. */
export const GERMAN_SETTINGS: Wording['settings'] = {
  title: 'Einstellungen',
  menu: 'Einstellungen …',

  speed: 'Geschwindigkeit',
  usual: 'Grenze für die Upload-Geschwindigkeit',
  schedule: 'Andere Grenze zu bestimmten Zeiten',
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
  notifyNeedsYou: 'Wenn ein Upload dich braucht, etwa für eine neue Anmeldung',

  computer: 'Dieser Computer',
  keepAwake: 'Während des Hochladens wach bleiben',
  startAtLogin: 'Polar Uploader bei der Anmeldung am Computer starten, ohne Fenster',
  askBeforeQuit: 'Vor dem Beenden nachfragen, solange Uploads unterwegs sind',
  dataFolder: 'Uploads und Einstellungen liegen in',
  dataFolderNote:
    'Sollen sie woanders liegen: Beende die App, verschieb den Ordner und starte sie mit der Umgebungsvariable POLAR_UPLOADER_DATA, die auf den neuen Ort zeigt.',
  showDataFolder: 'Zeigen',

  appearance: 'Darstellung',
  theme: 'Farben',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  density: 'Zeilen der Liste',
  densities: { automatic: 'Automatisch', comfortable: 'Geräumig', compact: 'Kompakt' },
  language: 'Sprache',
  languages: { ...LANGUAGE_NAMES, system: 'System' },
}

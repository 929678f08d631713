import { formatCount } from '../idiom.ts'
import type { Wording } from '../wording.ts'

/** Everything the help says, in German, but the answers of the checks. */
export const GERMAN_HELP: Wording['help'] = {
  menu: 'Hilfe',
  check: 'Diesen Computer prüfen …',
  about: 'Über Polar Uploader …',

  checking: {
    title: 'Diesen Computer prüfen',
    intro:
      'Was Uploads von diesem Computer und seinem Netz brauchen. Nichts wird hochgeladen und nichts verändert.',
    list: 'Antworten',
    underWay: 'Wird geprüft …',
    progress: (made, all) => `${formatCount(made)} von ${formatCount(all)} geprüft.`,
    allGood: 'Alles ist gut.',
    someWorthKnowing: 'Nichts ist schlecht. Manches ist gut zu wissen.',
    bad: (count) =>
      count === 1
        ? 'Eines ist schlecht; dort steht, was zu tun ist.'
        : `${formatCount(count)} Dinge sind schlecht; dort steht, was zu tun ist.`,
    again: 'Noch einmal prüfen',
    save: 'Diagnose sichern …',
    saving: 'Wird gesichert …',
    saved: 'Die Diagnose ist gesichert.',
    contents:
      'Die Diagnose ist eine Zip-Datei für alle, die dir helfen, auf Englisch: diese Antworten, Versionen, deine Einstellungen, das Protokoll der App und die Größen und Zustände deiner Uploads. Zugriffstoken, Upload-Adressen, Namen und Ordner von Dateien und der Name deiner Organisation sind nicht darin.',
  },

  aboutApp: {
    title: 'Über Polar Uploader',
    intro: (version) =>
      `Version ${version}. Bringt Dateien jeder Größe in Polar, Byte für Byte. Nutzt die öffentliche API von Polar; MIT-Lizenz.`,
    versions: 'Versionen',
    names: {
      electron: 'Electron',
      chromium: 'Chromium',
      node: 'Node.js',
      sqlite: 'SQLite',
      system: 'System',
    },
    places: 'Was wo gespeichert ist',
    token: 'Zugriffstoken',
    tokenPlace: 'Im Schlüsselbund deines Systems und nirgends sonst.',
    files: 'Deine Dateien',
    filesPlace: 'Bleiben, wo sie sind; sie werden dort gelesen und nie kopiert.',
    list: 'Liste der Uploads',
    log: 'Protokoll',
    licenses: 'Lizenzen',
    licensesNote:
      'Von allem, was mit dieser App ausgeliefert wird. Die von Chromium liegen daneben, in LICENSES.chromium.html.',
    loading: 'Wird geladen …',
  },
}
